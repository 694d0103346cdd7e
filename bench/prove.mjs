// npm run bench -- prove: how long the prover takes for a policy (reading, solver and explanation; no replay) and how
// much memory, over the stated real policies until so many are judged. Writes its part of bench/RESULTS.md. The
// corpus is material beside the repository (PGRAMPART_SHARED); PGRAMPART_BENCH_POLICIES says how many.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { corpora, sample } from './prove/corpus.mjs';
import { timePolicies } from './prove/timing.mjs';

const COUNT = Number(process.env.PGRAMPART_BENCH_POLICIES ?? 1000);

function quantile(numbers, part) {
  return numbers.toSorted((left, right) => left - right)[
    Math.min(numbers.length - 1, Math.floor(numbers.length * part))
  ];
}

function ms(number) {
  return number.toFixed(1);
}

function line({ kept, rows, seconds, processor, memory }) {
  const times = rows.map((each) => each.milliseconds);
  const mean = times.reduce((sum, each) => sum + each, 0) / times.length;
  const worst = rows.reduce((left, right) => (right.milliseconds > left.milliseconds ? right : left));
  const verdicts = rows.reduce((sum, each) => sum + each.verdicts, 0);
  const cells = [rows.length, kept, verdicts, ms(quantile(times, 0.5)), ms(mean), ms((1000 * processor) / rows.length)];
  const last = [ms(quantile(times, 0.99)), `${ms(worst.milliseconds)} (row ${worst.row})`, seconds.toFixed(1), memory];
  return `| ${[...cells, ...last].join(' | ')} |`;
}

function section(runs) {
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
  const again =
    runs[0].rows.length > sample().length
      ? `; after the ${sample().length} stated ones from the first again, nothing of the former round kept`
      : '';
  return [
    '<!-- prove -->',
    '## prove (`npm run bench -- prove`)',
    '',
    `Node ${process.versions.node}; load of the machine at the end: ${load}, of ${cpus().length} processors. Real policies, each alone on its table, with`,
    `every command it is for${again}. Reading, solver, counterexample and explanation, in one process; replay apart. The`,
    'processor’s time includes the compilation of Z3 in the background, and says more than the clock on a busy machine.',
    '',
    '| policies | kept between policies | verdicts | median, ms | mean, ms | mean of processor, ms | 99 %, ms | worst, ms | all, s | peak memory, MiB |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...runs.map((each) => line(each)),
    '<!-- /prove -->',
  ].join('\n');
}

if (existsSync(corpora)) {
  const text = section(await timePolicies(COUNT));
  console.log(text);
  const file = new URL('RESULTS.md', import.meta.url);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Results\n';
  const part = /<!-- prove -->[\s\S]*<!-- \/prove -->/u;
  writeFileSync(file, part.test(before) ? before.replace(part, () => text) : `${before}\n${text}\n`);
} else console.log(`There is no ${corpora}: nothing to measure.`);
