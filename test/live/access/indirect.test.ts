// Whoever reaches a relation's rows without a right on it is told through what, and nobody else: as lineage says, and
// as real attempts show, for reading and for writing.

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessIndex, indirectPaths, lineageOf } from '../../../src/access/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { PUBLIC, roleGrantee } from '../../../src/pg/grantee.js';
import { objectRef } from '../../../src/pg/object.js';
import { answerOf } from '../../../src/runs/access-answer.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { READS, SETUP } from './lineage-source.js';
import { superuserOf } from '../proof/source.js';

const servers = await discoverServers();
const SSN = objectRef('column', ['app', 'people', 'ssn'], 'postgres');
const PEOPLE = objectRef('table', ['app', 'people'], 'postgres');

const WRITES = `SET ROLE owner;
  CREATE VIEW app.thin AS SELECT id, ssn FROM app.people; CREATE VIEW app.thinner AS SELECT ssn FROM app.thin;
  CREATE FUNCTION app.put() RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'INSERT INTO app.people (ssn) VALUES (''x'')';
  REVOKE EXECUTE ON FUNCTION app.put() FROM PUBLIC; GRANT EXECUTE ON FUNCTION app.put() TO caller;
  GRANT INSERT, DELETE ON app.thinner TO viewer; GRANT INSERT ON app.log TO viewer; ALTER TABLE app.people REPLICA IDENTITY FULL; RESET ROLE;
  CREATE ROLE slender; GRANT SELECT (number) ON app.v TO slender;
  CREATE ROLE member; GRANT owner TO member; ALTER ROLE member NOINHERIT`;

describe.each([15, 18])('on %i', (major) => {
  const server = servers.find((each) => each.major === major && each.origin === 'embedded');
  let cluster: ScratchCluster | undefined;
  let client: Client;
  let inventory: Inventory;

  beforeAll(async () => {
    if (server === undefined) return;
    cluster = await startScratch({ server });
    const { host, port, user, password } = cluster.connection;
    client = new Client({ host, port, user, password: password.reveal(), database: 'postgres' });
    await client.connect();
    for (const statement of SETUP) await client.query(statement);
    await client.query(WRITES);
    inventory = await read();
  });
  const read = (): Promise<Inventory> =>
    collectInventory(superuserOf(cluster!, 'postgres'), { databases: ['postgres'] });
  afterAll(async () => {
    await client?.end();
    await cluster?.stop();
  });

  const last = (role: string, privilege: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE', object = SSN): readonly string[] =>
    indirectPaths(inventory, roleGrantee(role), object, privilege).map((path) =>
      path.flatMap((step) => ('object' in step ? [`${step.via} ${step.object.path.join('.')}`] : [])).join(' < '),
    );

  it.skipIf(server === undefined)('each way is named, and passes', async () => {
    expect(last('viewer', 'SELECT')).toContain('view app.vv < view app.v');
    expect(last('caller', 'SELECT')).toContain('definer-function app.f()');
    expect(last('stored', 'SELECT')).toContain('materialized-view app.m');
    expect(last('parental', 'SELECT')).toContain('parent app.everybody');
    expect(last('copyist', 'SELECT')).toContain('copy app.log');
    expect(last('replica', 'SELECT')).toContain('publication p');
    for (const [role, statement] of Object.entries(READS)) {
      await client.query(`SET ROLE ${role}`);
      const { rows } = await client.query<string[]>({ text: statement, rowMode: 'array' });
      await client.query('RESET ROLE');
      expect(rows, role).toEqual([['canary']]);
    }
  });

  it.skipIf(server === undefined)('equals lineage for every role', () => {
    const lineage = lineageOf(inventory, SSN);
    const index = accessIndex(inventory);
    const roles = index.members.roles.filter((role) => !role.superuser).map((role) => role.name);
    const reach = roles.filter((role) => index.usable(role, SSN, 'SELECT') || last(role, 'SELECT').length > 0);
    expect(reach).toEqual(lineage.readers.filter((role) => roles.includes(role)));
    expect(reach).toEqual(
      [...Object.keys(READS), 'member', 'owner', 'pg_read_all_data', 'replica', 'slender']
        .filter((role) => major >= 16 || role !== 'member')
        .toSorted(),
    );
  });

  it.skipIf(server === undefined)('writes go through updatable views and functions', async () => {
    expect(last('viewer', 'INSERT', PEOPLE)).toEqual(['view app.thinner < view app.thin']);
    expect(last('viewer', 'DELETE', PEOPLE)).toEqual(['view app.thinner < view app.thin']);
    expect(last('viewer', 'UPDATE', PEOPLE)).toEqual([]);
    expect(last('caller', 'INSERT', PEOPLE)).toEqual(['definer-function app.put()']);
    expect(last('nobody', 'INSERT', PEOPLE)).toEqual([]);
    const attempt = async (role: string, statement: string): Promise<string> => {
      await client.query(`BEGIN; SET LOCAL ROLE ${role}`);
      const said = await client.query(statement).then(
        () => 'passed',
        (error: Error) => error.message,
      );
      await client.query('ROLLBACK');
      return said;
    };
    expect(await attempt('viewer', "INSERT INTO app.thinner VALUES ('x')")).toBe('passed');
    expect(await attempt('viewer', 'DELETE FROM app.thinner')).toBe('passed');
    expect(await attempt('viewer', "UPDATE app.thinner SET ssn = 'x'")).toContain('permission denied');
    expect(await attempt('caller', 'SELECT app.put()')).toBe('passed');
    expect(await attempt('nobody', "INSERT INTO app.people (ssn) VALUES ('x')")).toContain('permission denied');
  });

  it.skipIf(server === undefined)('SET ROLE stands apart; PUBLIC has its ways; a superuser needs none', async () => {
    await client.query(
      'CREATE VIEW app.open AS SELECT ssn FROM app.people; ALTER VIEW app.open OWNER TO owner; GRANT SELECT ON app.open TO PUBLIC',
    );
    inventory = await read();
    const index = accessIndex(inventory);
    const answer = answerOf(inventory, index, roleGrantee('member'), PEOPLE, 'SELECT');
    expect(answer).toMatchObject({ holds: major >= 16, bySetRole: [{ role: 'owner', chain: ['member', 'owner'] }] });
    const open = answerOf(inventory, index, PUBLIC, PEOPLE, 'SELECT');
    expect(open.holds).toBe(false);
    expect(open.indirect).toMatchObject([[{ via: 'view', object: { path: ['app', 'open'] }, as: 'owner' }]]);
    expect(indirectPaths(inventory, roleGrantee(cluster?.superuser ?? ''), PEOPLE, 'SELECT')).toEqual([]);
  });
});
