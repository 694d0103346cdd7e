// The index on a tenant key is built while the table is written to; what a failed build leaves behind is cleared
// away, and a partitioned table, where the server refuses CONCURRENTLY, gets its index all the same.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { objectRef } from '../../../src/pg/object.js';
import { planOf, type Plan } from '../../../src/plan/index.js';
import { sql } from '../../../src/sql/sql.js';
import { startBench, type Bench } from './cluster.js';
import { demandsOf, expectFixpointAndInverse } from './laws.js';

const NAME = 'docs_"tenant"_idx';

function indexFact(relation: string, name: string): Fact {
  return { kind: 'index', relation: objectRef('table', ['app', relation], 'postgres'), columns: ['tenant_id'], name };
}

function texts(plan: Plan): readonly string[] {
  return plan.steps.flatMap((step) => (step.action === 'sql' ? step.statements.map((each) => each.sql.text) : []));
}

describe.each([14, 18] as const)('an index on PostgreSQL %i', (major) => {
  let bench: Bench;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    await bench.run(
      'postgres',
      `CREATE SCHEMA app; CREATE TABLE app.docs (id int, tenant_id text);
       CREATE TABLE app.log (at date, tenant_id text) PARTITION BY RANGE (at);
       CREATE TABLE app.log_1 PARTITION OF app.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')`,
    );
  });
  afterAll(() => bench.cluster.stop());

  test('of a table and of a partitioned table, there and back', async () => {
    const plan = await expectFixpointAndInverse(bench, [indexFact('docs', NAME), indexFact('log', 'log_tenant')]);
    expect(plan.steps.map(({ lock, segment }) => [segment, lock])).toEqual([
      [1, 'ShareLock'],
      [2, 'ShareUpdateExclusiveLock'],
    ]);
  });

  test('the server refuses both ways round: CONCURRENTLY in a transaction and on a partitioned table', async () => {
    const session = await bench.session('postgres');
    await session.query(sql`BEGIN`);
    const inside = await session.attempt(sql`CREATE INDEX CONCURRENTLY x ON app.docs (tenant_id)`);
    await session.query(sql`ROLLBACK`);
    const parted = await session.attempt(sql`CREATE INDEX CONCURRENTLY x ON app.log (tenant_id)`);
    await session.close();
    expect([inside, parted].map((each) => (each.ok ? null : each.error.sqlstate))).toEqual(['25001', '0A000']);
  });

  test('what a failed build left is INVALID, serves nothing, and is built again', async () => {
    const writer = await bench.session('postgres');
    await writer.query(sql`BEGIN`);
    await writer.query(sql`INSERT INTO app.docs VALUES (1, 'a')`);
    const builder = await bench.session('postgres');
    await builder.query(sql`SET lock_timeout = 50`);
    const failed = await builder.attempt(sql`CREATE INDEX CONCURRENTLY "docs_""tenant""_idx" ON app.docs (tenant_id)`);
    await builder.close();
    await writer.query(sql`ROLLBACK`);
    await writer.close();
    expect(failed.ok ? null : failed.error.sqlstate).toBe('55P03');
    const left = (await bench.inventory()).databases.flatMap(({ indexes }) => itemsOf(indexes));
    expect(left.map(({ name, valid }) => [name, valid])).toEqual([[NAME, false]]);
    const demands = demandsOf([indexFact('docs', NAME)]);
    const plan = await planOf(demands, await bench.inventory(), bench.planOptions);
    expect(texts(plan)).toEqual([
      'DROP INDEX CONCURRENTLY "app"."docs_""tenant""_idx"',
      'CREATE INDEX CONCURRENTLY "docs_""tenant""_idx" ON "app"."docs" ("tenant_id")',
    ]);
    expect((await applyPlan(plan, bench.applyOptions)).failure).toBeNull();
    expect((await planOf(demands, await bench.inventory(), bench.planOptions)).steps).toEqual([]);
  });
});
