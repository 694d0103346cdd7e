// What an application must have changed before a plan may enforce row-level security and column grants: old and
// new code keep working up to here, the adapted one beyond. Told from the plan's own steps and facts.

import { sortBy, uniqueSorted } from '../core/order.js';
import type { Demand } from '../demand/model.js';
import { describeObject, objectKey } from '../pg/object.js';
import { granteeKey } from '../pg/grantee.js';
import type { Privilege } from '../pg/privilege.js';
import { qualified } from '../sql/sql.js';
import type { Gate, Phase, Step } from './model.js';

/** What waits behind the gate. */
export const BEHIND_GATE: readonly Phase[] = ['enforce', 'contract'];

export function gatesOf(steps: readonly Step[], demands: readonly Demand[]): readonly Gate[] {
  const gates = new Map<string, Gate>();
  for (const step of steps) {
    const needs = needOf(step, demands);
    if (needs === null || step.object === null) continue;
    const key = `${objectKey(step.object)} ${needs}`;
    const known = gates.get(key);
    const own = uniqueSorted([...(known?.steps ?? []), step.id]);
    gates.set(key, { phase: 'gate', object: step.object, needs, steps: own });
  }
  return sortBy(gates, ([key]) => key).map(([, gate]) => gate);
}

function needOf(step: Step, demands: readonly Demand[]): string | null {
  if (step.action === 'file' || step.object === null) return null;
  if (step.kind === 'row-security') return carrierNeed(step, demands);
  if (step.kind === 'no-policy') return policyNeed(step, demands);
  if (step.kind === 'privilege' && BEHIND_GATE.includes(step.phase)) return columnNeed(step, demands);
  return null;
}

const SETTING = /current_setting\('([^']+)'/gu;

/** The words of the policies themselves: what they read is what a session has to say. */
function carrierNeed(step: Step, demands: readonly Demand[]): string | null {
  const { object } = step;
  if (object === null) return null;
  const relation = objectKey(object);
  const texts = demands.flatMap(({ fact }) =>
    fact.kind === 'policy' && objectKey(fact.relation) === relation
      ? [fact.using?.text ?? '', fact.check?.text ?? '']
      : [],
  );
  if (texts.length === 0) return null;
  const name = describeObject(object);
  const settings = uniqueSorted(texts.flatMap((text) => [...text.matchAll(SETTING)].map((match) => match[1] ?? '')));
  if (settings.length > 0) {
    const calls = settings.map((setting) => `set_config('${setting}', …, true)`).join(' and ');
    return `every transaction that touches ${name} begins with ${calls}; without it, it sees no rows and may write none`;
  }
  if (verifiersOf(demands).some((call) => texts.some((text) => text.includes(call))))
    return `every transaction that touches ${name} begins with its signed token, bound as a parameter of set_config(…, $1, true)`;
  if (texts.some((text) => /current_user/iu.test(text)))
    return `every transaction that touches ${name} runs as its tenant's role (SET LOCAL ROLE)`;
  return `what the policies of ${name} ask for`;
}

/** Calls of what a plan makes to tell the tenant from a token, whatever it is named. */
function verifiersOf(demands: readonly Demand[]): readonly string[] {
  return demands.flatMap(({ fact }) => {
    if (fact.kind !== 'routine' || !fact.securityDefiner || fact.parameters.length > 0) return [];
    const [schema = '', signature = ''] = fact.routine.path;
    return [`${qualified(schema, signature.replace(/\(\)$/u, '')).text}()`];
  });
}

/** What the demand itself says about the policies that go. */
function policyNeed({ object }: Step, demands: readonly Demand[]): string | null {
  const relation = object === null ? null : objectKey(object);
  const effects = demands.flatMap(({ fact }) =>
    fact.kind === 'no-policy' && fact.effect !== undefined && objectKey(fact.relation) === relation
      ? [fact.effect]
      : [],
  );
  return effects.length === 0 ? null : uniqueSorted(effects).join('; ');
}

/** A table grant that shrinks to columns: `SELECT *` fails from then on. */
function columnNeed(step: Step, demands: readonly Demand[]): string | null {
  const { object } = step;
  if (object === null) return null;
  const kept = new Set<string>();
  const gone: string[] = [];
  for (const { fact } of demands) {
    if (fact.kind !== 'privilege' || !SAME.includes(fact.privilege)) continue;
    const { path, database } = fact.object;
    if (database !== object.database || path[0] !== object.path[0] || path[1] !== object.path[1]) continue;
    if (fact.object.kind === 'column' && fact.present) kept.add(granteeKey(fact.grantee));
    if (fact.object.kind !== 'column' && !fact.present) gone.push(granteeKey(fact.grantee));
  }
  if (!gone.some((grantee) => kept.has(grantee))) return null;
  return `queries on ${describeObject(object)} name the columns that they may use: SELECT * is refused`;
}

/** Privileges that a query uses column by column. */
const SAME: readonly Privilege[] = ['SELECT', 'UPDATE', 'INSERT'];
