// Privileges that were given to somebody else than the owner, as lists per object.

import type { Demand } from '../demand/model.js';
import type { Inventory } from '../inventory/index.js';
import { effectiveAcl, type Acl, type AclItem } from '../pg/acl.js';
import type { ObjectRef } from '../pg/object.js';
import { scopeOf } from './scope.js';

export interface Grants {
  readonly object: ObjectRef;
  readonly owner: string;
  /** In force (defaults expanded), the owner's own items left out. */
  readonly items: readonly AclItem[];
}

const known = new WeakMap<Inventory, readonly Grants[]>();

/** Relations, columns, schemas and routines, each with at least one item that is not its owner's. */
export function granted(inventory: Inventory): readonly Grants[] {
  const found = known.get(inventory) ?? build(inventory);
  known.set(inventory, found);
  return found;
}

function build(inventory: Inventory): readonly Grants[] {
  const scope = scopeOf(inventory);
  const { major } = inventory.server;
  const found: Grants[] = [];
  const add = (object: ObjectRef, owner: string, acl: Acl): void => {
    const items = grantsOn(object, owner, acl, major);
    if (items.length > 0) found.push({ object, owner, items });
  };
  for (const { object, item } of scope.schemas) add(object, item.owner, item.acl);
  for (const { object, item } of scope.relations) add(object, item.owner, item.acl);
  for (const column of scope.columns) {
    const { item, database } = column;
    if (item.acl === null) continue;
    const owner = scope.relation(database, item.schema, item.relation)?.item.owner;
    if (owner !== undefined) add(column.object, owner, item.acl);
  }
  for (const { object, item } of scope.routines) add(object, item.owner, item.acl);
  return found;
}

export function grantsOn(object: ObjectRef, owner: string, acl: Acl, major: number): readonly AclItem[] {
  return effectiveAcl(object.kind, owner, acl, major).filter(
    ({ grantee }) => grantee.kind === 'public' || grantee.name !== owner,
  );
}

export function publicGrants(items: readonly AclItem[]): readonly AclItem[] {
  return items.filter((item) => item.grantee.kind === 'public');
}

export function publicUsageRemedy(object: ObjectRef): readonly Demand[] {
  const grantee = { kind: 'public' } as const;
  return [
    { fact: { kind: 'privilege', grantee, object, privilege: 'USAGE', present: false, grantable: false }, because: [] },
  ];
}
