// Everything in an inventory that has an owner and an access control list, with its name as SQL says it.
// https://www.postgresql.org/docs/current/sql-grant.html

import type { Acl } from '../pg/acl.js';
import { effectiveAcl } from '../pg/acl.js';
import { objectRef, type ObjectKind, type ObjectRef } from '../pg/object.js';
import type { DatabaseInventory, Inventory } from '../inventory/index.js';
import { itemsOf } from '../inventory/section.js';
import { Ident } from '../sql/ident.js';
import { qualified, sql, type Sql } from '../sql/sql.js';
import { serverText } from './changes/server-text.js';
import { aclState, type Grant } from './acl/state.js';
import type { Protected } from './protected.js';

interface Owned {
  readonly owner: string;
  readonly acl: Acl;
}

export function indexProtected(inventory: Inventory): readonly Protected[] {
  const { major } = inventory.server;
  return [...clusterWide(inventory, major), ...inventory.databases.flatMap((each) => inDatabase(each, major))];
}

function item(
  kind: ObjectKind,
  path: readonly string[],
  owned: Owned,
  major: number,
  name: Sql,
  database?: string,
): Protected {
  const grants = effectiveAcl(kind, owned.owner, owned.acl, major).map((grant) => ({ ...grant, column: null }));
  return { ref: objectRef(kind, path, database), owner: owned.owner, acl: aclState(grants), name, follows: null };
}

function clusterWide(inventory: Inventory, major: number): readonly Protected[] {
  const { databaseFacts, tablespaces, parameterAcls } = inventory.cluster;
  return [
    ...itemsOf(databaseFacts).map((each) => item('database', [each.name], each, major, qualified(each.name))),
    ...itemsOf(tablespaces).map((each) => item('tablespace', [each.name], each, major, qualified(each.name))),
    // Parameters belong to the bootstrap superuser, who is also the grantor of what superusers grant.
    ...itemsOf(parameterAcls).map((each) => {
      const owned = { owner: each.acl?.[0]?.grantor ?? '', acl: each.acl ?? [] };
      return item('parameter', [each.name], owned, major, qualified(...each.name.split('.')));
    }),
  ];
}

function inDatabase(database: DatabaseInventory, major: number): readonly Protected[] {
  const { name } = database;
  const plain = (kind: ObjectKind, each: Owned & { readonly name: string }): Protected =>
    item(kind, [each.name], each, major, qualified(each.name), name);
  return [
    ...itemsOf(database.schemas).map((each) => plain('schema', each)),
    ...itemsOf(database.languages).map((each) => plain('language', each)),
    ...itemsOf(database.foreignDataWrappers).map((each) => plain('foreign-data-wrapper', each)),
    ...itemsOf(database.foreignServers).map((each) => plain('foreign-server', each)),
    ...itemsOf(database.types).map((each) =>
      item('type', [each.schema, each.name], each, major, qualified(each.schema, each.name), name),
    ),
    ...itemsOf(database.largeObjects).map((each) =>
      item('large-object', [each.oid], each, major, serverText(digits(each.oid)), name),
    ),
    ...itemsOf(database.routines).map((each) =>
      item(
        'routine',
        [each.schema, `${each.name}(${each.identityArguments})`],
        each,
        major,
        routineName(each.schema, each.name, each.identityArguments),
        name,
      ),
    ),
    ...relations(database, major),
  ];
}

/** `identityArguments` is the server's own text (pg_get_function_identity_arguments). */
export function routineName(schema: string, name: string, identityArguments: string): Sql {
  return sql`${Ident.of(schema)}.${Ident.of(name)}(${serverText(identityArguments)})`;
}

function digits(oid: string): string {
  return /^\d+$/u.test(oid) ? oid : '0';
}

function relations(database: DatabaseInventory, major: number): readonly Protected[] {
  const columnGrants = new Map<string, Grant[]>();
  for (const column of itemsOf(database.columns)) {
    if (column.acl === null) continue;
    const key = JSON.stringify([column.schema, column.relation]);
    const list = columnGrants.get(key) ?? [];
    list.push(...column.acl.map((grant) => ({ ...grant, column: column.name })));
    columnGrants.set(key, list);
  }
  const owners = new Map(
    itemsOf(database.sequences).map((each) => [JSON.stringify([each.schema, each.name]), each.ownedBy]),
  );
  return itemsOf(database.relations).map((relation) => {
    const key = JSON.stringify([relation.schema, relation.name]);
    const path = [relation.schema, relation.name];
    const base = item(relation.kind, path, relation, major, qualified(...path), database.name);
    const ownedBy = owners.get(key) ?? null;
    const follows: ObjectRef | null =
      ownedBy === null ? null : objectRef('table', [ownedBy.schema, ownedBy.relation], database.name);
    const ofColumns = columnGrants.get(key);
    const acl = ofColumns === undefined ? base.acl : aclState([...base.acl.values(), ...ofColumns]);
    return { ...base, acl, follows };
  });
}
