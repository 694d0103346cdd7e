import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readIntent } from './read-intent.js';
import { SECTION_KINDS } from './sections/registry.js';

const shared = process.env['PGRAMPART_SHARED'] ?? join(import.meta.dirname, '../../../shared');
const folder = join(shared, 'corpora/secdocs');
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.md')) : [];

describe.skipIf(names.length === 0)('documents of other projects', () => {
  it.each(names)('%s is read without a crash', (name) => {
    const { diagnostics } = readIntent([{ path: name, text: readFileSync(join(folder, name), 'utf8') }]);
    expect(diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([]);
  });

  // The half that was kept back is measured by scripts/measure-documents.mjs and never tuned for.
  it('at least four fifths of the facts marked in the first half are recognised, and nothing else', () => {
    const text = readFileSync(join(import.meta.dirname, '../../test/docs/secdocs-marks.json'), 'utf8');
    const { documents }: { documents: readonly Marks[] } = JSON.parse(text);
    const found = { marked: 0, recognised: 0 };
    for (const name of names) {
      const bytes = readFileSync(join(folder, name));
      const hash = createHash('sha256').update(bytes).digest('hex');
      const marks = documents.find(({ sha256, half }) => sha256 === hash && half === 'first');
      if (marks === undefined) continue;
      const { intent } = readIntent([{ path: name, text: bytes.toString('utf8') }]);
      const wanted = Object.entries(marks.facts).flatMap(([kind, lines]) => lines.map((line) => `${kind}:${line}`));
      const read = SECTION_KINDS.flatMap((kind) => intent[kind].map(({ source }) => `${kind}:${source.line}`));
      expect(read.filter((fact) => !wanted.includes(fact))).toEqual([]);
      found.marked += wanted.length;
      found.recognised += wanted.filter((fact) => read.includes(fact)).length;
    }
    expect(found.marked).toBe(46);
    expect(found.recognised / found.marked).toBeGreaterThanOrEqual(0.8);
  });
});

interface Marks {
  readonly sha256: string;
  readonly half: 'first' | 'held';
  readonly facts: Readonly<Record<string, readonly number[]>>;
}
