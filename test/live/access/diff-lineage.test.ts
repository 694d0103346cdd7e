// Lineage and diff on a real server: every reader that lineage names reads, and nobody else; a change of access
// is said in the right direction, with its path.

import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessDiff, lineageOf, type AccessDiff } from '../../../src/access/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { objectRef } from '../../../src/pg/object.js';
import { READS, SETUP } from './lineage-source.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { superuserOf } from '../proof/source.js';

const server = (await discoverServers()).find((each) => each.major === 18 && each.origin === 'embedded');

describe.runIf(server !== undefined)('on a real server', () => {
  let cluster: ScratchCluster;
  let client: Client;
  const read = (): Promise<Inventory> =>
    collectInventory(superuserOf(cluster, 'postgres'), { databases: ['postgres'] });

  beforeAll(async () => {
    cluster = await startScratch({ server: server! });
    const { host, port, user, password } = cluster.connection;
    client = new Client({ host, port, user, password: password.reveal(), database: 'postgres' });
    await client.connect();
    for (const statement of SETUP) await client.query(statement);
  });
  afterAll(async () => {
    await client.end();
    await cluster.stop();
  });

  it('lineage names who reads a column, through what, and they do', async () => {
    const lineage = lineageOf(await read(), objectRef('column', ['app', 'people', 'ssn'], 'postgres'));
    expect(lineage.readers.filter((role) => !role.startsWith('pg_'))).toEqual(
      ['caller', 'copyist', 'owner', 'parental', cluster.superuser, 'reader', 'replica', 'stored', 'viewer'].toSorted(),
    );
    expect(lineage.routes.map((route) => route.channel)).toEqual([
      'copy',
      'definer-function',
      'materialized-view',
      'parent',
      'publication',
      'table',
      'view',
      'view',
    ]);
    for (const [role, statement] of Object.entries(READS)) {
      await client.query(`SET ROLE ${role}`);
      const { rows } = await client.query<string[]>({ text: statement, rowMode: 'array' });
      await client.query('RESET ROLE');
      expect(rows, role).toEqual([['canary']]);
    }
  });

  it.each<readonly [string, keyof Pick<AccessDiff, 'widening' | 'narrowing'>, string, string]>([
    ['GRANT SELECT ON app.people TO nobody', 'widening', 'REVOKE SELECT ON app.people FROM nobody', 'nobody SELECT'],
    ['GRANT SELECT ON app.log TO PUBLIC', 'widening', 'REVOKE SELECT ON app.log FROM PUBLIC', 'public SELECT'],
    [
      'GRANT SELECT ON app.log TO copyist WITH GRANT OPTION',
      'widening',
      'REVOKE GRANT OPTION FOR SELECT ON app.log FROM copyist',
      'copyist SELECT*',
    ],
    ['GRANT owner TO nobody', 'widening', 'REVOKE owner FROM nobody', 'nobody SELECT'],
    ['ALTER ROLE nobody SUPERUSER', 'widening', 'ALTER ROLE nobody NOSUPERUSER', 'nobody'],
    ['CREATE POLICY x ON app.people AS RESTRICTIVE USING (true)', 'narrowing', 'DROP POLICY x ON app.people', 'x'],
    [
      'ALTER TABLE app.people ENABLE ROW LEVEL SECURITY',
      'narrowing',
      'ALTER TABLE app.people DISABLE ROW LEVEL SECURITY',
      'people',
    ],
    ['REVOKE SELECT ON app.m FROM stored', 'narrowing', 'GRANT SELECT ON app.m TO stored', 'stored SELECT'],
  ])('diff: %s is %s', async (statement, direction, back, said) => {
    const other = direction === 'widening' ? 'narrowing' : 'widening';
    const before = await read();
    await client.query(statement);
    const after = await read();
    await client.query(back);
    const there = accessDiff(before, after);
    const again = accessDiff(after, before);
    expect(there[direction], JSON.stringify(there.changes)).toBeGreaterThan(0);
    expect(there[other]).toBe(0);
    expect(again[other]).toBe(there[direction]);
    expect(again[direction]).toBe(0);
    expect(accessDiff(before, await read())).toEqual({ changes: [], widening: 0, narrowing: 0, neutral: 0 });
    const words = there.changes.map((change) =>
      [
        'who' in change ? (change.who.kind === 'public' ? 'public' : change.who.name) : '',
        'privileges' in change ? change.privileges.join(' ') : '',
        'object' in change ? (change.object?.path.join(' ') ?? '') : '',
      ].join(' '),
    );
    expect(
      words.some((line) => said.split(' ').every((word) => line.split(' ').includes(word))),
      words.join('\n'),
    ).toBe(true);
  });
});
