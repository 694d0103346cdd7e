// Row-level security policies. A policy whose text differs from the demand is dropped and made anew: ALTER
// POLICY cannot change its command, nor take an expression away.
// https://www.postgresql.org/docs/current/sql-createpolicy.html

import type { PolicyFact } from '../../demand/model.js';
import type { Policy } from '../../inventory/relation.js';
import { granteeKey, PUBLIC, roleGrantee, type Grantee } from '../../pg/grantee.js';
import { describeObject, type ObjectRef } from '../../pg/object.js';
import { sortBy, uniqueSorted } from '../../core/order.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { emptySql, join, keyword, qualified, sql, type Sql } from '../../sql/sql.js';
import { serverText } from './server-text.js';
import { granteeSql } from '../acl/render.js';
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

export const policyKind: ChangeKind<'policy'> = {
  plan: eachFact(planPolicy),
  negate: (fact) => [{ kind: 'no-policy', relation: fact.relation, name: fact.name }],
};

function planPolicy({ fact, because }: DemandOf<'policy'>, context: Context): Draft | BlockedStep | null {
  const { situation } = context;
  const relation = situation.relation(fact.relation);
  const label = `policy ${fact.name} on ${describeObject(fact.relation)}`;
  if (relation === undefined) return missingObject(label, fact.relation);
  const missing = fact.grantees.find((each) => each.kind === 'role' && !situation.hasRole(each.name));
  if (missing?.kind === 'role') return blockedStep(label, `role ${missing.name} does not exist`, 'whoever creates it');
  const present = situation.policy(fact.relation, fact.name);
  if (present !== undefined && samePolicy(fact, present, context)) return null;
  const drop = dropPolicySql(fact.relation, fact.name);
  return sqlDraft({
    kind: 'policy',
    // Without row security a policy is dormant; with it, a new one changes what is seen.
    phase: relation.rowSecurity.enabled ? 'enforce' : 'expand',
    rank: relation.rowSecurity.enabled ? 30 : 60,
    object: fact.relation,
    title: `${present === undefined ? 'Create' : 'Replace'} policy ${fact.name} on ${describeObject(fact.relation)}`,
    because,
    statements: statements(...(present === undefined ? [] : [drop]), createSql(fact)),
    inverse: statements(drop, ...(present === undefined ? [] : restoreSql(fact.relation, present))),
    lock: 'AccessExclusiveLock',
  });
}

function samePolicy(fact: PolicyFact, present: Policy, { definitions }: Context): boolean {
  return (
    present.command === fact.command &&
    present.permissive === fact.permissive &&
    sameGrantees(fact.grantees, granteesOf(present)) &&
    definitions.sameExpression(fact.relation, fact.using?.text ?? null, present.using) &&
    definitions.sameExpression(fact.relation, fact.check?.text ?? null, present.check)
  );
}

function granteesOf(policy: Policy): readonly Grantee[] {
  return policy.forPublic ? [PUBLIC] : policy.roles.map((name) => roleGrantee(name));
}

function sameGrantees(left: readonly Grantee[], right: readonly Grantee[]): boolean {
  return granteesKey(left) === granteesKey(right);
}

function granteesKey(list: readonly Grantee[]): string {
  return JSON.stringify(uniqueSorted(list.map((each) => granteeKey(each))));
}

interface PolicyText {
  readonly name: string;
  readonly command: string;
  readonly permissive: boolean;
  readonly using: Sql | null;
  readonly check: Sql | null;
}

function createSql(fact: PolicyFact): Sql {
  return policySql(fact.relation, fact, fact.grantees);
}

function policySql(relation: ObjectRef, policy: PolicyText, grantees: readonly Grantee[]): Sql {
  const to = sortBy(grantees, (each) => granteeKey(each)).map((each) => granteeSql(each));
  const using = policy.using === null ? emptySql : sql` USING (${policy.using})`;
  const check = policy.check === null ? emptySql : sql` WITH CHECK (${policy.check})`;
  const head = sql`CREATE POLICY ${Ident.of(policy.name)} ON ${qualified(...relation.path)}`;
  const kind = keyword(policy.permissive ? 'PERMISSIVE' : 'RESTRICTIVE');
  return sql`${head} AS ${kind} FOR ${keyword(policy.command)} TO ${join(to, sql`, `)}${using}${check}`;
}

export function dropPolicySql(relation: ObjectRef, name: string): Sql {
  return sql`DROP POLICY ${Ident.of(name)} ON ${qualified(...relation.path)}`;
}

/** The policy as the server deparsed it, with its comment. */
export function restoreSql(relation: ObjectRef, policy: Policy): readonly Sql[] {
  const create = policySql(
    relation,
    { ...policy, using: deparsed(policy.using), check: deparsed(policy.check) },
    granteesOf(policy),
  );
  if (policy.comment === null) return [create];
  const on = sql`COMMENT ON POLICY ${Ident.of(policy.name)} ON ${qualified(...relation.path)}`;
  return [create, sql`${on} IS ${Literal.of(policy.comment)}`];
}

function deparsed(expression: string | null): Sql | null {
  return expression === null ? null : serverText(expression);
}
