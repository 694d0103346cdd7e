// The laws of a plan, tried on a cluster: after apply the plan is empty, after undo the cluster is the former one.

import { expect } from 'vitest';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import type { Demand, Fact } from '../../../src/demand/model.js';
import { stableInventory } from '../../../src/inventory/equal.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { planOf, undoOf, type Plan } from '../../../src/plan/index.js';
import type { Bench } from './cluster.js';

export function demandsOf(facts: readonly Fact[]): readonly Demand[] {
  return facts.map((fact) => ({ fact, because: [{ control: 'test/control', threats: ['T1'], sources: [] }] }));
}

export async function expectFixpointAndInverse(bench: Bench, facts: readonly Fact[]): Promise<Plan> {
  const demands = demandsOf(facts);
  const former = await bench.inventory();
  const plan = await planOf(demands, former, bench.planOptions);
  const applied = await applyPlan(plan, { ...bench.applyOptions, collect: bench.inventory });
  expect(explain(plan, applied.failure?.message)).toBe('');
  const hardened = await bench.inventory();
  const second = await planOf(demands, hardened, bench.planOptions);
  expect(
    second.steps.map((step) => ('statements' in step ? step.statements.map((each) => each.sql.text) : step.content)),
  ).toEqual([]);
  expect(second.blocked).toEqual(plan.blocked);
  const undone = await undoPlan(plan, bench.applyOptions, applied.journal);
  expect(explain(undoOf(plan).plan, undone.failure?.message)).toBe('');
  expectSame(await bench.inventory(), former);
  return plan;
}

function explain(plan: Plan, failure: string | undefined): string {
  if (failure === undefined) return '';
  const lines = plan.steps.map((step) => {
    const body = step.action === 'sql' ? step.statements.map((each) => each.sql.text).join('; ') : step.content;
    return `${step.phase} ${step.segment} ${step.asRole ?? ''}: ${body}`;
  });
  return `${failure}\n${lines.join('\n')}`;
}

/** Section by section, so that a difference is readable. */
export function expectSame(after: Inventory, before: Inventory): void {
  const left = stableInventory(after);
  const right = stableInventory(before);
  expect(left.cluster).toEqual(right.cluster);
  for (const [index, database] of left.databases.entries()) expect(database).toEqual(right.databases[index]);
}
