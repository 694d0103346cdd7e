// The estimate against what pgaudit really recorded of the same statements: designed from documents, counted by
// pg_stat_statements, compared with the server's log.

import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { collectInventory } from '../../../src/collect/index.js';
import { auditNoise, type AuditNoise } from '../../../src/controls/audit/noise.js';
import { mapSection } from '../../../src/inventory/section.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { intentOf } from '../../support/intent.js';
import { designOf } from './designed.js';

const server = (await discoverServers()).find((each) => each.pgaudit);

const INTENT = intentOf({
  'Threat Model': [
    'ID | Threat | Kind | Severity',
    'T1 | nobody knows who read | repudiation | high',
    'T2 | a clerk reads everything | restricted-data-disclosure | high',
  ],
  Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
  'Connection Model': [
    'Login | Actor | Kind | Database | Source | Authentication',
    '`api` | api | service | postgres | 127.0.0.0/8 | scram-sha-256',
  ],
  'Logging & Audit Architecture': [
    'Event | Scope | Threat | Sink | Retention',
    'DDL | postgres | T1 | syslog | 400 days',
    'Role and grant changes | postgres | T1 | syslog | 400 days',
    'Privileged reads | `app.docs`, `app.notes` | T2 | syslog | 400 days',
  ],
});

const WORK: readonly string[] = [
  ...Array.from({ length: 7 }, (_, id) => `SELECT body FROM app.docs WHERE id = ${id}`),
  'SELECT * FROM app.titles',
  'SELECT count(*) FROM app.titles t JOIN app.docs d USING (id)',
  "INSERT INTO app.docs VALUES (1, 'x')",
  "INSERT INTO app.docs VALUES (2, 'x') RETURNING id",
  "UPDATE app.docs SET body = 'y'",
  "UPDATE app.docs SET body = 'z' WHERE id = 1",
  'DELETE FROM app.notes',
  'SELECT * FROM app.other',
  'CREATE TABLE app.made (id int)',
  "COMMENT ON TABLE app.made IS 'made'",
  'ALTER TABLE app.made ADD note text',
  'CREATE ROLE clerk',
  'GRANT SELECT ON app.made TO clerk',
];

const DAY = 86_400_000;

/** As if counting had taken a day: the figures are then the counts. */
function ofOneDay(inventory: Inventory): Inventory {
  const { statementStatistics } = inventory.cluster;
  if (statementStatistics?.status !== 'read') throw new Error(JSON.stringify(statementStatistics));
  const aDay = mapSection(statementStatistics, (each) => ({
    ...each,
    since: new Date(Date.parse(each.takenAt) - DAY).toISOString(),
  }));
  return { ...inventory, cluster: { ...inventory.cluster, statementStatistics: aDay } };
}

function figureOf(noise: AuditNoise | null, words: RegExp): number | undefined {
  return noise?.recorded.find((row) => words.test(row.what))?.figures?.recordsPerDay;
}

describe.skipIf(server === undefined)('pgaudit and pg_stat_statements on one server', () => {
  let cluster: ScratchCluster;
  let client: Client;

  beforeAll(async () => {
    if (server === undefined) return;
    cluster = await startScratch({ server, preload: ['pgaudit', 'pg_stat_statements'] });
    const { host, port, user, password } = cluster.connection;
    client = new Client({ host, port, user, password: password.reveal(), database: 'postgres' });
    await client.connect();
    await client.query(`CREATE EXTENSION pgaudit; CREATE EXTENSION pg_stat_statements; CREATE ROLE api LOGIN;
      CREATE SCHEMA app; CREATE TABLE app.docs (id int PRIMARY KEY, body text); CREATE TABLE app.notes (id int);
      CREATE TABLE app.other (id int); CREATE VIEW app.titles AS SELECT id FROM app.docs;
      CREATE ROLE auditor; GRANT USAGE ON SCHEMA app TO auditor; GRANT SELECT ON app.docs, app.notes TO auditor`);
    await client.query(`SET pgaudit.log = 'ddl, role'; SET pgaudit.role = 'auditor'; SET log_statement = 'none'`);
  });
  afterAll(async () => {
    await client?.end();
    await cluster?.stop();
  });

  it('the estimate is what was recorded', async () => {
    await client.query('SELECT pg_stat_statements_reset()');
    const before = readFileSync(cluster.logFile, 'utf8').length;
    for (const statement of WORK) await client.query(statement);
    await client.query("DO $$ BEGIN RAISE LOG 'all is written'; END $$");
    const { host, port, user, password } = cluster.connection;
    const target = {
      host,
      port,
      user,
      password,
      database: 'postgres',
      tls: { mode: 'disable', authority: null },
    } as const;
    const young = await collectInventory(target, { statistics: true });
    const written = (): string => readFileSync(cluster.logFile, 'utf8').slice(before);
    await expect.poll(written, { timeout: 10_000 }).toContain('all is written');
    const records = written()
      .split('\n')
      .flatMap((line) => /AUDIT: (SESSION|OBJECT),\d+,\d+,(\w+),/u.exec(line)?.slice(1, 3).join(' ') ?? []);
    const recorded = (kind: string): number => records.filter((each) => each.startsWith(kind)).length;

    const { controls } = designOf({ intent: INTENT, databases: ['postgres'], controls: /^audit/u }, young);
    expect(auditNoise(young, controls)?.untold?.why).toContain('too short');
    const noise = auditNoise(ofOneDay(young), controls);
    expect(figureOf(noise, /ROLE/u)).toBe(recorded('SESSION ROLE'));
    expect(figureOf(noise, /DDL/u)).toBe(recorded('SESSION DDL'));
    expect(figureOf(noise, /audited relations/u)).toBe(recorded('OBJECT'));
    expect([recorded('SESSION ROLE'), recorded('SESSION DDL'), recorded('OBJECT')]).toEqual([2, 3, 12]);
    expect(noise?.excluded.map((row) => row.what)).toContain('reads (READ)');
  });
});
