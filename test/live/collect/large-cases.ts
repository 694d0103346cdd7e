// A large database is read over two connections: they see one snapshot, and where there may be no second,
// one connection reads the same.

import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { ReadingConnections } from '../../../src/collect/connection.js';
import { int } from '../../../src/collect/cell.js';
import type { Family, Reader } from '../../../src/collect/family.js';
import { select } from '../../../src/collect/select.js';
import { beginSnapshot, readSections } from '../../../src/collect/snapshot.js';
import { beginExported, openBeside } from '../../../src/collect/second-connection.js';
import type { DatabaseInventory, Section } from '../../../src/inventory/index.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import type { Session, Target } from '../../../src/session/index.js';
import { Literal } from '../../../src/sql/literal.js';
import { sql, type Sql } from '../../../src/sql/sql.js';
import { databaseOf, execute, roleTarget } from './cluster.js';

const PASSWORD = 'of the large database';

/** Enough columns for a second connection. */
const MANY_COLUMNS = `DO $$ BEGIN FOR place IN 1..20 LOOP
  EXECUTE format('CREATE TABLE public.wide%s (%s)', place, (SELECT string_agg(format('c%s int', n), ', ') FROM generate_series(1, 1500) n));
END LOOP; END $$`;
const COUNT = sql`SELECT pg_catalog.count(*) FROM pg_catalog.pg_class WHERE relname = 'late'`;

async function opened(target: Target): Promise<Session> {
  const session = await new ReadingConnections(target).open('large');
  if (!session.ok) throw new Error(session.error.message);
  return session.value;
}

export function largeCases(cluster: () => ScratchCluster): void {
  it('two connections, one snapshot; without the second, the same', async () => {
    await execute(cluster(), 'postgres', [
      `CREATE ROLE counted LOGIN PASSWORD '${PASSWORD}'`,
      `ALTER ROLE counted SET log_statement = 'all'`,
      'CREATE DATABASE large',
    ]);
    await execute(cluster(), 'large', [MANY_COLUMNS]);
    const target = { ...roleTarget(cluster(), 'counted', PASSWORD), database: 'large' };
    await seesOneSnapshot(cluster(), target);
    await isCut(target);
    const twice = await read(cluster(), target);
    await execute(cluster(), 'large', ['REVOKE EXECUTE ON FUNCTION pg_export_snapshot() FROM PUBLIC']);
    const once = await read(cluster(), target);
    await execute(cluster(), 'postgres', ['DROP DATABASE large', 'DROP ROLE counted']);
    expect([twice.joined, once.joined]).toEqual([1, 0]);
    expect(Object.keys(once.inventory)).toEqual(Object.keys(twice.inventory));
    // What was revoked is a changed function.
    expect({ ...once.inventory, routines: null }).toEqual({ ...twice.inventory, routines: null });
    expect(once.inventory.routines).not.toEqual(twice.inventory.routines);
  });
}

/** One number, by a query; what it has begun is noted. */
function numberFamily(name: string, from: Sql, begun: string[]): Family<{ readonly n: number }> {
  const selection = select<{ readonly n: number }>({ n: int(sql`n.n`) }, from);
  return {
    attempts: () => {
      begun.push(name);
      return [{ selections: [selection] }];
    },
    order: () => '',
  };
}

interface Read {
  readonly cutter: Section<{ readonly n: number }>;
  readonly cut: Section<{ readonly n: number }>;
  readonly never: Section<{ readonly n: number }>;
}

/** The session; what it copies is told to `ended`, and answered when that has come to its end. */
function heard(session: Session, ended: () => Promise<void>): Session {
  return {
    target: session.target,
    tlsVersion: session.tlsVersion,
    query: (statement, parameters) => session.query(statement, parameters),
    attempt: (statement, parameters) => session.attempt(statement, parameters),
    copy: async (query, take) => {
      const answer = await session.copy(query, take);
      await ended();
      return answer;
    },
    transaction: (work) => session.transaction(work),
    onNotice: (listener) => session.onNotice(listener),
    close: () => session.close(),
  };
}

/** The second connection is cut while both read: an error, no section of a snapshot that is over, and the first is whole. */
async function isCut(target: Target): Promise<void> {
  const [first, second] = [await opened(target), await opened(target)];
  for (const session of [first, second]) await beginSnapshot(session);
  const pid = (await second.query(sql`SELECT pg_catalog.pg_backend_pid()`)).rows[0]?.[0] ?? '';
  const begun: string[] = [];
  let wasCut = (): void => undefined;
  const cut = new Promise<void>((resolve) => (wasCut = resolve));
  const terminated = sql`FROM (SELECT 1 AS n) n, pg_catalog.pg_terminate_backend(${Literal.of(pid)}::pg_catalog.int4)`;
  const reader: Reader = { major: 14, role: 'x', superuser: false, allSettings: false, allStats: false };
  const snapshots = [
    // Its answer comes when the other's end is known, and what follows from that.
    { reader, session: heard(first, () => cut.then(() => turn())) },
    { reader, session: heard(second, () => Promise.resolve(wasCut())) },
  ];
  const reading = readSections<Read>(snapshots, {
    cutter: numberFamily('cutter', terminated, begun),
    cut: numberFamily('cut', sql`FROM (SELECT 1 AS n) n, pg_catalog.pg_sleep(60)`, begun),
    never: numberFamily('never', sql`FROM (SELECT 1 AS n) n`, begun),
  });
  await expect(reading).rejects.toMatchObject({ code: 'read' });
  expect(begun).toEqual(['cutter', 'cut']);
  expect((await first.query(sql`SELECT 1`)).rows).toEqual([['1']]);
  await first.close();
  await second.close();
}

/** What is made between the first connection's snapshot and the second's beginning is seen by neither. */
async function seesOneSnapshot(cluster: ScratchCluster, target: Target): Promise<void> {
  const first = await opened(target);
  const exported = await beginExported(first);
  await execute(cluster, 'large', ['CREATE TABLE public.late ()']);
  const wrong = new ReadingConnections(roleTarget(cluster, 'counted', 'wrong'));
  expect(await openBeside(wrong, 'large', exported ?? '')).toBeNull();
  expect(await openBeside(new ReadingConnections(target), 'large', '00000000-0')).toBeNull();
  const second = await openBeside(new ReadingConnections(target), 'large', exported ?? '');
  expect((await first.query(COUNT)).rows).toEqual([['0']]);
  expect((await second?.query(COUNT))?.rows).toEqual([['0']]);
  await second?.close();
  await first.close();
  await execute(cluster, 'large', ['DROP TABLE public.late']);
}

interface ReadLarge {
  readonly inventory: DatabaseInventory;
  /** Connections that took another's snapshot. */
  readonly joined: number;
}

async function read(cluster: ScratchCluster, target: Target): Promise<ReadLarge> {
  const from = cluster.readLog().next;
  const inventory = databaseOf(await collectInventory(target, { databases: ['large'] }), 'large');
  const joined = cluster.readLog(from).text.match(/statement: SET TRANSACTION SNAPSHOT/gu) ?? [];
  return { inventory, joined: joined.length };
}
