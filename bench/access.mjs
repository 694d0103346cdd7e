// npm run bench -- access [SIZE…]: collection against the same catalog rows COPYed by psql, memory, and the pair bits
// of the access matrix against has_table_privilege, all in one run on one server; writes bench/RESULTS.md.
// The database generator and the two SQL files are test material beside the repository (PGRAMPART_SHARED).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const shared = join(process.env.PGRAMPART_SHARED ?? '../shared', 'bench');
const dist = new URL(process.env.PGRAMPART_DIST ?? '../dist/', import.meta.url).href;
const { discoverServers, startScratch } = await import(`${dist}proof/scratch/index.js`);
const { collectInventory } = await import(`${dist}collect/index.js`);
const { accessIndex, pairBits } = await import(`${dist}access/index.js`);
const SIZES = (process.env.PGRAMPART_BENCH_SIZES ?? 'small,medium').split(',');
const RUNS = Number(process.env.PGRAMPART_BENCH_RUNS ?? 3);

function seconds(work) {
  const begin = performance.now();
  work();
  return (performance.now() - begin) / 1000;
}

function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}

function psql(connection, database, args) {
  const { host, port, user, password } = connection;
  const env = {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password.reveal(),
    PGDATABASE: database,
  };
  const [command, ...rest] = args;
  const ran = spawnSync(command, rest, { env, maxBuffer: 2 ** 31, stdio: ['ignore', 'pipe', 'pipe'] });
  if (ran.status !== 0) throw new Error(`${command}: ${String(ran.stderr).slice(0, 500)}`);
  return String(ran.stdout);
}

/** Set bits over all roles and relations, superusers' left out: they are one row. */
function countPairs(index) {
  const bits = pairBits(index, { dense: true });
  let held = 0;
  for (const securable of index.securables()) {
    if (!['table', 'view'].includes(securable.object.kind)) continue;
    const { masks, places } = bits.of(securable);
    for (const place of places) for (let mask = masks[place] & 0x7f; mask !== 0; mask &= mask - 1) held += 1;
  }
  const all = [...index.securables()].filter(({ object }) => ['table', 'view'].includes(object.kind)).length;
  return held + index.members.superusers.length * all * 7;
}

function sizesOf(generated) {
  const number = (what) => Number(new RegExp(`^${what} (\\d+)`, 'mu').exec(generated)?.[1]);
  return { tables: number('tables'), roles: number('roles') };
}

async function timeCollection(connection) {
  const { host, port, user, password } = connection;
  const target = { host, port, user, password, database: 'bench', tls: { mode: 'disable', authority: null } };
  const floors = [];
  const collects = [];
  let inventory = await collectInventory(target, { databases: ['bench'] });
  for (let run = 0; run < RUNS; run += 1) {
    floors.push(seconds(() => psql(connection, 'bench', ['psql', '-Xqf', join(shared, 'floor.sql')])));
    const begin = performance.now();
    inventory = await collectInventory(target, { databases: ['bench'] });
    collects.push((performance.now() - begin) / 1000);
  }
  return { inventory, floor: median(floors), collect: median(collects) };
}

async function timeAll(connection) {
  const { inventory, floor, collect } = await timeCollection(connection);
  const index = accessIndex(inventory);
  const matrices = [];
  let pairs = 0;
  for (let run = 0; run < RUNS; run += 1) matrices.push(seconds(() => (pairs = countPairs(index))));
  let answer = '';
  const ask = (file) => seconds(() => (answer = psql(connection, 'bench', ['psql', '-XAtqf', join(shared, file)])));
  const asked = ask('cross_roleouter.sql');
  const serverPairs = Number(answer.split('|')[0]);
  const single = ask('effective.sql');
  return { floor, collect, matrix: median(matrices), asked, single, pairs, serverPairs };
}

async function measure(size) {
  const server = (await discoverServers()).find((each) => each.major === 15);
  const cluster = await startScratch({
    server,
    superuser: 'postgres',
    settings: { fsync: 'off', max_locks_per_transaction: '4096' },
  });
  try {
    const connection = cluster.connection;
    psql(connection, 'postgres', ['psql', '-Xqc', 'CREATE DATABASE bench']);
    const generated = psql(connection, 'bench', ['bash', join(shared, 'gen-big-database.sh'), ...size.split(' ')]);
    return {
      size,
      ...sizesOf(generated),
      ...(await timeAll(connection)),
      memory: process.resourceUsage().maxRSS / 1024,
    };
  } finally {
    await cluster.stop();
  }
}

function cell(number) {
  return number.toFixed(number < 10 ? 3 : 1);
}

function table(rows) {
  const head =
    '| size | tables | roles | COPY by psql, s | collection, s | ratio | peak memory, MiB | pair bits, s | has_table_privilege, s | ratio | best single SQL, s | ratio | pairs held | same as the server |';
  const lines = rows.map((row) =>
    [
      row.size,
      row.tables,
      row.roles,
      cell(row.floor),
      cell(row.collect),
      cell(row.collect / row.floor),
      Math.round(row.memory),
      cell(row.matrix),
      cell(row.asked),
      `${Math.round(row.asked / row.matrix)} ×`,
      cell(row.single),
      `${Math.round(row.single / row.matrix)} ×`,
      row.pairs,
      row.pairs === row.serverPairs ? 'yes' : `no: ${row.serverPairs}`,
    ].join(' | '),
  );
  return [head, `|${' --- |'.repeat(14)}`, ...lines.map((line) => `| ${line} |`)].join('\n');
}

function growth(rows) {
  return rows.slice(1).map((row, place) => {
    const before = rows[place];
    const by = (part) => (row[part] / before[part]).toFixed(1);
    return `- ${before.size} → ${row.size}: ${by('tables')} × tables, ${by('roles')} × roles; COPY ${by('floor')} ×, collection ${by('collect')} ×, pair bits ${by('matrix')} ×, has_table_privilege ${by('asked')} ×.`;
  });
}

if (!existsSync(join(shared, 'gen-big-database.sh')) || !existsSync('/usr/bin/psql')) {
  console.log('access: skipped, the generator or psql is not here');
} else {
  const rows = [];
  for (const size of SIZES) {
    rows.push(await measure(size));
    console.log(table(rows.slice(-1)));
    write(rows);
  }
}

/** Replaces this script's part of the results, keeps the others'. */
function write(rows) {
  const file = new URL('RESULTS.md', import.meta.url);
  const before = existsSync(file)
    ? readFileSync(file, 'utf8')
    : '# Results\n\nWritten by the scripts beside this file; ratios hold within one run.\n';
  const text = [
    '<!-- access -->',
    `## access (\`npm run bench -- access\`)`,
    '',
    `PostgreSQL 15, Node ${process.versions.node}, medians of ${RUNS}; the server's own answers once; load of the machine at the end: ${loadOf()}.`,
    '',
    table(rows),
    '',
    ...growth(rows),
    '<!-- /access -->',
  ].join('\n');
  const part = /<!-- access -->[\s\S]*<!-- \/access -->/u;
  writeFileSync(file, part.test(before) ? before.replace(part, () => text) : `${before}\n${text}\n`);
}

function loadOf() {
  return readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
}
