// Demands of many controls as one set: equal wishes become one with all their reasons; wishes that
// cannot both hold are a diagnostic naming the controls, and neither is planned.

import { canonicalJson } from '../core/canonical-json.js';
import type { Diagnostic } from '../core/diagnostic.js';
import { sortBy, uniqueSorted } from '../core/order.js';
import { contradictionsAcross } from './contradiction.js';
import { factKey } from './key.js';
import type { Because, Demand, Fact, RoleAttributes } from './model.js';

export interface MergedDemands {
  /** Sorted by fact key. */
  readonly demands: readonly Demand[];
  readonly conflicts: readonly Diagnostic[];
}

export function mergeDemands(demands: readonly Demand[]): MergedDemands {
  const groups = new Map<string, Demand[]>();
  for (const demand of demands) {
    const key = factKey(demand.fact);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [demand]);
    else group.push(demand);
  }
  const merged: Demand[] = [];
  const conflicts: Diagnostic[] = [];
  for (const [key, group] of sortBy(groups, ([each]) => each)) {
    const fact = uniteFacts(group.map((each) => each.fact));
    if (fact === null) conflicts.push(conflict(key, group));
    else merged.push({ fact, because: uniteReasons(group.flatMap((each) => each.because)) });
  }
  const across = contradictionsAcross(merged);
  const refused = new Set(across.flatMap((each) => each.demands));
  return {
    demands: merged.filter((demand) => !refused.has(demand)),
    conflicts: [...conflicts, ...across.map((each) => conflict(each.why, each.demands))],
  };
}

/** Sorted, without repetition. */
export function uniteReasons(reasons: readonly Because[]): readonly Because[] {
  if (reasons.length < 2) return reasons;
  const unique = new Map(reasons.map((because) => [canonicalJson(because), because]));
  return sortBy(unique, ([key]) => key).map(([, because]) => because);
}

function uniteFacts(facts: readonly Fact[]): Fact | null {
  const ordered = facts.length < 2 ? facts : sortBy(facts, (each) => canonicalJson(each));
  let united = ordered[0] ?? null;
  for (const fact of ordered.slice(1)) {
    if (united === null) return null;
    united = unitePair(united, fact);
  }
  return united;
}

function unitePair(left: Fact, right: Fact): Fact | null {
  if (canonicalJson(left) === canonicalJson(right)) return left;
  if (left.kind === 'role' && right.kind === 'role') {
    const attributes = uniteAttributes(left.attributes, right.attributes);
    return attributes === null ? null : { ...left, attributes };
  }
  if (left.kind === 'membership' && right.kind === 'membership' && left.present && right.present) {
    if (left.options === undefined) return right;
    return right.options === undefined ? left : null;
  }
  // The same columns under two names: one index serves both.
  if (left.kind === 'index' && right.kind === 'index') return left;
  return null;
}

function uniteAttributes(left: RoleAttributes, right: RoleAttributes): RoleAttributes | null {
  const known = new Map<string, unknown>(Object.entries(left));
  for (const [name, value] of Object.entries(right)) {
    if (known.has(name) && known.get(name) !== value) return null;
  }
  return { ...left, ...right };
}

function conflict(what: string, demands: readonly Demand[]): Diagnostic {
  const reasons = demands.flatMap((demand) => demand.because);
  const controls = uniqueSorted(reasons.map((because) => because.control));
  const source = reasons.flatMap((because) => because.sources)[0];
  return {
    code: 'demand-conflict',
    severity: 'error',
    what: `${controls.join(' and ')} demand what cannot both hold: ${what}`,
    why: 'a plan can only bring about one of them, and choosing would be a guess about your security',
    fix: 'change the document rows that these controls cite, so that they agree',
    ...(source === undefined ? {} : { source }),
  };
}
