// A control from its parts: fills in what every control says the same way (threats, boundaries,
// sources of its demands), and puts everything in one order.

import { canonicalJson } from '../core/canonical-json.js';
import { sortBy, uniqueSorted } from '../core/order.js';
import type { Source } from '../core/source.js';
import type { Attack } from '../attack/model.js';
import type { Demand, Fact } from '../demand/model.js';
import { factKey } from '../demand/key.js';
import type {
  BlockedDemand,
  Control,
  ControlContext,
  ControlDefinition,
  ControlOutcome,
  DesignNote,
  OpenRisk,
} from './model.js';

/** What a control file says of its demands; threats and the control's id come from `controlOf`. */
export interface Wish {
  readonly fact: Fact;
  readonly sources: readonly Source[];
  readonly enables?: true;
}

export interface Parts {
  readonly enforcedAt: readonly string[];
  readonly wishes: readonly Wish[];
  readonly attacks: readonly Attack[];
  readonly residual: string;
  readonly bypass: readonly string[];
  readonly openRisks?: readonly Omit<OpenRisk, 'threats'>[];
  readonly notes?: readonly DesignNote[];
}

export interface Identity {
  readonly id: string;
  readonly area: ControlDefinition['area'];
  readonly title: string;
}

export function wish(fact: Fact, sources: readonly Source[]): Wish {
  return { fact, sources };
}

export function enabling(fact: Fact, sources: readonly Source[]): Wish {
  return { fact, sources, enables: true };
}

export function controlOf(
  context: ControlContext,
  identity: Identity,
  threats: readonly string[],
  parts: Parts,
): Control {
  return {
    id: identity.id,
    area: identity.area,
    title: identity.title,
    threats,
    boundaries: boundariesOf(context, threats),
    enforcedAt: uniqueSorted(parts.enforcedAt),
    demands: demandsOf(context, identity.id, threats, parts.wishes),
    attacks: sortBy(uniqueAttacks(parts.attacks), (attack) => attack.id),
    residual: parts.residual,
    bypass: parts.bypass,
    openRisks: (parts.openRisks ?? []).map((risk) => ({ ...risk, threats })),
    notes: parts.notes ?? [],
  };
}

function boundariesOf(context: ControlContext, threats: readonly string[]): readonly string[] {
  const named = context.bound.intent.threats.filter((threat) => threats.includes(threat.id));
  return uniqueSorted(named.flatMap((threat) => (threat.boundary === null ? [] : [threat.boundary])));
}

function demandsOf(
  context: ControlContext,
  control: string,
  threats: readonly string[],
  wishes: readonly Wish[],
): readonly Demand[] {
  const stated = context.bound.intent.threats
    .filter((threat) => threats.includes(threat.id))
    .map((threat) => threat.source);
  const unique = new Map<string, Demand>();
  for (const each of wishes) {
    const because = { control, threats, sources: each.sources.length === 0 ? stated : each.sources };
    const demand: Demand = { fact: each.fact, because: [because], ...(each.enables === true ? { enables: true } : {}) };
    const key = `${factKey(each.fact)} ${canonicalJson(each.fact)}`;
    const known = unique.get(key);
    if (known === undefined) unique.set(key, demand);
  }
  return sortBy(unique, ([key]) => key).map(([, demand]) => demand);
}

function uniqueAttacks(attacks: readonly Attack[]): readonly Attack[] {
  return [...new Map(attacks.map((attack) => [attack.id, attack])).values()];
}

export const nothing: ControlOutcome = { control: null, blocked: [], candidates: [] };

export function only(control: Control | null, blocked: readonly BlockedDemand[] = []): ControlOutcome {
  return { control, blocked, candidates: [] };
}
