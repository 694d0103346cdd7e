// ENABLE and FORCE ROW LEVEL SECURITY. Enabled without a policy denies every row; FORCE also binds the owner.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { describeObject, type ObjectRef } from '../../pg/object.js';
import { join, keyword, qualified, sql, type Sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import {
  blockedStep,
  eachFact,
  missingObject,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

interface Switches {
  readonly enabled: boolean;
  readonly forced: boolean;
}

export const rowSecurityKind: ChangeKind<'row-security'> = {
  plan: eachFact(planSwitches),
  // FORCE alone is about the owner: a control that demands both is undone by taking both.
  negate: (fact) => [{ ...fact, enabled: !fact.enabled, forced: fact.enabled ? false : fact.forced }],
};

function planSwitches({ fact, because }: DemandOf<'row-security'>, { situation }: Context): Draft | BlockedStep | null {
  const relation = situation.relation(fact.relation);
  const label = `row security of ${describeObject(fact.relation)}`;
  if (relation === undefined) return missingObject(label, fact.relation);
  if (relation.kind !== 'table') return blockedStep(label, `a ${relation.kind} has no row security`, 'nobody');
  const former = relation.rowSecurity;
  if (former.enabled === fact.enabled && former.forced === fact.forced) return null;
  return sqlDraft({
    kind: 'row-security',
    phase: 'enforce',
    rank: 40,
    object: fact.relation,
    title: `${fact.enabled ? 'Enable' : 'Disable'}${fact.forced ? ' and force' : ''} row-level security on ${describeObject(fact.relation)}`,
    because,
    statements: statements(switchSql(fact.relation, former, fact)),
    inverse: statements(switchSql(fact.relation, fact, former)),
    lock: 'AccessExclusiveLock',
    hazards: hazardsOf(former, fact),
  });
}

function hazardsOf(former: Switches, wanted: Switches): readonly string[] {
  return [
    ...(wanted.enabled && !former.enabled ? ['sessions that do not set their tenant see no rows from now on'] : []),
    ...(wanted.forced && !former.forced
      ? ['the owner is bound too: REFRESH of materialized views, pg_dump and jobs run as the owner see its rows only']
      : []),
  ];
}

function switchSql(relation: ObjectRef, from: Switches, to: Switches): Sql {
  const words: Sql[] = [];
  if (from.enabled !== to.enabled)
    words.push(keyword(to.enabled ? 'ENABLE ROW LEVEL SECURITY' : 'DISABLE ROW LEVEL SECURITY'));
  if (from.forced !== to.forced)
    words.push(keyword(to.forced ? 'FORCE ROW LEVEL SECURITY' : 'NO FORCE ROW LEVEL SECURITY'));
  return sql`ALTER TABLE ${qualified(...relation.path)} ${join(words, sql`, `)}`;
}
