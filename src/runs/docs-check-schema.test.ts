import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCheckDocuments } from './check-documents.js';
import { DOCS_CHECK_SCHEMA, docsCheckJsonSchemas } from './docs-check-schema.js';

test.each(docsCheckJsonSchemas())(
  'schemas/$file is current (node scripts/generate-schemas.mjs)',
  ({ file, content }) => {
    expect(readFileSync(`schemas/${file}`, 'utf8')).toBe(content);
  },
);

test('is what the command answers, of good documents and of bad ones', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'pgrampart-schema-'));
  writeFileSync(join(folder, 'a.yaml'), 'status: approved\nthreat: []\nthreats:\n  - {id: T1, threat: x, kind: y}\n');
  writeFileSync(join(folder, 'b.md'), Uint8Array.from([0xff, 0xfe, 0]));
  for (const docs of [[folder], [join('examples', 'clinic', 'docs')]]) {
    const { result } = await runCheckDocuments({ docs, format: 'json' });
    expect(DOCS_CHECK_SCHEMA.safeParse(JSON.parse(result)).error).toBeUndefined();
  }
  rmSync(folder, { recursive: true });
});
