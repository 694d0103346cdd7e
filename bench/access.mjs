// npm run bench -- access: collection against COPY by psql, its memory, the pair bits of the access matrix against the
// server's own functions, the streamed matrix and assess, all in one run on one server for each size; writes
// bench/RESULTS.md. PGRAMPART_BENCH_SIZES: names of SIZES; what was measured of other sizes before stays. The database
// generator and the two SQL files that ask the server are test material beside the repository (PGRAMPART_SHARED).
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, DATABASE, psql } from './access/connection.mjs';
import { collectionTable, matrixTable, writeResults } from './access/results.mjs';

const shared = join(process.env.PGRAMPART_SHARED ?? '../shared', 'bench');
const RUNS = Number(process.env.PGRAMPART_BENCH_RUNS ?? 3);

/** Tables, schemas, roles, policies, grants, functions. `full` is the size of the budgets. */
const SIZES = {
  small: '200 5 50 100 1000 100',
  tenth: '5000 50 200 1000 30000 500',
  medium: '5000 50 500 2000 30000 2000',
  full: '50000 500 2000 10000 300000 5000',
  tenfold: '500000 5000 20000 100000 3000000 50000',
};
const WANTED = (process.env.PGRAMPART_BENCH_SIZES ?? 'small,tenth').split(',');
/** Tables beyond which all is measured once, and the server asked for some roles only: of all it would take a day. */
const MOST_ASKED = Number(process.env.PGRAMPART_BENCH_MOST_ASKED ?? 100_000);
const SAMPLE = 20;

function environment({ connection: { host, port, user, password }, dataDir }) {
  return {
    ...process.env,
    PGHOST: host,
    PGPORT: String(port),
    PGUSER: user,
    PGPASSWORD: password.reveal(),
    PGDATABASE: DATABASE,
    PGRAMPART_POSTMASTER: readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n')[0],
    PGRAMPART_BENCH_SHARED: shared,
  };
}

function phase(name, env) {
  const script = new URL('access/phase.mjs', import.meta.url).pathname;
  const args = ['--max-old-space-size=8192', script, name];
  const ran = spawnSync(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
  if (ran.status !== 0) throw new Error(`${name}: ended with ${ran.status ?? ran.signal}`);
  return JSON.parse(String(ran.stdout));
}

function timed(args, env) {
  const begin = performance.now();
  const answer = psql(['psql', '-XAtq', ...args], { output: true, env });
  return { seconds: (performance.now() - begin) / 1000, answer };
}

/** The server's own answers, role by role and in one statement. */
function ask(env) {
  const roleByRole = timed(['-f', join(shared, 'cross_roleouter.sql')], env);
  const pairs = Number(roleByRole.answer.split('|')[0]);
  return { roleByRole: roleByRole.seconds, pairs, single: timed(['-f', join(shared, 'effective.sql')], env).seconds };
}

const SAMPLED = `(SELECT oid, rolname FROM pg_roles ORDER BY md5(rolname) LIMIT ${SAMPLE})`;

/** The same statement for some roles, chosen by no pattern of their names; the time is that of all by proportion. */
function askSample({ roles }, env) {
  const statement = readFileSync(join(shared, 'cross_roleouter.sql'), 'utf8').replace('pg_roles r', `${SAMPLED} r`);
  const { seconds, answer } = timed(['-c', statement], env);
  return { roleByRole: (seconds * roles) / SAMPLE, pairs: Number(answer.split('|')[0]), sample: SAMPLE };
}

function phases(row, env) {
  const isLarge = row.tables > MOST_ASKED;
  const names = isLarge ? timed(['-c', `SELECT json_agg(rolname) FROM ${SAMPLED} s`], env).answer : undefined;
  const sample = names === undefined ? {} : { PGRAMPART_BENCH_ROLES: names };
  if (isLarge) Object.assign(row, phase('whole', { ...env, ...sample }), { once: true });
  else for (const name of ['collection', 'matrix', 'streamed', 'assess']) row[name] = phase(name, env);
  row.asked = isLarge ? askSample(row, env) : ask(env);
  return row;
}

/** A server that holds a database of the size already: libpq's variables, and its postmaster's process id. */
function measureExisting(size) {
  const env = { ...process.env, PGDATABASE: DATABASE, PGRAMPART_BENCH_SHARED: shared };
  const count = (what) => Number(psql(['psql', '-XAtqc', `SELECT count(*) FROM ${what}`], { output: true, env }));
  const tables = count(`pg_class WHERE relkind = 'r' AND oid >= 16384`);
  return phases({ size, tables, roles: count('pg_roles') }, env);
}

async function measure(size) {
  if (process.env.PGRAMPART_POSTMASTER !== undefined) return measureExisting(size);
  const { discoverServers, startScratch } = await built('proof/scratch/index.js');
  const server = (await discoverServers()).find((each) => each.major === 15);
  const settings = { fsync: 'off', max_locks_per_transaction: '4096', max_wal_size: '4GB' };
  const cluster = await startScratch({ server, superuser: 'postgres', settings });
  try {
    const env = environment(cluster);
    psql(['psql', '-Xqc', `CREATE DATABASE ${DATABASE}`], { env: { ...env, PGDATABASE: 'postgres' } });
    const made = psql(['bash', join(shared, 'gen-big-database.sh'), ...SIZES[size].split(' ')], { output: true, env });
    const number = (what) => Number(new RegExp(`^${what} (\\d+)`, 'mu').exec(made)?.[1]);
    return phases({ size, tables: number('tables'), roles: number('roles') }, env);
  } finally {
    await cluster.stop();
  }
}

if (!existsSync(join(shared, 'gen-big-database.sh')) || !existsSync('/usr/bin/psql')) {
  console.log('access: skipped, the generator or psql is not here');
} else {
  for (const size of WANTED) {
    const row = { ...(await measure(size)), runs: RUNS, node: process.versions.node };
    console.log(`${collectionTable([row])}\n\n${matrixTable([row])}`);
    writeResults(row, Object.keys(SIZES));
  }
}
