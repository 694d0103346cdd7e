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

function planGrant(demand: DemandOf<'membership'>, context: Context): Draft | BlockedStep | null {
  const { fact, because } = demand;
  const { situation } = context;
  const missing = [fact.role, fact.member].find((name) => !situation.hasRole(name));
  if (missing !== undefined) return blockedStep(title(fact), `role ${missing} does not exist`, 'whoever creates it');
  const grants = held(situation, fact.role, fact.member);
  const perGrant = featuresOf(situation.major).membershipOptions;
  const [first] = grants;
  if (first !== undefined && (fact.options === undefined || sameOptions(effective(grants), fact.options, perGrant)))
    return null;
  const loop = loopOf(fact, context);
  if (loop === 'stays') {
    return blockedStep(
      title(fact),
      `${fact.role} is itself a member of ${fact.member}`,
      'whoever ends one of the two memberships',
    );
  }
  const late = first !== undefined || loop === 'ends';
  const options = fact.options ?? null;
  const { forward, inverse } =
    first === undefined
      ? { forward: [grantSql(fact, options, null, perGrant)], inverse: [revokeAnySql(fact)] }
      : changedGrants(fact, options, [first, ...grants.slice(1)], perGrant);
  return sqlDraft({
    kind: 'membership',
    // After the revokes when a membership in the other direction has to end first.
    phase: late ? 'contract' : 'expand',
    rank: late ? 8 : 3,
    object: objectRef('role', [fact.role]),
    title: title(fact),
    because,
    statements: statements(...forward),
    inverse: statements(...inverse),
  });
}

/** The first grant gets the options wanted; the others go, since what any of them gives counts. */
function changedGrants(
  fact: MembershipFact,
  options: Options | null,
  [first, ...others]: readonly [Membership, ...Membership[]],
  perGrant: boolean,
): { readonly forward: readonly Sql[]; readonly inverse: readonly Sql[] } {
  return {
    forward: [...others.map((each) => revokeSql(each, perGrant)), ...alterSql(fact, options, first, perGrant)],
    inverse: [
      ...alterSql(fact, first, first, perGrant),
      ...others.map((each) => grantSql(fact, each, each.grantor, perGrant)),
    ],
  };
}

function revokeAnySql(pair: Pair): Sql {
  return sql`REVOKE ${Ident.of(pair.role)} FROM ${Ident.of(pair.member)}`;
}

type Pair = Pick<Membership, 'role' | 'member'>;

/** PostgreSQL refuses loops of membership: `ends` when the plan itself ends what is in the way. */
function loopOf(fact: MembershipFact, { situation, demands }: Context): 'none' | 'ends' | 'stays' {
  const present = itemsOf(situation.inventory.cluster.memberships);
  const facts = demands.flatMap(({ fact: each }) => (each.kind === 'membership' ? [each] : []));
  const ended = new Set(facts.filter((each) => !each.present).map((each) => pairKey(each)));
  const after: readonly Pair[] = [
    ...present.filter((each) => !ended.has(pairKey(each))),
    ...facts.filter((each) => each.present),
  ];
  if (reaches(after, fact.role, fact.member)) return 'stays';
  return reaches(present, fact.role, fact.member) ? 'ends' : 'none';
}

function pairKey(pair: Pair): string {
  return JSON.stringify([pair.role, pair.member]);
}

/** Whether `member` is, directly or not, a member of `role`. */
function reaches(pairs: readonly Pair[], member: string, role: string): boolean {
  const reached = new Set([member]);
  for (const name of reached) {
    for (const each of pairs) {
      if (each.member === name) reached.add(each.role);
    }
  }
  return reached.has(role);
}

/** The member's grant goes, and with it what he granted on; those go on under the applier's name. */
function planRevoke(demand: DemandOf<'membership'>, { situation, demands }: Context): Draft | null {
  const { fact, because } = demand;
  const grants = held(situation, fact.role, fact.member);
  if (grants.length === 0) return null;
  const perGrant = featuresOf(situation.major).membershipOptions;
  // Before 16 the grantor is a note that only a superuser may write.
  const mayName = perGrant || situation.applier.superuser;
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
      ...kept.map((each) => revokeAnySql(each)),
      ...[...grants, ...dependents].map((each) => grantSql(each, each, mayName ? each.grantor : null, perGrant)),
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
