// The table of decided policies over the stated sample: node bench/prove-corpus.mjs [all|tuning|held-out] [--write]
import fs from 'node:fs';
import { judgeCorpus } from './prove/judge.mjs';

const which = process.argv[2] ?? 'all';
const every = Number(process.argv.find((each) => each.startsWith('--every='))?.slice(8) ?? 1);
let count = 0;
const only = process.argv.find((each) => each.startsWith('--source='))?.slice(9);
const wanted = (policy) =>
  (only === undefined || policy.source === only) &&
  (which === 'all' || (which === 'held-out') === policy.heldOut) &&
  count++ % every === 0;
// --from=FILE,FILE tabulates what earlier runs saved, instead of judging.
const from = process.argv.find((each) => each.startsWith('--from='))?.slice(7);
const results =
  from === undefined ? await judge() : from.split(',').flatMap((file) => JSON.parse(fs.readFileSync(file, 'utf8')));

function judge() {
  return judgeCorpus(
    wanted,
    process.argv.includes('--verbose') ? (each) => console.error(each.row, each.verdict, each.reason) : undefined,
    process.argv.includes('--attack'),
  );
}

const lines = [
  '# Real policies, decided',
  '',
  '| half | policies | proved | refuted | no access | unknown | decided |',
  '|---|---|---|---|---|---|---|',
];
for (const [name, rows] of [
  ['tuning', results.filter((each) => !each.heldOut)],
  ['held out', results.filter((each) => each.heldOut)],
]) {
  const of = (kind) => rows.filter((each) => each.verdict === kind).length;
  const decided = rows.length === 0 ? 0 : (100 * (of('proved') + of('refuted') + of('no-access'))) / rows.length;
  lines.push(
    `| ${name} | ${rows.length} | ${of('proved')} | ${of('refuted')} | ${of('no-access')} | ${of('unknown')} | ${decided.toFixed(1)} % |`,
  );
}
const reasons = new Map();
for (const each of results.filter(({ verdict }) => verdict === 'unknown')) {
  const reason = each.reason
    .replace(/^(not replayed \(.*?\)): (?:policy|basejump|a function|the permissive) .*$/u, '$1')
    .replaceAll(/[\w".]+\([^)]*\)/gu, 'f(…)')
    .replaceAll(/"[^"]*"/gu, '"…"')
    .slice(0, 150)
    .replaceAll('|', '\\|');
  const counts = reasons.get(reason) ?? [0, 0];
  counts[each.heldOut ? 1 : 0] += 1;
  reasons.set(reason, counts);
}
lines.push('', '| why unknown | tuning | held out |', '|---|---|---|');
for (const [reason, [tuned, held]] of [...reasons].sort(([, a], [, b]) => b[0] + b[1] - a[0] - a[1]))
  lines.push(`| ${reason} | ${tuned} | ${held} |`);
const tried = results.reduce((sum, each) => sum + (each.tried ?? 0), 0);
const leaks = results.filter((each) => (each.leak ?? null) !== null);
if (process.argv.includes('--attack'))
  lines.push('', `Random attacks on what was proved: ${tried}; leaks: ${leaks.length}.`);
for (const { row } of leaks) console.error(`LEAK under proved: row ${row} of the corpus`);
const text = `${lines.join('\n')}\n`;
console.log(text);
const saved = process.argv.find((each) => each.startsWith('--save='))?.slice(7);
if (saved !== undefined) fs.writeFileSync(saved, JSON.stringify(results, null, 1));
if (process.argv.includes('--write')) fs.writeFileSync(new URL('prove-corpus.md', import.meta.url), text);
