// A server with pgaudit is the judge of which class a statement is recorded under, and of how often a relation is.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { auditClassOf } from '../../../src/collect/statements/audit-class.js';
import { touchedBy } from '../../../src/collect/statements/touched.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { parseSql, type ParsedStatement } from '../../../src/sql/parse.js';

const server = (await discoverServers()).find((each) => each.pgaudit);

const STATEMENTS: readonly string[] = [
  'SELECT * FROM t',
  'SELECT 1',
  'SELECT * FROM t a JOIN t b USING (id)',
  'SELECT * FROM t FOR UPDATE OF t',
  'WITH t AS (SELECT 1 AS id) SELECT * FROM t',
  "INSERT INTO t VALUES (1, 'x')",
  "INSERT INTO t VALUES (2, 'x') RETURNING id",
  "INSERT INTO t VALUES (2, 'x') ON CONFLICT (id) DO NOTHING",
  "UPDATE t SET a = 'y'",
  "UPDATE t SET a = 'y' WHERE id = 1",
  'DELETE FROM s',
  'DELETE FROM t WHERE id = 99',
  'INSERT INTO s SELECT id FROM t',
  'WITH x AS (INSERT INTO s VALUES (1) RETURNING id) SELECT * FROM x, t',
  'TRUNCATE s',
  'SELECT * INTO n1 FROM t',
  'CREATE TABLE n2 AS SELECT * FROM t',
  'CREATE TABLE n3 (id int)',
  'DROP TABLE n1',
  'ALTER TABLE n2 RENAME TO n4',
  "CREATE ROLE r1 PASSWORD 'hunter2'",
  'ALTER ROLE r1 LOGIN',
  'ALTER ROLE r1 RENAME TO r2',
  "ALTER ROLE r2 SET search_path = ''",
  'GRANT SELECT ON s TO r2',
  'REVOKE SELECT ON s FROM r2',
  'GRANT r2 TO auditor',
  'ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO r2',
  'DROP OWNED BY r2',
  'DROP ROLE r2',
  "COMMENT ON TABLE s IS 'x'",
  'CREATE SCHEMA sc',
  'EXPLAIN SELECT * FROM t',
  'DO $$ BEGIN NULL; END $$',
  'CALL p()',
  "SET work_mem = '5MB'",
  'SHOW work_mem',
  'VACUUM s',
  'REINDEX TABLE t',
  'CLUSTER t USING t_pkey',
  'CHECKPOINT',
  'LISTEN x',
  'NOTIFY x',
  'DISCARD PLANS',
  'EXECUTE q',
  'DEALLOCATE q',
  "LOAD 'pgaudit'",
  "ALTER SYSTEM SET work_mem = '4MB'",
  'CREATE DATABASE another',
];

/** `SESSION,1,1,READ,SELECT,TABLE,public.t,…` */
function recordsIn(log: string): readonly (readonly string[])[] {
  return log
    .split('\n')
    .flatMap((line) => (line.includes('AUDIT: ') ? [line.slice(line.indexOf('AUDIT: ') + 7).split(',')] : []));
}

async function only(text: string): Promise<ParsedStatement> {
  const parsed = await parseSql(text);
  if (!parsed.ok || parsed.value[0] === undefined) throw new Error(text);
  return parsed.value[0];
}

/** The audit role holds SELECT and UPDATE of t. */
function expectedObjects(statement: ParsedStatement): number {
  return touchedBy(statement).filter((each) => each.name === 't' && (each.reads || each.blindUpdate)).length;
}

describe.skipIf(server === undefined)('pgaudit', () => {
  let cluster: ScratchCluster;
  let client: Client;

  beforeAll(async () => {
    if (server === undefined) return;
    const settings = { 'pgaudit.log': 'all', 'pgaudit.role': 'auditor', log_statement: 'none' };
    cluster = await startScratch({ server, preload: ['pgaudit'], settings });
    const { host, port, user, password } = cluster.connection;
    client = new Client({ host, port, user, password: password.reveal(), database: 'postgres' });
    await client.connect();
    await client.query(`CREATE EXTENSION pgaudit; CREATE ROLE auditor; CREATE TABLE t (id int PRIMARY KEY, a text);
      CREATE TABLE s (id int); GRANT SELECT, UPDATE ON t TO auditor;
      PREPARE q AS SELECT 1; CREATE PROCEDURE p() LANGUAGE plpgsql AS 'BEGIN NULL; END'`);
  });
  afterAll(async () => {
    await client?.end();
    await cluster?.stop();
  });

  it('records what we say it does', async () => {
    const differences: string[] = [];
    for (const text of STATEMENTS) {
      const before = readFileSync(cluster.logFile, 'utf8').length;
      await client.query(text);
      // A mark of our own: what comes before it in the log has been written.
      await client.query('SHOW server_version');
      const written = (): string => readFileSync(cluster.logFile, 'utf8').slice(before);
      await expect.poll(written, { timeout: 10_000, interval: 5 }).toContain('SHOW server_version');
      const records = recordsIn(written().split('SHOW server_version')[0] ?? '').slice(0, -1);
      const statement = await only(text);
      const classes = records.filter(([kind]) => kind === 'SESSION').map((record) => record[3]?.toLowerCase());
      const objects = records.filter(([kind]) => kind === 'OBJECT').length;
      // Last, what the client sent: what it carried comes before.
      if (classes.at(-1) !== auditClassOf(statement)) differences.push(`${text}: ${classes.join(', ')}`);
      if (objects !== expectedObjects(statement)) differences.push(`${text}: ${objects} records of t`);
    }
    expect(differences).toEqual([]);
  });
});
