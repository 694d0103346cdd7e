// Role attributes that nobody holds without a stated need, each stated by one control.

import type { AttributeAttack } from '../../attack/model.js';
import type { BoundLogin } from '../../intent/bound.js';
import type { Role } from '../../inventory/index.js';
import { isAtWork, itemsOf } from '../../inventory/index.js';
import { uniqueSorted } from '../../core/order.js';
import { isPredefinedRole } from '../../pg/predefined-role.js';
import type { ControlContext } from '../model.js';
import { scopeOf } from '../scope.js';
import { isBlocked, keptSuperusers, retiredLogins, statedLogins } from './actors.js';

/** Roles of the inventory that are ours to judge, and the logins that are yet to be made. */
export function judgedRoles(context: ControlContext): readonly string[] {
  const present = scopeOf(context).roles.filter(
    (role) =>
      !isPredefinedRole(role.name) &&
      !keptSuperusers(context).includes(role.name) &&
      !isBlocked(context, 'roles', role.name),
  );
  return uniqueSorted([
    ...present.map((role) => role.name),
    ...statedLogins(context).map((login) => login.connection.login),
  ]);
}

/** Superusers that an application's configuration names, or that the documents retire. */
export function staticSuperusers(context: ControlContext): readonly string[] {
  const atWork = itemsOf(context.inventory.cluster.clientConfigs).filter(isAtWork);
  const configured = atWork.flatMap((each) => each.role ?? []);
  const retired = retiredLogins(context).map((login) => login.connection.login);
  const judged = judgedRoles(context);
  return uniqueSorted([...configured, ...retired]).filter(
    (name) => judged.includes(name) && scopeOf(context).role(name)?.superuser === true,
  );
}

export function breakGlassLogins(context: ControlContext): readonly string[] {
  return statedLogins(context)
    .filter((login) => login.connection.kind === 'break-glass')
    .map((login) => login.connection.login);
}

/** Logins that the documents let use the replication protocol. */
export function replicationLogins(context: ControlContext): readonly string[] {
  return statedLogins(context)
    .filter((login) => login.connection.kind === 'replication' || replicates(context, login))
    .map(({ connection }) => connection.login);
}

/** `replication` in the column of databases is the protocol, unless a database of this name is there for the login. */
export function replicates({ inventory }: ControlContext, { connection }: BoundLogin): boolean {
  if (!connection.databases.includes('replication')) return false;
  const there = itemsOf(inventory.cluster.databaseFacts).some(({ name }) => name === 'replication');
  return !there || connection.kind === 'replication';
}

export function isStatedLogin(context: ControlContext, name: string): boolean {
  return statedLogins(context).some((login) => login.connection.login === name);
}

export function attributeAttack(role: string, attribute: AttributeAttack['attribute']): AttributeAttack {
  return {
    kind: 'attribute',
    id: `${role}/${attribute}`,
    role,
    title: `${role}: do what ${attribute} allows`,
    attribute,
  };
}

export function holds(
  role: Role | undefined,
  attribute: 'createRole' | 'createDb' | 'superuser' | 'replication',
): boolean {
  return role?.[attribute] ?? false;
}
