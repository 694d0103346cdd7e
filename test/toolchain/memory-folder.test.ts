// The tests' servers lie in memory only where that is sure to work; whoever set TMPDIR is not overruled.
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { memoryFolder } from '../support/memory-folder.js';

afterEach(() => vi.unstubAllEnvs());

test('TMPDIR, once set, stays as it is', () => {
  vi.stubEnv('TMPDIR', '/var/tmp');
  expect(memoryFolder()).toBeUndefined();
});

test('a folder that is named takes files', () => {
  vi.stubEnv('TMPDIR', undefined);
  const folder = memoryFolder();
  if (folder !== undefined) rmSync(mkdtempSync(join(folder, 'pgrampart-')), { recursive: true });
});
