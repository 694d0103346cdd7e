// The tests' servers lie in memory only where that is sure to work; whoever set TMPDIR is not overruled.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { memoryFolder } from '../support/memory-folder.js';

afterEach(() => vi.unstubAllEnvs());

test('TMPDIR, once set, stays as it is', () => {
  vi.stubEnv('TMPDIR', '/var/tmp');
  expect(memoryFolder()).toBeUndefined();
});

test('a folder that is named takes files', () => {
  vi.stubEnv('TMPDIR', undefined);
  const folder = memoryFolder() ?? tmpdir();
  const made = mkdtempSync(join(folder, 'pgrampart-'));
  expect(readdirSync(folder)).toContain(basename(made));
  rmSync(made, { recursive: true });
});
