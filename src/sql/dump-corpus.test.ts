import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readDump } from './dump.js';
import { parseSql } from './parse.js';

const shared = process.env['PGRAMPART_SHARED'] ?? '../shared';
const folders = ['schemas', 'regress'].map((name) => join(shared, 'corpora', name)).filter((path) => existsSync(path));
const files = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql') || name.endsWith('dumpall.sql.gz'))
    .map((name) => join(folder, name)),
);

function readText(path: string): string {
  const bytes = readFileSync(path);
  return (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
}

describe.skipIf(files.length === 0)('real dumps', () => {
  it.each(files)('%s splits, and each statement is one statement to PostgreSQL', { timeout: 120_000 }, async (path) => {
    const { items, diagnostics } = readDump(readText(path), path);
    expect(diagnostics).toEqual([]);
    const wrong: string[] = [];
    for (const item of items) {
      if (item.kind === 'connect') continue;
      const parsed = await parseSql(item.sql);
      const count = parsed.ok ? parsed.value.length : parsed.error.message;
      if (count !== 1) wrong.push(`${item.source.line}: ${count}: ${item.sql.slice(0, 100)}`);
    }
    expect(wrong).toEqual([]);
    expect(items.length).toBeGreaterThan(10);
  });
});
