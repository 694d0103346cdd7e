// How much of what real documents state is read: test/docs/secdocs-marks.json against the documents
// of $PGRAMPART_SHARED/corpora/secdocs. Prints recognised/marked and what was read without a mark.
//   npm run build && node scripts/measure-documents.mjs [first|held]
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const { readIntent } = await import(new URL('../dist/intent/read-intent.js', import.meta.url).href);

const shared = process.env['PGRAMPART_SHARED'] ?? fileURLToPath(new URL('../../shared', import.meta.url));
const folder = path.join(shared, 'corpora/secdocs');
if (!existsSync(folder)) {
  console.log(`${folder} is not there: nothing measured.`);
  process.exit(0);
}

const texts = new Map(
  readdirSync(folder).map((name) => {
    const bytes = readFileSync(path.join(folder, name));
    return [createHash('sha256').update(bytes).digest('hex'), { name, text: bytes.toString('utf8') }];
  }),
);
const { documents } = JSON.parse(readFileSync(new URL('../test/docs/secdocs-marks.json', import.meta.url), 'utf8'));
const NO_ROWS = new Set(['product', 'documents', 'omitted', 'decisions']);

for (const half of process.argv[2] === undefined ? ['first', 'held'] : [process.argv[2]]) {
  const sum = { marked: 0, recognised: 0, falsely: 0 };
  for (const { sha256, facts } of documents.filter((each) => each.half === half)) {
    const found = texts.get(sha256);
    if (found === undefined) throw new Error(`No document with the hash ${sha256}.`);
    const { intent } = readIntent([{ path: found.name, text: found.text }]);
    const marks = new Set(Object.entries(facts).flatMap(([kind, lines]) => lines.map((line) => `${kind}:${line}`)));
    const read = new Set(
      Object.entries(intent)
        .filter(([kind]) => !NO_ROWS.has(kind))
        .flatMap(([kind, rows]) => rows.map(({ source }) => `${kind}:${source.line}`)),
    );
    const missed = [...marks].filter((mark) => !read.has(mark));
    const surplus = [...read].filter((fact) => !marks.has(fact));
    sum.marked += marks.size;
    sum.recognised += marks.size - missed.length;
    sum.falsely += surplus.length;
    console.log(`  ${found.name}: ${marks.size - missed.length}/${marks.size}, false ${surplus.length}`);
    if (process.argv.includes('--misses')) console.log(`    missed ${missed.join(' ')}; false ${surplus.join(' ')}`);
  }
  const share = sum.marked === 0 ? 1 : sum.recognised / sum.marked;
  console.log(`${half}: recognised ${sum.recognised}/${sum.marked} = ${share.toFixed(3)}, false ${sum.falsely}`);
}
