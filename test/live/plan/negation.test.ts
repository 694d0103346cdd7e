import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import { mergeDemands } from '../../../src/demand/merge.js';
import { negationFor, planOf, type Plan } from '../../../src/plan/index.js';
import { startBench, type Bench } from './cluster.js';
import { fixtureSql } from './fixture.js';
import { demandsOf, expectSame } from './laws.js';
import { scenario } from './scenario.js';
import type { Demand, Fact } from '../../../src/demand/model.js';

/** Two of each kind: collecting again after each is what takes the time. */
function sample(demands: readonly Demand[]): readonly Fact[] {
  const seen = new Map<string, number>();
  return demands.flatMap(({ fact }) => {
    const key = fact.kind === 'privilege' ? `${fact.kind} ${fact.object.kind} ${String(fact.present)}` : fact.kind;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= (fact.kind === 'hba-require' ? 3 : 1) ? [fact] : [];
  });
}

describe.each([16] as const)('taking one fact away on PostgreSQL %i', (major) => {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await startBench(major);
    await bench?.run('postgres', fixtureSql(major));
  });
  afterAll(async () => bench?.cluster.stop());

  test(
    'each negation makes exactly its fact untrue, and its inverse restores the hardened state',
    { timeout: 300_000 },
    async ({ skip }) => {
      if (bench === null) return skip(`no server of major ${major}`);
      const { demands } = mergeDemands(demandsOf(scenario(major)));
      const former = await bench.inventory();
      const plan = await planOf(demands, former, bench.planOptions);
      const applied = await applyPlan(plan, bench.applyOptions);
      expect(applied.failure).toBeNull();
      const hardened = await bench.inventory();
      const kept: string[] = [];
      const options = bench.planOptions;
      for (const fact of sample(demands)) {
        // Restarts are slow, and what they load is seen by its settings.
        if (fact.kind === 'preload' || (fact.kind === 'setting' && fact.name === 'max_wal_senders')) continue;
        const negation = await negationFor({ facts: [fact], demands, hardened, former, options });
        if (negation.steps.length === 0) {
          kept.push(fact.kind);
          continue;
        }
        const steps: Plan = { formatVersion: '1.0', fingerprint: '', steps: negation.steps, blocked: [] };
        const weakened = await applyPlan(steps, bench.applyOptions);
        expect([fact, weakened.failure?.message]).toEqual([fact, undefined]);
        const second = await planOf(demands, await bench.inventory(), options);
        expect([fact, second.steps.length > 0]).toEqual([fact, true]);
        const undone = await undoPlan(steps, bench.applyOptions);
        expect([fact, undone.failure?.message]).toEqual([fact, undefined]);
      }
      expectSame(await bench.inventory(), hardened);
      expect([...new Set(kept)].toSorted()).toEqual(['extension', 'hba-admit', 'index', 'routine', 'tag']);
    },
  );
});
