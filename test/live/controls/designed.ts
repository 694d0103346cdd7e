// Documents, a server, and the controls that are asked for: designed, planned, applied; and led back.

import { expect } from 'vitest';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import { designControls, type Design } from '../../../src/controls/design.js';
import { mergeDemands } from '../../../src/demand/merge.js';
import { bindIntent, type Intent } from '../../../src/intent/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import { planOf, type Plan } from '../../../src/plan/index.js';
import { capabilitiesOf, type CapabilityOverrides } from '../../../src/substrate/index.js';
import type { Bench } from '../plan/cluster.js';
import { expectSame } from '../plan/laws.js';

export interface Wish {
  readonly intent: Intent;
  readonly databases: readonly string[];
  /** Of the ids of the controls to apply. */
  readonly controls: RegExp;
  readonly capabilities?: CapabilityOverrides;
}

export interface Hardened {
  readonly plan: Plan;
  readonly undo: () => Promise<void>;
}

export function designOf(wish: Wish, inventory: Inventory): Design {
  const { intent } = wish;
  const bound = bindIntent(intent, inventory);
  const blocked = bound.candidates.flatMap((each) => each.blocks);
  const capabilities = capabilitiesOf(intent, inventory, wish.capabilities);
  return designControls({ bound, inventory, databases: wish.databases, blocked, capabilities });
}

export async function planFor(bench: Bench, wish: Wish): Promise<Plan> {
  const inventory = await bench.inventory();
  const wanted = designOf(wish, inventory).controls.filter((each) => wish.controls.test(each.id));
  const { demands, conflicts } = mergeDemands(wanted.flatMap((each) => each.demands));
  expect(conflicts.map((each) => each.what)).toEqual([]);
  return planOf(demands, inventory, bench.planOptions);
}

/** Afterwards a second design of its own plans nothing. */
export async function hardenBench(bench: Bench, wish: Wish): Promise<Hardened> {
  const former = await bench.inventory();
  const plan = await planFor(bench, wish);
  const applied = await applyPlan(plan, bench.applyOptions);
  if (applied.failure !== null) throw applied.failure;
  expect((await planFor(bench, wish)).steps.map((step) => step.title)).toEqual([]);
  const undo = async (): Promise<void> => {
    const undone = await undoPlan(plan, bench.applyOptions, applied.journal);
    if (undone.failure !== null) throw undone.failure;
    expectSame(await bench.inventory(), former);
  };
  return { plan, undo };
}
