// What the policies that we generate cost at run time: each query as the application's role, and the same with the
// tenant written out, by a role that bypasses row security; in turns, in one run. Budgets (DESIGN section 9): 1.10
// times, memberships 1.3. Writes its part of bench/RESULTS.md. PGRAMPART_BENCH_ROWS says how many rows a table has.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { CARRIERS, harden, ROWS, SCHEMA, TENANTS } from './rls/scene.mjs';

const dist = new URL('../dist/', import.meta.url).href;
const { chooseServer, discoverServers, startScratch } = await import(`${dist}proof/scratch/index.js`);

const TURNS = Number(process.env.PGRAMPART_BENCH_TURNS ?? 15);

const POINT = (table, filter) => `SELECT note FROM shop.${table} WHERE id = 6006${filter}`;

/** Sent as one message, so that the way to the server counts little beside the work; `apart`: each waits for its answer. */
const QUERIES = [
  { name: 'point read, as a client waits for it', times: 200, apart: true, of: POINT },
  { name: 'point read, alone in the server', times: 200, of: POINT },
  {
    name: 'aggregate, index',
    times: 10,
    of: (table, filter) => `SELECT sum(amount) FROM shop.${table} WHERE true${filter}`,
  },
  {
    name: 'aggregate, no index',
    times: 1,
    of: (table, filter) => `SELECT sum(amount) FROM shop.${table}_bare WHERE true${filter}`,
  },
];

function median(numbers) {
  return numbers.toSorted((left, right) => left - right)[Math.floor(numbers.length / 2)];
}

async function seconds(client, text, { times, apart = false }) {
  const messages = apart ? Array.from({ length: times }, () => text) : [`${text};`.repeat(times)];
  const begin = performance.now();
  for (const message of messages) await client.query(message);
  return (performance.now() - begin) / 1000;
}

/** The same answer from both, or the comparison says nothing. */
async function sameAnswer(secured, plain, query, table) {
  const [left, right] = await Promise.all([
    secured.query(query.of(table, '')),
    plain.query(query.of(table, ' AND tenant_id = 7')),
  ]);
  const [one, other] = [left, right].map(({ rows }) => JSON.stringify(rows));
  if (one !== other || left.rows.length === 0) throw new Error(`${table}, ${query.name}: ${one} is not ${other}`);
}

async function compare(connect, { table, carry, carrier, budget }) {
  const secured = await connect('shop_app');
  const plain = await connect('plain');
  try {
    await secured.query(carry);
    const rows = [];
    for (const query of QUERIES) {
      await sameAnswer(secured, plain, query, table);
      const [ours, theirs] = [[], []];
      for (let turn = 0; turn < TURNS; turn += 1) {
        ours.push(await seconds(secured, query.of(table, ''), query));
        theirs.push(await seconds(plain, query.of(table, ' AND tenant_id = 7'), query));
      }
      const one = (times) => ((1000 * median(times)) / query.times).toFixed(3);
      rows.push([carrier, query.name, one(theirs), one(ours), median(ours) / median(theirs), budget]);
    }
    return rows;
  } finally {
    await Promise.all([secured.end(), plain.end()]);
  }
}

/** The plan makes the index that is missing; what its absence costs is asked too. */
async function withoutIndex(admin) {
  const { rows } = await admin.query(`SELECT indexrelid::regclass AS name FROM pg_index
    WHERE indrelid::regclass::text LIKE 'shop.by%_bare' AND NOT indisprimary`);
  for (const { name } of rows) await admin.query(`DROP INDEX ${name}`);
}

const server = chooseServer(await discoverServers(), { major: 18 });
if (!server.ok) throw new Error(server.error.what);
const settings = { shared_buffers: '1GB', max_parallel_workers_per_gather: '0' };
const cluster = await startScratch({ server: server.value, settings });
const folder = mkdtempSync(path.join(tmpdir(), 'pgrampart-bench-'));
try {
  const { host, port, user, password } = cluster.connection;
  const connect = async (name) => {
    const client = new Client({ host, port, user: name, database: 'postgres' });
    await client.connect();
    return client;
  };
  cluster.writeHba('local all all trust\n');
  await cluster.reload();
  const admin = new Client({ host, port, user, password: password.reveal(), database: 'postgres' });
  await admin.connect();
  for (const statement of SCHEMA.split(';\n')) if (statement.trim() !== '') await admin.query(statement);
  harden(`host=${host} port=${port} user=${user} dbname=postgres`, folder, { PGPASSWORD: password.reveal() });
  await withoutIndex(admin);
  await admin.end();
  const rows = [];
  for (const each of CARRIERS) rows.push(...(await compare(connect, each)));
  write(rows);
} finally {
  await cluster.stop();
  rmSync(folder, { recursive: true, force: true });
}

function write(rows) {
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0];
  const text = [
    '<!-- rls -->',
    '## rls (`npm run bench -- rls`)',
    '',
    `PostgreSQL 18, ${ROWS} rows and ${TENANTS} tenants a table, one client, no parallel workers; medians of ${TURNS} turns; load of the machine at the end: ${load}.`,
    '',
    '| carrier | query | tenant written out, ms | by our policy, ms | ratio | budget |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows.map(([carrier, name, theirs, ours, ratio, budget]) => {
      const verdict = ratio <= budget ? `≤ ${budget}` : `**over ${budget}**`;
      return `| ${carrier} | ${name} | ${theirs} | ${ours} | ${ratio.toFixed(2)} × | ${verdict} |`;
    }),
    '<!-- /rls -->',
  ].join('\n');
  console.log(text);
  const file = new URL('RESULTS.md', import.meta.url);
  const before = existsSync(file) ? readFileSync(file, 'utf8') : '# Results\n';
  const part = /<!-- rls -->[\s\S]*<!-- \/rls -->/u;
  writeFileSync(file, part.test(before) ? before.replace(part, () => text) : `${before}\n${text}\n`);
}
