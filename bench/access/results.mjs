// The tables of this benchmark, and its part of RESULTS.md; the other scripts' parts are kept. Rows are kept as JSON
// beside this file, so that one size can be measured again without the others.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

function cell(number) {
  return number === undefined ? '–' : number.toFixed(number < 10 ? 2 : number < 100 ? 1 : 0);
}

function line(cells) {
  return `| ${cells.join(' | ')} |`;
}

function table(head, rows) {
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function both({ client, server }) {
  return client + server;
}

export function collectionTable(rows) {
  return table(
    [
      'size',
      'tables',
      'roles',
      'COPY of the access rows, s',
      'COPY of the same rows, s',
      'collection, s',
      'to the same rows',
      'to the access rows',
      'processor: to the same rows',
      'of it server, s',
      'client, s',
      'peak memory, MiB',
      'others, processors',
    ],
    rows.map(({ size, tables, roles, collection: { access, same, collect, memory, others } }) => [
      size,
      tables,
      roles,
      cell(access.seconds),
      cell(same.seconds),
      cell(collect.seconds),
      `${cell(collect.seconds / same.seconds)} ×`,
      `${cell(collect.seconds / access.seconds)} ×`,
      `${cell(both(collect) / both(same))} ×`,
      cell(collect.server),
      cell(collect.client),
      memory,
      cell(others),
    ]),
  );
}

export function matrixTable(rows) {
  return table(
    [
      'size',
      'pair bits, s',
      'has_table_privilege, s',
      'ratio',
      'best single SQL, s',
      'ratio',
      'pairs held',
      'same as the server',
      'matrix streamed, s',
      'GB',
      'peak memory before and after, MiB',
      'assess, s',
      'of processor, s',
      'findings',
      'peak memory, MiB',
    ],
    rows.map(({ size, matrix, asked, streamed, assess }) => [
      size,
      cell(matrix.seconds),
      cell(asked.roleByRole),
      `${Math.round(asked.roleByRole / matrix.seconds)} ×`,
      cell(asked.single),
      asked.single === undefined ? '–' : `${Math.round(asked.single / matrix.seconds)} ×`,
      matrix.pairs,
      sameAnswer(matrix, asked),
      cell(streamed.seconds),
      `${cell(streamed.gigabytes)}${streamed.whole ? '' : ' of more'}`,
      `${streamed.before} → ${streamed.memory}`,
      cell(assess.seconds),
      cell(assess.processor),
      assess.findings,
      assess.memory,
    ]),
  );
}

function sameAnswer({ sampled }, { pairs, sample }) {
  const answer = sampled === pairs ? 'yes' : `no: ${pairs}, not ${sampled}`;
  return sample === undefined ? answer : `${answer} (${sample} roles)`;
}

export function growth(rows) {
  return rows.slice(1).map((row, place) => {
    const before = rows[place];
    const by = (part) => `${(part(row) / part(before)).toFixed(1)} ×`;
    const work = (part) => by((each) => both(each.collection[part]));
    return [
      `- ${before.size} → ${row.size}: ${by((each) => each.tables)} tables, ${by((each) => each.roles)} roles, ${by((each) => each.matrix.pairs)} pairs;`,
      `processor time of COPY ${work('same')}, of collection ${work('collect')}, of assess ${by((each) => each.assess.processor)};`,
      `pair bits ${by((each) => each.matrix.seconds)}; peak memory of collection ${by((each) => each.collection.memory)}.`,
    ].join(' ');
  });
}

const ROWS = new URL('rows.json', import.meta.url);

/** All rows that were ever measured, this one in place of its size's last; smallest first. */
function rowsWith(row, sizes) {
  const before = existsSync(ROWS) ? JSON.parse(readFileSync(ROWS, 'utf8')) : [];
  const rows = [...before.filter(({ size }) => size !== row.size), row];
  rows.sort((left, right) => sizes.indexOf(left.size) - sizes.indexOf(right.size));
  writeFileSync(ROWS, `${JSON.stringify(rows, null, 2)}\n`);
  return rows;
}

export function writeResults(row, sizes) {
  const rows = rowsWith(row, sizes);
  const file = new URL('../RESULTS.md', import.meta.url);
  const head = '# Results\n\nWritten by the scripts beside this file; ratios hold within one run.\n';
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head;
  const runs = rows.map(({ size, runs: count, once, node }) => `${size} ${once ? 1 : count} (Node ${node})`).join(', ');
  const text = [
    '<!-- access -->',
    '## access (`npm run bench -- access`)',
    '',
    `PostgreSQL 15; each size is one run, collection and pair bits medians of so many: ${runs}; the server's own answers once.`,
    'Access rows: the catalog rows that say who holds what. Same rows: those of every section that is collected, with the definitions',
    'that only the server can say. Processor time is that of client and server together. Others: how many processors other programs',
    'kept busy during the collection; wall clock means little when these are not near 0. A sample of roles stands for all by proportion.',
    '',
    collectionTable(rows),
    '',
    matrixTable(rows),
    '',
    ...growth(rows),
    '<!-- /access -->',
  ].join('\n');
  const part = /<!-- access -->[\s\S]*<!-- \/access -->/u;
  writeFileSync(file, part.test(before) ? before.replace(part, () => text) : `${before}\n${text}\n`);
}
