// How to take one control away and nothing else: the smallest steps that make its facts untrue in a hardened
// cluster, each with the way back. Proof runs them to show that the control, and nothing else, refused.

import { sortBy } from '../core/order.js';
import { canonicalJson } from '../core/canonical-json.js';
import { mergeDemands } from '../demand/merge.js';
import type { Demand, Fact } from '../demand/model.js';
import type { Inventory } from '../inventory/index.js';
import type { Draft } from './changes/kind.js';
import { FACT_KINDS, negateFact, negationOf, planKind } from './changes/table.js';
import type { Step } from './model.js';
import { placeSteps } from './order.js';
import type { PlanOptions } from './options.js';
import { contextOf } from './plan-of.js';
import { Situation } from './situation.js';

export interface Negation {
  /** Run in order; take back in reverse with each step's inverse. */
  readonly steps: readonly Step[];
  /** Facts that no step makes untrue. */
  readonly kept: readonly Fact[];
}

export interface NegationInput {
  /** The facts of the one control. */
  readonly facts: readonly Fact[];
  /** All merged demands of the hardened cluster: files are written from all of them. */
  readonly demands: readonly Demand[];
  readonly hardened: Inventory;
  /** As it was found: an owner, a dropped policy or a setting goes back to it. Null when not at hand. */
  readonly former: Inventory | null;
  readonly options: PlanOptions;
}

export async function negationFor(input: NegationInput): Promise<Negation> {
  const former = input.former === null ? null : new Situation(input.former);
  const context = await contextOf(input.demands, input.hardened, input.options);
  const opposites: Fact[] = [];
  const drafts: Draft[] = [];
  const kept: Fact[] = [];
  for (const fact of sortBy(input.facts, (each) => canonicalJson(each))) {
    const facts = negateFact(fact.kind, fact, context.situation, former);
    const draft = facts.length > 0 ? null : negationOf(fact.kind, fact, context, former);
    opposites.push(...facts);
    if (draft !== null) drafts.push(draft);
    else if (facts.length === 0) kept.push(fact);
  }
  const { demands } = mergeDemands(opposites.map((fact) => ({ fact, because: [] })));
  const opposed = await contextOf(demands, input.hardened, input.options);
  drafts.push(...FACT_KINDS.flatMap((kind) => planKind(kind, demands, opposed).drafts));
  return { steps: placeSteps(drafts, () => null), kept };
}

/** For one fact: null when no step makes it untrue. */
export async function negationOfFact(fact: Fact, input: Omit<NegationInput, 'facts'>): Promise<Negation | null> {
  const negation = await negationFor({ ...input, facts: [fact] });
  return negation.steps.length === 0 ? null : negation;
}
