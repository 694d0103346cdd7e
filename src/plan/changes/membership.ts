// GRANT role TO member. From 16 each grant has a grantor and the options ADMIN, INHERIT and SET; a REVOKE
// takes only the named grantor's grant. Before 16 there is one grant, and only ADMIN can be said.
// https://www.postgresql.org/docs/current/role-membership.html

import type { MembershipFact } from '../../demand/model.js';
import type { Membership } from '../../inventory/cluster.js';
import { itemsOf } from '../../inventory/section.js';
import { objectRef } from '../../pg/object.js';
import { featuresOf } from '../../pg/version.js';
import { Ident } from '../../sql/ident.js';
import { keyword, sql, type Sql } from '../../sql/sql.js';
import type { BlockedStep } from '../model.js';
import type { Situation } from '../situation.js';
import {
  blockedStep,
  eachFact,
  sqlDraft,
  statements,
  type ChangeKind,
  type Context,
  type DemandOf,
  type Draft,
} from './kind.js';

type Options = NonNullable<MembershipFact['options']>;

export const membershipKind: ChangeKind<'membership'> = {
  plan: eachFact((demand, context) => (demand.fact.present ? planGrant(demand, context) : planRevoke(demand, context))),
  negate: (fact) => [{ kind: 'membership', role: fact.role, member: fact.member, present: !fact.present }],
};

function held(situation: Situation, role: string, member: string): readonly Membership[] {
  return itemsOf(situation.inventory.cluster.memberships).filter(
    (each) => each.role === role && each.member === member,
  );
}

function planGrant(demand: DemandOf<'membership'>, { situation }: Context): Draft | BlockedStep | null {
  const { fact, because } = demand;
  const missing = [fact.role, fact.member].find((name) => !situation.hasRole(name));
  if (missing !== undefined) return blockedStep(title(fact), `role ${missing} does not exist`, 'whoever creates it');
  const grants = held(situation, fact.role, fact.member);
  const perGrant = featuresOf(situation.major).membershipOptions;
  const [first] = grants;
  if (first !== undefined && (fact.options === undefined || sameOptions(effective(grants), fact.options, perGrant)))
    return null;
  const options = fact.options ?? null;
  const forward =
    first === undefined
      ? [grantSql(fact, options, null, perGrant)]
      : [...grants.slice(1).map((each) => revokeSql(each, perGrant)), ...alterSql(fact, options, first, perGrant)];
  const inverse =
    first === undefined
      ? [sql`REVOKE ${Ident.of(fact.role)} FROM ${Ident.of(fact.member)}`]
      : [
          ...alterSql(fact, first, first, perGrant),
          ...grants.slice(1).map((each) => grantSql(fact, each, each.grantor, perGrant)),
        ];
  return sqlDraft({
    kind: 'membership',
    phase: first === undefined ? 'expand' : 'contract',
    rank: first === undefined ? 3 : 8,
    object: objectRef('role', [fact.role]),
    title: title(fact),
    because,
    statements: statements(...forward),
    inverse: statements(...inverse),
  });
}

/** The member's grant goes, and with it what he granted on; those go on under the applier's name. */
function planRevoke(demand: DemandOf<'membership'>, { situation, demands }: Context): Draft | null {
  const { fact, because } = demand;
  const grants = held(situation, fact.role, fact.member);
  if (grants.length === 0) return null;
  const perGrant = featuresOf(situation.major).membershipOptions;
  const dependents = perGrant ? dependentsOf(situation, fact.role, fact.member) : [];
  const kept = dependents.filter(
    (each) =>
      !demands.some(
        ({ fact: other }) =>
          other.kind === 'membership' && !other.present && other.role === each.role && other.member === each.member,
      ),
  );
  return sqlDraft({
    kind: 'membership',
    phase: 'contract',
    rank: 7,
    object: objectRef('role', [fact.role]),
    title: title(fact),
    because,
    statements: statements(
      ...dependents.toReversed().map((each) => revokeSql(each, perGrant)),
      ...grants.map((each) => revokeSql(each, perGrant)),
      ...kept.map((each) => grantSql(each, each, null, perGrant)),
    ),
    inverse: statements(
      ...kept.map((each) => sql`REVOKE ${Ident.of(each.role)} FROM ${Ident.of(each.member)}`),
      ...[...grants, ...dependents].map((each) => grantSql(each, each, each.grantor, perGrant)),
    ),
    hazards: kept.map(
      (each) => `${each.member} keeps ${each.role}, granted anew, since its grantor ${fact.member} loses it`,
    ),
  });
}

function dependentsOf(situation: Situation, role: string, grantor: string): readonly Membership[] {
  const found: Membership[] = [];
  const seen = new Set([grantor]);
  for (let names = [grantor]; names.length > 0;) {
    const next = itemsOf(situation.inventory.cluster.memberships).filter(
      (each) => each.role === role && each.grantor !== null && names.includes(each.grantor) && !seen.has(each.member),
    );
    for (const each of next) seen.add(each.member);
    found.push(...next);
    names = next.map((each) => each.member);
  }
  return found;
}

function effective(grants: readonly Membership[]): Options {
  return {
    admin: grants.some((each) => each.admin),
    inherit: grants.some((each) => each.inherit),
    set: grants.some((each) => each.set),
  };
}

function sameOptions(left: Options, right: Options, perGrant: boolean): boolean {
  if (left.admin !== right.admin) return false;
  return !perGrant || (left.inherit === right.inherit && left.set === right.set);
}

/** Changes an existing grant; before 16 the option ADMIN can only be given or revoked. */
function alterSql(
  fact: MembershipFact,
  options: Options | null,
  present: Membership,
  perGrant: boolean,
): readonly Sql[] {
  if (!perGrant && options?.admin === false) {
    return [sql`REVOKE ADMIN OPTION FOR ${Ident.of(fact.role)} FROM ${Ident.of(fact.member)}`];
  }
  return [grantSql(fact, options, perGrant ? present.grantor : null, perGrant)];
}

function grantSql(
  pair: { readonly role: string; readonly member: string },
  options: Options | null,
  grantor: string | null,
  perGrant: boolean,
): Sql {
  const base = sql`GRANT ${Ident.of(pair.role)} TO ${Ident.of(pair.member)}`;
  const by = grantor === null ? sql`` : sql` GRANTED BY ${Ident.of(grantor)}`;
  if (options === null) return sql`${base}${by}`;
  if (!perGrant) return options.admin ? sql`${base} WITH ADMIN OPTION${by}` : sql`${base}${by}`;
  return sql`${base} WITH ADMIN ${flag(options.admin)}, INHERIT ${flag(options.inherit)}, SET ${flag(options.set)}${by}`;
}

function revokeSql(each: Membership, perGrant: boolean): Sql {
  const by = each.grantor === null || !perGrant ? sql`` : sql` GRANTED BY ${Ident.of(each.grantor)}`;
  return sql`REVOKE ${Ident.of(each.role)} FROM ${Ident.of(each.member)}${by}`;
}

function title(fact: MembershipFact): string {
  return fact.present
    ? `Make ${fact.member} a member of ${fact.role}`
    : `End the membership of ${fact.member} in ${fact.role}`;
}

function flag(value: boolean): Sql {
  return keyword(value ? 'TRUE' : 'FALSE');
}
