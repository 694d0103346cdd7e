// Who acts: the documents' actors with their logins, the components they belong to, and the superusers
// that stay. A login of a component acts inside it; everybody else is a reader there.

import { sortBy, uniqueSorted } from '../../core/order.js';
import type { BoundGrant, BoundLogin } from '../../intent/bound.js';
import type { LoginKind } from '../../intent/operations.js';
import { objectKey, objectRef } from '../../pg/object.js';
import { isPredefinedRole } from '../../pg/predefined-role.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { scopeOf } from '../scope.js';

export interface Actor {
  readonly name: string;
  readonly logins: readonly string[];
  readonly kinds: readonly LoginKind[];
  /** Components whose `Connects as` names one of its logins. */
  readonly components: readonly string[];
  readonly grants: readonly BoundGrant[];
}

/** Logins that the connection model wants, superusers that stay and retired ones aside. */
export const statedLogins: (context: ControlContext) => readonly BoundLogin[] = perContext(findLogins);

function findLogins(context: ControlContext): readonly BoundLogin[] {
  const kept = keptSuperusers(context);
  return sortBy(
    context.bound.logins.filter(
      (login) =>
        login.connection.kind !== 'retired' &&
        !kept.includes(login.connection.login) &&
        !isBlocked(context, 'roles', login.connection.login),
    ),
    (login) => login.connection.login,
  );
}

export function retiredLogins(context: ControlContext): readonly BoundLogin[] {
  return sortBy(
    context.bound.logins.filter((login) => login.connection.kind === 'retired' && login.exists),
    (login) => login.connection.login,
  );
}

export const actorsOf: (context: ControlContext) => readonly Actor[] = perContext(findActors);

function findActors(context: ControlContext): readonly Actor[] {
  const logins = statedLogins(context);
  const names = uniqueSorted([
    ...context.bound.grants.map((grant) => grant.actor),
    ...logins.flatMap((login) => (login.actor === null ? [] : [login.actor])),
  ]);
  return names.map((name) => {
    const own = logins.filter((login) => login.actor === name);
    const roles = uniqueSorted(own.map((login) => login.connection.login));
    const components = context.bound.components.filter((each) =>
      each.component.connectsAs.some((login) => roles.includes(login)),
    );
    return {
      name,
      logins: roles,
      kinds: own.flatMap((login) => (login.connection.kind === null ? [] : [login.connection.kind])),
      components: uniqueSorted(components.map((each) => each.component.name)),
      grants: context.bound.grants.filter((grant) => grant.actor === name),
    };
  });
}

/** Superusers stated for emergencies, the one we read as, and `postgres`: taking them away would lock everybody out. */
export const keptSuperusers: (context: ControlContext) => readonly string[] = perContext(findSuperusers);

function findSuperusers(context: ControlContext): readonly string[] {
  const connections = context.bound.intent.connections;
  const kindOf = (role: string): LoginKind | null => connections.find((each) => each.login === role)?.kind ?? null;
  const { readAs } = context.inventory.server;
  const superusers = scopeOf(context).roles.filter((role) => role.superuser && !isPredefinedRole(role.name));
  const kept = superusers.filter((role) => {
    const kind = kindOf(role.name);
    if (kind === 'break-glass') return true;
    return kind === null && (role.name === 'postgres' || (readAs.superuser && role.name === readAs.role));
  });
  return kept.map((role) => role.name);
}

/** A part that waits for an answer, on this role; no objects at all blocks the whole part. */
export function isBlocked(context: ControlContext, part: string, role: string): boolean {
  const key = objectKey(objectRef('role', [role]));
  return context.blocked.some(
    (blocked) => blocked.part === part && blocked.objects.some((object) => objectKey(object) === key),
  );
}
