// The tables of this benchmark, and its part of RESULTS.md; the other scripts' parts are kept.
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
    ],
    rows.map(({ size, tables, roles, collection: { access, same, collect, memory } }) => [
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
      cell(asked?.roleByRole),
      asked === undefined ? '–' : `${Math.round(asked.roleByRole / matrix.seconds)} ×`,
      cell(asked?.single),
      asked === undefined ? '–' : `${Math.round(asked.single / matrix.seconds)} ×`,
      matrix.pairs,
      asked === undefined ? 'not asked' : matrix.pairs === asked.pairs ? 'yes' : `no: ${asked.pairs}`,
      cell(streamed.seconds),
      cell(streamed.gigabytes),
      `${streamed.before} → ${streamed.memory}`,
      cell(assess.seconds),
      cell(assess.processor),
      assess.findings,
      assess.memory,
    ]),
  );
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

export function writeResults(rows, runs) {
  const file = new URL('../RESULTS.md', import.meta.url);
  const head = '# Results\n\nWritten by the scripts beside this file; ratios hold within one run.\n';
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head;
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
  const text = [
    '<!-- access -->',
    '## access (`npm run bench -- access`)',
    '',
    `PostgreSQL 15, Node ${process.versions.node}, medians of ${runs}; the server's own answers once; load of the machine at the end: ${load}.`,
    'Access rows: the catalog rows that say who holds what. Same rows: those of every section that is collected, with the definitions',
    'that only the server can say. Processor time is that of client and server together, so it says more on a busy machine.',
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
