import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIntent } from './read-intent.js';

const shared = process.env['PGRAMPART_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const folder = join(shared, 'corpora/secdocs');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];

describe.skipIf(names.length === 0)('documents of other projects', () => {
  it.each(names)('%s is read without a crash', (name) => {
    const { diagnostics } = readIntent([{ path: name, text: readFileSync(join(folder, name), 'utf8') }]);
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
  });
});
