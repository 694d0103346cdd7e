// Every kind of fact has its kind of change; one that is missing here does not compile.

import type { Demand, FactKind, FactOf } from '../../demand/model.js';
import { createdTableKind } from './created-table.js';
import { defaultPrivilegeKind } from './default-privilege.js';
import { extensionKind } from './extension.js';
import { hbaAdmitKind } from './hba-admit.js';
import { hbaRequireKind } from './hba-require.js';
import { identMapKind } from './ident-map.js';
import { indexKind } from './index-key.js';
import {
  blockedStep,
  nothing,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
  type Outcome,
} from './kind.js';
import { REFUSALS } from '../refusals.js';
import type { BlockedStep } from '../model.js';
import type { Fact } from '../../demand/model.js';
import { Situation } from '../situation.js';
import { membershipKind } from './membership.js';
import { noPolicyKind } from './no-policy.js';
import { ownerKind } from './owner.js';
import { policyKind } from './policy.js';
import { preloadKind } from './preload.js';
import { privilegeKind } from './privilege.js';
import { roleKind } from './role.js';
import { roleSettingKind } from './role-setting.js';
import { routineConfigKind } from './routine-config.js';
import { routineKind } from './routine.js';
import { routineSecurityKind } from './routine-security.js';
import { rowSecurityKind } from './row-security.js';
import { schemaKind } from './schema.js';
import { settingKind } from './setting.js';
import { tagKind } from './tag.js';
import { viewKind } from './view.js';
import { viewOptionKind } from './view-option.js';

/** In the order of planning: a kind sees what the kinds before it will have changed. */
const KINDS: { readonly [K in FactKind]: ChangeKind<K> } = {
  role: roleKind,
  extension: extensionKind,
  schema: schemaKind,
  owner: ownerKind,
  'created-table': createdTableKind,
  routine: routineKind,
  view: viewKind,
  membership: membershipKind,
  privilege: privilegeKind,
  'default-privilege': defaultPrivilegeKind,
  'role-setting': roleSettingKind,
  index: indexKind,
  policy: policyKind,
  'no-policy': noPolicyKind,
  tag: tagKind,
  'routine-config': routineConfigKind,
  'routine-security': routineSecurityKind,
  'view-option': viewOptionKind,
  'row-security': rowSecurityKind,
  setting: settingKind,
  preload: preloadKind,
  'ident-map': identMapKind,
  'hba-admit': hbaAdmitKind,
  'hba-require': hbaRequireKind,
};

function isFactKind(word: string): word is FactKind {
  return Object.hasOwn(KINDS, word);
}

export const FACT_KINDS: readonly FactKind[] = Object.keys(KINDS).filter(isFactKind);

export function planKind<K extends FactKind>(kind: K, demands: readonly Demand[], context: Context): Outcome {
  const own = demandsOf(demands, kind);
  if (own.length === 0) return nothing;
  const { able, blocked } = allowedOf(kind, own, context);
  const outcome = KINDS[kind].plan(able, context);
  return { drafts: outcome.drafts, blocked: [...outcome.blocked, ...blocked] };
}

/**
 * For an administrator who is no superuser: what he cannot do is blocked before it is planned, so that nothing
 * after it reckons with it; unless it holds already.
 */
function allowedOf<K extends FactKind>(
  kind: K,
  own: readonly DemandOf<K>[],
  context: Context,
): { readonly able: readonly DemandOf<K>[]; readonly blocked: readonly BlockedStep[] } {
  const { rights } = context;
  if (rights === null) return { able: own, blocked: [] };
  const able: DemandOf<K>[] = [];
  const blocked: BlockedStep[] = [];
  for (const demand of own) {
    const why = REFUSALS[kind](demand.fact, rights, context.situation);
    if (why === null) {
      able.push(demand);
      continue;
    }
    const untouched = { ...context, situation: withNewRoles(context), rights: null };
    for (const { title } of KINDS[kind].plan([demand], untouched).drafts) {
      blocked.push(blockedStep(title, `${context.situation.applier.role} cannot: ${why}`, WHO_CAN));
    }
  }
  return { able, blocked };
}

/** The cluster as it is, but for the roles that the plan makes. */
function withNewRoles({ situation, demands }: Context): Situation {
  const fresh = new Situation(situation.inventory);
  for (const { fact } of demands) if (fact.kind === 'role' && situation.hasRole(fact.role)) fresh.addRole(fact.role);
  return fresh;
}

const WHO_CAN = 'a superuser, or on a managed platform its own administrator role';

export function demandsOf<K extends FactKind>(demands: readonly Demand[], kind: K): readonly DemandOf<K>[] {
  return demands.flatMap(({ fact, because }) => (isOfKind(fact, kind) ? [{ fact, because }] : []));
}

function isOfKind<K extends FactKind>(fact: Fact, kind: K): fact is FactOf<K> {
  return fact.kind === kind;
}

export function negateFact<K extends FactKind>(
  kind: K,
  fact: FactOf<K>,
  situation: Situation,
  former: Situation | null,
): readonly Fact[] {
  return KINDS[kind].negate(fact, situation, former);
}

export function negationOf<K extends FactKind>(
  kind: K,
  fact: FactOf<K>,
  context: Context,
  former: Situation | null,
): Draft | null {
  return KINDS[kind].negation?.(fact, context, former) ?? null;
}
