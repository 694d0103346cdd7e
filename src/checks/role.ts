// Roles that checks judge: not PostgreSQL's own, not the one that initdb made.

import type { RoleAttributes, Demand } from '../demand/model.js';
import { itemsOf, type Inventory, type Role } from '../inventory/index.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import { isPredefinedRole } from '../pg/predefined-role.js';
import { scopeOf } from './scope.js';

export function roleRef(name: string): ObjectRef {
  return objectRef('role', [name]);
}

/** Neither superusers, nor predefined, nor the bootstrap role. */
export function ordinaryRoles(inventory: Inventory): readonly Role[] {
  const { bootstrap } = scopeOf(inventory);
  return itemsOf(inventory.cluster.roles).filter(
    (role) => !role.superuser && !isPredefinedRole(role.name) && role.name !== bootstrap,
  );
}

export function ordinaryLogins(inventory: Inventory): readonly Role[] {
  return ordinaryRoles(inventory).filter((role) => role.login);
}

/** For asking by name. */
export function ordinary(inventory: Inventory): ReadonlySet<string> {
  return new Set(ordinaryRoles(inventory).map((role) => role.name));
}

export function attributeRemedy(role: string, attributes: RoleAttributes): readonly Demand[] {
  return [{ fact: { kind: 'role', role, attributes }, because: [] }];
}
