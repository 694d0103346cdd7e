// How well names alone tell sensitive columns: test/docs/column-labels.tsv, labelled by hand before
// the detectors were tuned. Prints precision and recall of both halves; `?` (labelled unsure) is left out.
//   npm run build && node scripts/measure-columns.mjs [--misses first]
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

const { classifyColumn } = await import(new URL('../dist/classify/classify-column.js', import.meta.url).href);

/** A table is whole in one half: columns of a table are not independent. */
export function halfOf(schema, table) {
  const hash = createHash('sha256').update(`pgrampart-4:${schema}.${table}`).digest('hex');
  return Number.parseInt(hash.slice(0, 8), 16) % 2 === 0 ? 'first' : 'held';
}

const rows = readFileSync(new URL('../test/docs/column-labels.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [schema = '', table = '', column = '', label = ''] = line.split('\t');
    const name = table.split('.').at(-1) ?? table;
    // No type, no comment: the family is then `other`, which rules nothing out.
    const [guess] = classifyColumn({ table: name, column, type: '', comment: null });
    return { table, column, label, guess: guess?.kind ?? null, half: halfOf(schema, table) };
  });

function share(part, whole) {
  return `${part.length}/${whole.length} = ${(part.length / whole.length).toFixed(3)}`;
}

for (const half of ['first', 'held']) {
  const judged = rows.filter((row) => row.half === half && row.label !== '?');
  const labelled = judged.filter((row) => row.label !== '-');
  const guessed = judged.filter((row) => row.guess !== null);
  const right = labelled.filter((row) => row.guess !== null);
  const same = right.filter((row) => row.guess === row.label);
  console.log(
    `${half}: ${judged.length} columns, recall ${share(right, labelled)}, precision ${share(right, guessed)}, ` +
      `of the same kind ${share(same, right)}`,
  );
  if (process.argv[2] !== '--misses' || process.argv[3] !== half) continue;
  const wrong = judged.filter((row) => (row.guess === null) !== (row.label === '-'));
  for (const { table, column, label, guess } of wrong) console.log(`  ${table}.${column}: ${label}, guessed ${guess}`);
}
