// DROP POLICY. Permissive policies are OR'ed: one too many lets through what the others hold back.
// https://www.postgresql.org/docs/current/sql-droppolicy.html

import type { Policy } from '../../inventory/relation.js';
import { describeObject } from '../../pg/object.js';
import { eachFact, sqlDraft, statements, type ChangeKind, type Context, type DemandOf, type Draft } from './kind.js';
import { dropPolicySql, restoreSql } from './policy.js';

export const noPolicyKind: ChangeKind<'no-policy'> = {
  plan: eachFact(planDrop),
  // What the policy said is no longer in a hardened inventory, only in the former one.
  negate: () => [],
  negation: (fact, _context, former) => {
    const policy = former?.policy(fact.relation, fact.name);
    if (policy === undefined) return null;
    return sqlDraft({
      kind: 'no-policy',
      phase: 'contract',
      rank: 5,
      object: fact.relation,
      title: `Create policy ${fact.name} on ${describeObject(fact.relation)} as it was`,
      because: [],
      statements: statements(...restoreSql(fact.relation, policy)),
      inverse: statements(dropPolicySql(fact.relation, fact.name)),
      lock: 'AccessExclusiveLock',
    });
  },
};

function planDrop({ fact, because }: DemandOf<'no-policy'>, { situation }: Context): Draft | null {
  const present: Policy | undefined = situation.policy(fact.relation, fact.name);
  if (present === undefined) return null;
  return sqlDraft({
    kind: 'no-policy',
    phase: 'contract',
    rank: 5,
    object: fact.relation,
    title: `Drop policy ${fact.name} on ${describeObject(fact.relation)}`,
    because,
    statements: statements(dropPolicySql(fact.relation, fact.name)),
    inverse: statements(...restoreSql(fact.relation, present)),
    lock: 'AccessExclusiveLock',
  });
}
