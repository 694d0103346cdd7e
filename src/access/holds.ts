// Decides what has_*_privilege would say, and why: aclmask() and its callers in src/backend/catalog/aclchk.c.
// An owner has every grant option but only the privileges that the list gives him; predefined roles come
// after the list; a column privilege is also held through the whole relation.

import { uniqueSorted } from '../core/order.js';
import type { AclItem } from '../pg/acl.js';
import { objectRef, isRelationKind, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import type { MembershipClosure } from './membership.js';
import type { Holding, Path, PathStep } from './path.js';
import { itemsInForce, type Securable, type Securables } from './securable.js';

export interface HoldsContext {
  readonly major: number;
  readonly members: MembershipClosure;
  readonly securables: Securables;
}

/** Null when the role or the object is not in the inventory. */
export function explainHolding(
  context: HoldsContext,
  role: string,
  object: ObjectRef,
  privilege: Privilege,
): Holding | null {
  const securable = context.securables.find(object);
  if (securable === undefined || context.members.role(role) === undefined) return null;
  const paths = [...listPaths(context, role, securable, privilege), ...powerPaths(context, role, securable, privilege)];
  const answer = {
    role,
    object: securable.object,
    privilege,
    grantable: isGrantable(context, role, securable, privilege),
  };
  return { ...answer, holds: paths.length > 0, paths };
}

/** The same answer without the reasons. */
export function decideHolding(
  context: HoldsContext,
  role: string,
  securable: Securable,
  privilege: Privilege,
): boolean {
  const { members, major } = context;
  if (members.role(role)?.superuser === true) return true;
  if (isSystemTableWrite(securable, privilege)) return false;
  const { database } = securable.object;
  for (const item of itemsInForce(securable, major)) {
    if (item.privilege !== privilege) continue;
    if (item.grantee.kind === 'public' || members.reaches('privileges', role, item.grantee.name, database)) return true;
  }
  if (predefinedFor(securable.object, privilege, major).some((name) => members.reaches('privileges', role, name)))
    return true;
  const relation = relationOf(context, securable);
  return relation !== undefined && decideHolding(context, role, relation, privilege);
}

/** Every role for which `decideHolding` is true; the cost is the length of the answer, not the number of roles. */
export function holdersOf(context: HoldsContext, securable: Securable, privilege: Privilege): readonly string[] {
  const { members, major } = context;
  const found = new Set(members.superusers);
  if (isSystemTableWrite(securable, privilege)) return uniqueSorted(found);
  for (const each of [securable, relationOf(context, securable)]) {
    if (each === undefined) continue;
    for (const item of itemsInForce(each, major)) {
      if (item.privilege !== privilege) continue;
      if (item.grantee.kind === 'public') return members.roles.map((role) => role.name);
      for (const role of members.reachedBy('privileges', item.grantee.name, each.object.database)) found.add(role);
    }
    for (const name of predefinedFor(each.object, privilege, major)) {
      for (const role of members.reachedBy('privileges', name)) found.add(role);
    }
  }
  return uniqueSorted(found);
}

function isGrantable(context: HoldsContext, role: string, securable: Securable, privilege: Privilege): boolean {
  const { members, major } = context;
  const { database } = securable.object;
  if (securable.owner !== null && members.reaches('privileges', role, securable.owner, database)) return true;
  if (members.role(role)?.superuser === true) return true;
  const held = itemsInForce(securable, major).some(
    ({ grantee, grantable, privilege: given }) =>
      grantable &&
      given === privilege &&
      grantee.kind === 'role' &&
      members.reaches('privileges', role, grantee.name, database),
  );
  const relation = relationOf(context, securable);
  return held || (relation !== undefined && isGrantable(context, role, relation, privilege));
}

function listPaths(context: HoldsContext, role: string, securable: Securable, privilege: Privilege): readonly Path[] {
  if (isSystemTableWrite(securable, privilege)) return [];
  const own = itemsInForce(securable, context.major)
    .filter((item) => item.privilege === privilege)
    .flatMap((item) => itemPath(context, role, securable, item));
  const relation = relationOf(context, securable);
  return relation === undefined ? own : [...own, ...listPaths(context, role, relation, privilege)];
}

function itemPath(context: HoldsContext, role: string, securable: Securable, item: AclItem): readonly Path[] {
  const last = lastStep(securable, item);
  if (item.grantee.kind === 'public') return [[last]];
  const chain = chainTo(context.members, role, item.grantee.name, securable.object.database);
  return chain === null ? [] : [[...chain, last]];
}

function lastStep({ acl, object, owner }: Securable, { grantee, grantor, grantable }: AclItem): PathStep {
  if (acl === null)
    return grantee.kind === 'public' ? { via: 'public-default' } : { via: 'owner', role: owner ?? grantee.name };
  const to = grantee.kind === 'public' ? null : grantee.name;
  if (object.kind === 'column') return { via: 'column-grant', role: to, grantor, grantable };
  return to === null ? { via: 'public', grantor } : { via: 'grant', role: to, grantor, grantable };
}

/** Membership steps without superuser's short cut; null when there is no chain. */
function chainTo(members: MembershipClosure, role: string, target: string, database: string | undefined): Path | null {
  const chain = members.chain('privileges', role, target);
  if (chain !== null) {
    return chain.slice(1).map((next, index) => ({ via: 'membership', member: chain[index] ?? role, role: next }));
  }
  if (target !== 'pg_database_owner' || database === undefined || members.role(role)?.superuser === true) return null;
  return members.reaches('privileges', role, target, database) ? [{ via: 'database-owner', role, database }] : null;
}

function powerPaths(context: HoldsContext, role: string, securable: Securable, privilege: Privilege): readonly Path[] {
  const { members, major } = context;
  const paths: Path[] = members.role(role)?.superuser === true ? [[{ via: 'superuser', role }]] : [];
  if (isSystemTableWrite(securable, privilege)) return paths;
  const { object } = relationOf(context, securable) ?? securable;
  for (const name of predefinedFor(object, privilege, major)) {
    const chain = chainTo(members, role, name, undefined);
    if (chain !== null) paths.push([...chain, { via: 'predefined-role', role: name }]);
  }
  return paths;
}

/** pg_class_aclmask_ext, pg_namespace_aclmask: what predefined roles add to the list. */
export function predefinedFor(object: Pick<ObjectRef, 'kind'>, privilege: Privilege, major: number): readonly string[] {
  if (object.kind === 'schema') return privilege === 'USAGE' ? ['pg_read_all_data', 'pg_write_all_data'] : [];
  if (!isRelationKind(object.kind)) return [];
  if (privilege === 'SELECT') return ['pg_read_all_data'];
  if (privilege === 'INSERT' || privilege === 'UPDATE' || privilege === 'DELETE') return ['pg_write_all_data'];
  return privilege === 'MAINTAIN' && major >= 17 ? ['pg_maintain'] : [];
}

/** Only superusers write the system catalogs, whatever was granted. */
function isSystemTableWrite({ object }: Securable, privilege: Privilege): boolean {
  const system = object.kind === 'table' && object.path[0] === 'pg_catalog';
  return (
    system && (privilege === 'INSERT' || privilege === 'UPDATE' || privilege === 'DELETE' || privilege === 'TRUNCATE')
  );
}

function relationOf(context: HoldsContext, { object }: Securable): Securable | undefined {
  if (object.kind !== 'column') return undefined;
  return context.securables.find(objectRef('table', object.path.slice(0, 2), object.database));
}
