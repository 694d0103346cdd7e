// The policies of one database as the server expands them today, and which users it is worth asking for: all who
// are alike in the roles that policies are for, and in what they own, meet the same policies.

import { itemsOf, type DatabaseInventory, type Inventory, type Policy, type Relation } from '../inventory/index.js';
import { MembershipClosure } from '../access/membership.js';
import { isInvoker } from '../access/view-rights.js';
import { isSubquery, type PolicyWorld } from './recursion.js';

/** A user with no role of interest: what PUBLIC meets. */
export const ANYBODY = '';

export interface PresentWorld extends PolicyWorld {
  readonly members: MembershipClosure;
  readonly all: readonly Policy[];
  /** One for each kind of user that row security binds at all. */
  readonly users: readonly string[];
}

/** Null when no policy has a subquery: then none can recurse. */
export function presentWorld(inventory: Inventory, database: DatabaseInventory): PresentWorld | null {
  const all = itemsOf(database.policies);
  if (!all.some(({ using, check }) => isSubquery(using) || isSubquery(check))) return null;
  const members = new MembershipClosure(inventory);
  const relations = new Map(itemsOf(database.relations).map((each) => [keyOf(each.schema, each.name), each]));
  const policies = new Map<string, Policy[]>();
  for (const each of all) {
    const key = keyOf(each.schema, each.relation);
    const known = policies.get(key);
    if (known === undefined) policies.set(key, [each]);
    else known.push(each);
  }
  const bound = (user: string): boolean => !isExempt(members, user);
  const reaches = (user: string, role: string): boolean =>
    user !== ANYBODY && members.reaches('privileges', user, role, database.name);
  const secured = [...policies.keys()].flatMap((key) => relations.get(key) ?? []);
  return {
    members,
    all,
    relation: (schema, name) => relations.get(keyOf(schema, name)),
    policies: ({ schema, name }) => policies.get(keyOf(schema, name)) ?? [],
    binds: (user, { rowSecurity, owner }) =>
      rowSecurity.enabled && bound(user) && (rowSecurity.forced || !reaches(user, owner)),
    isFor: ({ forPublic, roles }, user) => forPublic || roles.some((role) => role === user || reaches(user, role)),
    readsAs: (view, user) => (isInvoker(view) ? user : view.owner),
    users: kindsOfUser(members, all, secured, reaches),
  };
}

function kindsOfUser(
  members: MembershipClosure,
  policies: readonly Policy[],
  secured: readonly Relation[],
  reaches: (user: string, role: string) => boolean,
): readonly string[] {
  const owners = secured.filter(({ rowSecurity }) => !rowSecurity.forced).map(({ owner }) => owner);
  const marks = [...new Set([...policies.flatMap(({ roles }) => roles), ...owners])];
  const kinds = new Map<string, string>([['', ANYBODY]]);
  for (const { name } of members.roles) {
    if (isExempt(members, name)) continue;
    const kind = marks.filter((mark) => reaches(name, mark)).join('\0');
    if (!kinds.has(kind)) kinds.set(kind, name);
  }
  return [...kinds.values()];
}

function isExempt(members: MembershipClosure, user: string): boolean {
  const facts = members.role(user);
  return facts !== undefined && (facts.superuser || facts.bypassRls);
}

function keyOf(schema: string, name: string): string {
  return `${schema}\0${name}`;
}
