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
      const wanted = linesOf(marks.facts);
      const read = SECTION_KINDS.flatMap((kind) => intent[kind].map(({ source }) => `${kind}:${source.line}`));
      expect(read.filter((fact) => !wanted.includes(fact))).toEqual([]);
      found.marked += wanted.length;
      found.recognised += wanted.filter((fact) => read.includes(fact)).length;
    }
    expect(found.marked).toBe(46);
    expect(found.recognised / found.marked).toBeGreaterThanOrEqual(0.8);
  });
});

const second = join(shared, 'corpora/secdocs-second');
const others = existsSync(second) ? readdirSync(second).filter((name) => name.endsWith('.md')) : [];

describe.skipIf(others.length === 0)('a second set of documents of other projects', () => {
  // Both halves may be tuned on by now; the third set is measured by scripts/measure-documents.mjs alone.
  it('nine tenths are recognised, and nothing that is neither marked nor open', () => {
    const text = readFileSync(join(import.meta.dirname, '../../test/docs/secdocs-marks-second.json'), 'utf8');
    const { documents }: { documents: readonly Marks[] } = JSON.parse(text);
    const found = { marked: 0, recognised: 0 };
    for (const name of others) {
      const bytes = readFileSync(join(second, name));
      const hash = createHash('sha256').update(bytes).digest('hex');
      const marks = documents.find(({ sha256 }) => sha256 === hash);
      if (marks === undefined) continue;
      const { intent } = readIntent([{ path: name, text: bytes.toString('utf8') }]);
      const wanted = linesOf(marks.facts);
      const open = linesOf(marks.open ?? {});
      const read = SECTION_KINDS.flatMap((kind) => intent[kind].map(({ source }) => `${kind}:${source.line}`));
      expect(read.filter((fact) => !wanted.includes(fact) && !open.includes(fact))).toEqual([]);
      found.marked += wanted.length;
      found.recognised += wanted.filter((fact) => read.includes(fact)).length;
    }
    expect(found.recognised / found.marked).toBeGreaterThanOrEqual(0.9);
  });
});

function linesOf(facts: Marks['facts']): readonly string[] {
  return Object.entries(facts).flatMap(([kind, lines]) => lines.map((line) => `${kind}:${line}`));
}

interface Marks {
  readonly sha256: string;
  readonly half: 'first' | 'held' | 'second-first' | 'second-held';
  readonly facts: Readonly<Record<string, readonly number[]>>;
  readonly open?: Readonly<Record<string, readonly number[]>>;
}
