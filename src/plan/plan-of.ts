// From demands and an inventory to a plan: the difference, in order, each step with its way back.

import { canonicalJson } from '../core/canonical-json.js';
import { sortBy } from '../core/order.js';
import { mergeDemands } from '../demand/merge.js';
import type { Demand, RoleAttributes } from '../demand/model.js';
import { fingerprint, type Inventory } from '../inventory/index.js';
import type { Context } from './changes/kind.js';
import { FACT_KINDS, planKind } from './changes/table.js';
import { Definitions } from './definition/definitions.js';

import { handOffOf } from './hand-off.js';
import { guardConnected } from './connected.js';
import { gatesOf } from './gate.js';
import { guardLockout } from './lockout.js';
import { PLAN_FORMAT, type BlockedStep, type Plan } from './model.js';
import type { PlanOptions } from './options.js';
import { placeSteps } from './order.js';
import { Rights } from './rights.js';
import { Situation } from './situation.js';

/**
 * Demands that contradict each other are left out (`mergeDemands` says which); what cannot be done here is in
 * `blocked`, with who can. The same demands in another order give the same bytes.
 */
export async function planOf(demands: readonly Demand[], inventory: Inventory, options: PlanOptions): Promise<Plan> {
  const context = await contextOf(mergeDemands(demands).demands, inventory, options);
  const outcomes = FACT_KINDS.map((kind) => planKind(kind, context.demands, context));
  const drafts = outcomes.flatMap((each) => each.drafts);
  const changes = roleChanges(context.demands);
  const guarded = guardLockout(drafts, inventory, options, changes);
  const connected = guardConnected(guarded.drafts, inventory, options, changes);
  const steps = placeSteps(connected.drafts, handOffOf(options));
  const gates = gatesOf(steps, context.demands);
  return {
    formatVersion: PLAN_FORMAT,
    fingerprint: fingerprint(inventory),
    ...(options.databases === undefined ? {} : { databases: options.databases }),
    steps,
    blocked: uniqueBlocked([...outcomes.flatMap((each) => each.blocked), ...guarded.blocked, ...connected.blocked]),
    ...(gates.length === 0 ? {} : { gates }),
  };
}

/** `demands` merged already. */
export async function contextOf(
  demands: readonly Demand[],
  inventory: Inventory,
  options: PlanOptions,
): Promise<Context> {
  const situation = new Situation(inventory);
  const definitions = await Definitions.of(demands, situation);
  return { situation, options, demands, definitions, rights: Rights.of(situation, demands) };
}

function uniqueBlocked(blocked: readonly BlockedStep[]): readonly BlockedStep[] {
  const byKey = new Map(blocked.map((each) => [canonicalJson(each), each]));
  return sortBy(byKey, ([key]) => key).map(([, each]) => each);
}

function roleChanges(demands: readonly Demand[]): ReadonlyMap<string, RoleAttributes> {
  return new Map(demands.flatMap(({ fact }) => (fact.kind === 'role' ? [[fact.role, fact.attributes] as const] : [])));
}
