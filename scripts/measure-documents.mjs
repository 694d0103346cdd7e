// How much of what real documents state is read: the marks of test/docs against the documents of
// $PGRAMPART_SHARED/corpora. Prints recognised/marked and what was read without a mark; lines under
// `open` (test/docs/SECOND.md) are neither owed nor false and are counted apart.
//   npm run build && node scripts/measure-documents.mjs [first|held|second-first|second-held|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|tenth-second|eleventh|
//     tuned-first|tuned-second|tuned-third] [--misses]
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const { readIntent } = await import(new URL('../dist/intent/read-intent.js', import.meta.url).href);

const shared = process.env['PGRAMPART_SHARED'] ?? fileURLToPath(new URL('../../shared', import.meta.url));
const NO_ROWS = new Set(['product', 'documents', 'omitted', 'decisions']);
const SETS = [
  { marks: 'secdocs-marks.json', halves: ['first', 'held'] },
  { marks: 'secdocs-marks-second.json', halves: ['second-first', 'second-held'] },
  { marks: 'secdocs-marks-third.json', halves: ['third'] },
  { marks: 'secdocs-marks-fourth.json', halves: ['fourth'] },
  { marks: 'secdocs-marks-fifth.json', halves: ['fifth'] },
  { marks: 'secdocs-marks-sixth.json', halves: ['sixth'] },
  { marks: 'secdocs-marks-seventh.json', halves: ['seventh'] },
  { marks: 'secdocs-marks-eighth.json', halves: ['eighth'] },
  { marks: 'secdocs-marks-ninth.json', halves: ['ninth'] },
  { marks: 'secdocs-marks-tenth.json', halves: ['tenth', 'tenth-second'] },
  { marks: 'secdocs-marks-eleventh.json', halves: ['eleventh'] },
  { marks: 'secdocs-marks-tuned.json', halves: ['tuned-first', 'tuned-second', 'tuned-third'] },
];

const corpora = path.join(shared, 'corpora');
const folders = existsSync(corpora) ? readdirSync(corpora).filter((name) => name.startsWith('secdocs')) : [];
const texts = new Map(
  folders.flatMap((folder) => {
    const at = path.join(corpora, folder);
    return readdirSync(at).map((name) => {
      const bytes = readFileSync(path.join(at, name));
      return [createHash('sha256').update(bytes).digest('hex'), { name, text: bytes.toString('utf8') }];
    });
  }),
);
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const known = SETS.flatMap(({ halves }) => halves);
const unknown = wanted.filter((half) => !known.includes(half));
if (unknown.length > 0) throw new Error(`No half is called ${unknown.join(', ')}; there are ${known.join(', ')}.`);

for (const { marks, halves } of SETS) {
  const { documents } = JSON.parse(readFileSync(new URL(`../test/docs/${marks}`, import.meta.url), 'utf8'));
  for (const half of halves.filter((each) => wanted.length === 0 || wanted.includes(each))) {
    measure(
      half,
      documents.filter((each) => each.half === half),
    );
  }
}

function measure(half, documents) {
  const sum = { marked: 0, recognised: 0, falsely: 0, open: 0 };
  const absent = documents.filter(({ sha256 }) => !texts.has(sha256)).length;
  for (const { sha256, origin, facts, open = {} } of documents) {
    const found = texts.get(sha256);
    if (found !== undefined) count(sum, { ...found, path: origin?.path ?? found.name }, linesOf(facts), linesOf(open));
  }
  const share = sum.marked === 0 ? 1 : sum.recognised / sum.marked;
  const rest = `${sum.open > 0 ? `, open ${sum.open}` : ''}${absent > 0 ? `; absent ${absent} of ${documents.length} documents` : ''}`;
  if (absent === documents.length) console.log(`${half}: its ${absent} documents are not there, nothing measured`);
  else
    console.log(
      `${half}: recognised ${sum.recognised}/${sum.marked} = ${share.toFixed(3)}, false ${sum.falsely}${rest}`,
    );
}

function linesOf(byKind) {
  return new Set(Object.entries(byKind).flatMap(([kind, lines]) => lines.map((line) => `${kind}:${line}`)));
}

function count(sum, { name, path: written, text }, marks, open) {
  const { intent } = readIntent([{ path: written, text }]);
  const read = new Set(
    Object.entries(intent)
      .filter(([kind]) => !NO_ROWS.has(kind))
      .flatMap(([kind, rows]) => rows.map(({ source }) => `${kind}:${source.line}`)),
  );
  const missed = [...marks].filter((mark) => !read.has(mark));
  const surplus = [...read].filter((fact) => !marks.has(fact) && !open.has(fact));
  sum.marked += marks.size;
  sum.recognised += marks.size - missed.length;
  sum.falsely += surplus.length;
  sum.open += [...read].filter((fact) => open.has(fact)).length;
  console.log(`  ${name}: ${marks.size - missed.length}/${marks.size}, false ${surplus.length}`);
  if (process.argv.includes('--misses')) console.log(`    missed ${missed.join(' ')}; false ${surplus.join(' ')}`);
}
