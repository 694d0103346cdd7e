import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { planOf } from '../../../src/plan/index.js';
import { startBench, type Bench } from './cluster.js';
import { fixtureSql } from './fixture.js';
import { demandsOf, expectFixpointAndInverse } from './laws.js';
import { scenario } from './scenario.js';

describe.each(MAJORS)('a plan with every kind of demand on PostgreSQL %i', (major) => {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await startBench(major);
    await bench?.run('postgres', fixtureSql(major));
  });
  afterAll(async () => bench?.cluster.stop());

  test('fixpoint and inverse', async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    const plan = await expectFixpointAndInverse(bench, scenario(major));
    expect(plan.blocked).toEqual([]);
    const shuffled = await planOf(demandsOf(scenario(major).toReversed()), await bench.inventory(), bench.planOptions);
    expect(JSON.stringify(shuffled)).toBe(JSON.stringify(plan));
  });
});
