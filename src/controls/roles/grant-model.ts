// The final privilege set of every role: each actor's entitlement, split over the group roles of the
// components and, for what one actor alone may do, the actor's own login. A group holds only what all
// its members are entitled to, so that membership never widens anybody.

import type { Diagnostic } from '../../core/diagnostic.js';
import { sortBy, uniqueSorted } from '../../core/order.js';
import type { Source } from '../../core/source.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { nameOf, type NamedObject } from '../naming.js';
import { scopeOf } from '../scope.js';
import { actorsOf, statedLogins } from './actors.js';
import { entitlementOf, type Entitlement, type Refused } from './entitlement.js';
import { itemKey, type Item, Items } from './item.js';

export interface GroupRole {
  readonly role: string;
  readonly component: string;
  readonly mode: 'write' | 'read';
  /** Logins. */
  readonly members: readonly string[];
  readonly items: readonly Item[];
}

export interface RoleGrant {
  readonly role: string;
  readonly item: Item;
}

export interface GrantModel {
  readonly groups: readonly GroupRole[];
  /** What each role gets itself, sorted. */
  readonly grants: readonly RoleGrant[];
  readonly entitlements: readonly Entitlement[];
  readonly refused: readonly Refused[];
  readonly diagnostics: readonly Diagnostic[];
  /** The login's entitlement, however it comes to him. */
  readonly allows: (role: string, object: ObjectRef, privilege: Privilege) => boolean;
  readonly entitlementOf: (role: string) => Entitlement | null;
}

export const grantModel: (context: ControlContext) => GrantModel = perContext(build);

function build(context: ControlContext): GrantModel {
  const entitlements = actorsOf(context).map((actor) => entitlementOf(context, actor));
  const diagnostics: Diagnostic[] = [];
  const groups = uniqueSorted(context.bound.components.map((each) => each.component.name)).flatMap((component) =>
    groupsOf(context, component, entitlements, diagnostics),
  );
  const connects = connectGrants(context);
  const grants = [
    ...groups.flatMap((group) => group.items.map((item) => ({ role: group.role, item }))),
    ...entitlements.flatMap((entitlement) => ownGrants(entitlement, groups)),
    ...connects,
  ];
  return {
    groups,
    grants: sortBy(grants, (grant) => [grant.role, itemKey(grant.item.object, grant.item.privilege)]),
    entitlements,
    refused: entitlements.flatMap((each) => each.refused),
    diagnostics,
    ...lookups(entitlements, groups, connects),
  };
}

function lookups(
  entitlements: readonly Entitlement[],
  groups: readonly GroupRole[],
  connects: readonly RoleGrant[],
): Pick<GrantModel, 'allows' | 'entitlementOf'> {
  const byLogin = new Map(entitlements.flatMap((each) => each.actor.logins.map((login) => [login, each] as const)));
  const held = new Set(
    [...connects, ...groups.flatMap((group) => group.items.map((item) => ({ role: group.role, item })))].map(
      (grant) => `${grant.role} ${itemKey(grant.item.object, grant.item.privilege)}`,
    ),
  );
  const given = (role: string, object: ObjectRef, privilege: Privilege): boolean =>
    held.has(`${role} ${itemKey(object, privilege)}`) || byLogin.get(role)?.items.has(object, privilege) === true;
  return {
    entitlementOf: (role) => byLogin.get(role) ?? null,
    // Who may use the whole relation may use each of its columns: to take one would narrow him to the others.
    allows: (role, object, privilege) =>
      given(role, object, privilege) ||
      (object.kind === 'column' && given(role, { ...object, kind: 'table', path: object.path.slice(0, 2) }, privilege)),
  };
}

function groupsOf(
  context: ControlContext,
  component: string,
  entitlements: readonly Entitlement[],
  diagnostics: Diagnostic[],
): readonly GroupRole[] {
  const steady = entitlements.filter(
    (each) =>
      each.actor.logins.length > 0 && !each.actor.kinds.some((kind) => kind === 'break-glass' || kind === 'migration'),
  );
  const writers = steady.filter((each) => each.actor.components.includes(component));
  const readers = steady.filter((each) => !each.actor.components.includes(component));
  return [
    ...groupOf(context, component, 'write', writers, diagnostics),
    ...groupOf(context, component, 'read', readers, diagnostics),
  ];
}

const READS: readonly Privilege[] = ['SELECT', 'USAGE', 'EXECUTE'];

function groupOf(
  context: ControlContext,
  component: string,
  mode: GroupRole['mode'],
  entitlements: readonly Entitlement[],
  diagnostics: Diagnostic[],
): readonly GroupRole[] {
  const own = (each: Entitlement): readonly Item[] =>
    each.items
      .list()
      .filter((item) => scopeOf(context).componentOf(item.object) === component)
      .filter((item) => mode === 'write' || READS.includes(item.privilege));
  const members = entitlements.filter((each) => own(each).length > 0);
  const [first, ...others] = members;
  if (first === undefined) return [];
  const common = own(first).filter((item) => others.every((each) => each.items.has(item.object, item.privilege)));
  // A schema alone to enter is not worth a role.
  if (common.every((item) => item.privilege === 'USAGE')) return [];
  const kind: NamedObject = mode === 'write' ? 'write role' : 'read role';
  const named = nameOf(context, kind, { component });
  if ('diagnostic' in named) {
    diagnostics.push(named.diagnostic);
    return [];
  }
  const logins = uniqueSorted(members.flatMap((each) => each.actor.logins));
  return [{ role: named.name, component, mode, members: logins, items: common }];
}

/** What no group of his gives: to each of the actor's logins. */
function ownGrants(entitlement: Entitlement, groups: readonly GroupRole[]): readonly RoleGrant[] {
  return entitlement.actor.logins.flatMap((login) => {
    const covered = new Items();
    for (const group of groups) {
      if (!group.members.includes(login)) continue;
      for (const item of group.items) covered.add(item.object, item.privilege, item.sources);
    }
    return entitlement.items
      .list()
      .filter((item) => !covered.has(item.object, item.privilege))
      .map((item) => ({ role: login, item }));
  });
}

/** CONNECT comes from the connection model, not from an authorization row. */
function connectGrants(context: ControlContext): readonly RoleGrant[] {
  return statedLogins(context).flatMap((login) =>
    connectable(context, login.databases).map((database) => ({
      role: login.connection.login,
      item: {
        object: objectRef('database', [database]),
        privilege: 'CONNECT' as const,
        sources: [login.connection.source],
      },
    })),
  );
}

function connectable(context: ControlContext, databases: readonly string[]): readonly string[] {
  if (databases.includes('all')) return context.databases;
  return context.databases.filter((database) => databases.includes(database));
}

/** Documents' sources of a role's grants, for people. */
export function sourcesOf(items: readonly Item[]): readonly Source[] {
  return items.flatMap((item) => item.sources.slice(0, 1));
}
