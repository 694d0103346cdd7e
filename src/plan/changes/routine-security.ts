// SECURITY DEFINER or INVOKER of a routine that exists.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import { describeObject } from '../../pg/object.js';
import { keyword, sql, type Sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import {
  eachFact,
  missingObject,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

export const routineSecurityKind: ChangeKind<'routine-security'> = {
  plan: eachFact(planSecurity),
  negate: (fact) => [{ ...fact, securityDefiner: !fact.securityDefiner }],
};

function planSecurity(
  { fact, because }: DemandOf<'routine-security'>,
  { situation }: Context,
): Draft | BlockedStep | null {
  const routine = situation.routine(fact.routine);
  const item = situation.protected(fact.routine);
  const label = describeObject(fact.routine);
  if (routine === undefined || item === undefined) return missingObject(`security of ${label}`, fact.routine);
  if (routine.securityDefiner === fact.securityDefiner) return null;
  const alter = (definer: boolean): Sql =>
    sql`ALTER ROUTINE ${item.name} ${keyword(definer ? 'SECURITY DEFINER' : 'SECURITY INVOKER')}`;
  return sqlDraft({
    kind: 'routine-security',
    phase: 'enforce',
    rank: 10,
    object: fact.routine,
    title: `Make ${label} run as its ${fact.securityDefiner ? 'owner' : 'caller'}`,
    because,
    statements: statements(alter(fact.securityDefiner)),
    inverse: statements(alter(!fact.securityDefiner)),
    hazards: fact.securityDefiner ? [] : ['callers need their own privileges on what the routine touches'],
  });
}
