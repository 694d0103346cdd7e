// What pg_stat_statements counted is what was done: exact counts on every major; without rights, without the
// extension and without its library the section says so; no text of a statement comes with it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { collectInventory } from '../../../src/collect/index.js';
import { Secret } from '../../../src/core/secret.js';
import { decodeInventory, encodeInventory } from '../../../src/inventory/codec.js';
import { fingerprint, type Inventory, type StatementStatistics } from '../../../src/inventory/index.js';
import { accessDiff } from '../../../src/access/diff/index.js';
import { MAJORS, type Major } from '../../../src/pg/version.js';
import { chooseServer, discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import type { Target } from '../../../src/session/index.js';

const servers = await discoverServers();
const all = process.env['PGRAMPART_LONG'] === '1';
const majors = MAJORS.filter((major) => all || major === 14 || major === 18);

const PASSWORD = 'only-of-this-test';
const SETUP = `
  CREATE SCHEMA "odd ""place"; CREATE EXTENSION pg_stat_statements SCHEMA "odd ""place";
  CREATE ROLE api LOGIN PASSWORD '${PASSWORD}'; CREATE ROLE blind LOGIN PASSWORD '${PASSWORD}';
  CREATE ROLE monitor LOGIN PASSWORD '${PASSWORD}' IN ROLE pg_read_all_stats;
  CREATE SCHEMA app; CREATE SCHEMA other; GRANT USAGE ON SCHEMA app, other TO api;
  CREATE TABLE app.docs (id int PRIMARY KEY, body text); CREATE TABLE app.notes (id int); CREATE TABLE other.notes (id int);
  GRANT USAGE ON SCHEMA "odd ""place" TO monitor; GRANT ALL ON ALL TABLES IN SCHEMA app, other TO api; GRANT CREATE ON SCHEMA app TO api;
  CREATE VIEW app.titles AS SELECT id FROM app.docs; GRANT SELECT ON app.titles TO api;
  SELECT "odd ""place".pg_stat_statements_reset(); SELECT pg_stat_reset()`;

async function startWith(major: Major, preload: readonly string[]): Promise<ScratchCluster> {
  const server = chooseServer(servers, { major });
  if (!server.ok) throw new Error(server.error.what);
  return startScratch({ server: server.value, preload });
}

async function run(cluster: ScratchCluster, statements: readonly string[], user?: string): Promise<void> {
  const { connection, host } = cluster;
  const own = { host: connection.host, user: connection.user, password: connection.password.reveal() };
  const client = new Client({
    ...(user === undefined ? own : { host, user, password: PASSWORD }),
    port: connection.port,
    database: 'postgres',
  });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

/** Counted since the last reset; a session that ends says so a moment later. */
async function sessionsIn(cluster: ScratchCluster): Promise<number> {
  const { sessions } = statisticsOf(await read(cluster));
  return sessions.find((each) => each.database === 'postgres' && each.since !== null)?.sessions ?? 0;
}

function targetOf(cluster: ScratchCluster, user?: string): Target {
  const { host, port, user: superuser, password } = cluster.connection;
  const own = { host, port, user: superuser, password, database: 'postgres' };
  const other = user === undefined ? {} : { host: cluster.host, user, password: new Secret(PASSWORD) };
  return { ...own, ...other, tls: { mode: 'disable', authority: null } };
}

async function read(cluster: ScratchCluster, user?: string): Promise<Inventory> {
  return collectInventory(targetOf(cluster, user), { statistics: true });
}

function statisticsOf({ cluster }: Inventory): StatementStatistics {
  const section = cluster.statementStatistics;
  if (section?.status !== 'read' || section.items[0] === undefined) throw new Error(JSON.stringify(section));
  return section.items[0];
}

describe.each(majors)('PostgreSQL %i', (major) => {
  let cluster: ScratchCluster;
  let inventory: Inventory;

  beforeAll(async () => {
    cluster = await startWith(major, ['pg_stat_statements']);
    await run(cluster, [SETUP]);
    const reading = Array.from({ length: 5 }, (_, id) => `SELECT body FROM app.docs WHERE id = ${id}`);
    await run(
      cluster,
      [
        ...reading,
        'SELECT * FROM app.titles',
        'SET search_path = app',
        'SELECT * FROM docs',
        'SELECT * FROM notes',
        "INSERT INTO app.docs VALUES (1, 'hunter2-inserted')",
        "UPDATE app.docs SET body = 'x'",
        'PREPARE by_id AS SELECT body FROM app.docs WHERE id = 77',
        'EXECUTE by_id',
        'EXECUTE by_id',
        'CREATE TABLE app.made (id int)',
        "SELECT interval '1 day'",
        "DO $$ BEGIN PERFORM 'hunter2-in-a-block'; END $$",
      ],
      'api',
    );
    await run(cluster, ["CREATE ROLE late PASSWORD 'hunter2-role'"]);
    inventory = await read(cluster);
  });
  afterAll(() => cluster?.stop());

  it('sums are exact', () => {
    const { use, track, trackUtility, evictions, since, takenAt } = statisticsOf(inventory);
    expect({ track, trackUtility, evictions }).toEqual({ track: 'top', trackUtility: true, evictions: 0 });
    expect(Date.parse(takenAt)).toBeGreaterThanOrEqual(Date.parse(since ?? ''));
    const api = use.find((each) => each.role === 'api');
    expect(api?.relations).toEqual([
      { schema: 'app', name: 'docs', reads: 8, writes: 2, blindUpdates: 1 },
      { schema: 'app', name: 'titles', reads: 1, writes: 0, blindUpdates: 0 },
    ]);
    expect(api?.classes.map((each) => [each.class, each.calls, each.nested])).toEqual([
      ['read', 11, 0],
      ['write', 2, 0],
      ['function', 1, 0],
      ['ddl', 1, 0],
      ['misc', 1, 0],
    ]);
    expect(api).toMatchObject({ database: 'postgres', hidden: 0, unparsed: 0, ambiguous: 1, unknown: 0 });
    const own = use.find((each) => each.role === cluster.superuser)?.classes ?? [];
    expect(own.find((each) => each.class === 'role')).toMatchObject({ calls: 1 });
  });

  it('sessions are counted since the last reset', async () => {
    await expect.poll(() => sessionsIn(cluster), { timeout: 20_000 }).toBeGreaterThanOrEqual(2);
  });

  it('no text comes with them', () => {
    expect(encodeInventory(inventory)).not.toContain('hunter2');
  });

  it('come back from their JSON, and are no part of equality or of a difference', async () => {
    expect(decodeInventory(encodeInventory(inventory))).toEqual({ ok: true, value: inventory });
    const plain = await collectInventory(targetOf(cluster));
    expect(plain.cluster.statementStatistics).toBeUndefined();
    expect(fingerprint(plain)).toBe(fingerprint(inventory));
    expect(accessDiff(plain, inventory).changes).toEqual([]);
  });

  it('a role with pg_read_all_stats reads the same, one without is told why not', async () => {
    const seen = statisticsOf(await read(cluster, 'monitor')).use.find((each) => each.role === 'api');
    expect(seen).toEqual(statisticsOf(inventory).use.find((each) => each.role === 'api'));
    const blind = await read(cluster, 'blind');
    expect(blind.cluster.statementStatistics).toEqual({
      status: 'unreadable',
      reason: expect.stringContaining('pg_read_all_stats'),
    });
    expect(
      accessDiff(blind, blind)
        .changes.map(({ detail }) => detail)
        .join('\n'),
    ).not.toContain('statementStatistics');
  });
});

it('without the library, and without the extension, the section says so', async () => {
  const cluster = await startWith(18, []);
  try {
    const absent = (await read(cluster)).cluster.statementStatistics;
    expect(absent).toMatchObject({ status: 'unreadable', reason: expect.stringContaining('in none of the databases') });
    await run(cluster, ['CREATE EXTENSION pg_stat_statements']);
    const idle = (await read(cluster)).cluster.statementStatistics;
    expect(idle).toMatchObject({ status: 'unreadable', reason: expect.stringContaining('shared_preload_libraries') });
  } finally {
    await cluster.stop();
  }
});
