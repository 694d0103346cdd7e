// Everything of an inventory that has an owner and an access control list, found by name. Relations share
// one name space whatever their kind, so a table that a caller calls a view is still the same.

import { itemsOf, type Column, type Inventory, type DatabaseInventory } from '../inventory/index.js';
import { effectiveAcl, type Acl, type AclItem } from '../pg/acl.js';
import { isRelationKind, objectRef, type ObjectKind, type ObjectRef } from '../pg/object.js';

export interface Securable {
  readonly object: ObjectRef;
  /** Null where nobody owns it (parameters). A column's owner is its relation's. */
  readonly owner: string | null;
  /** Null = the kind's default. */
  readonly acl: Acl;
}

/** Everything by name. Most columns have no list of their own: they are not named until somebody asks for one. */
export class Securables {
  readonly #inventory: Inventory;
  readonly #listed = new Map<string, Securable>();
  #columns: ReadonlyMap<string, readonly Column[]> | undefined;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    const add: Add = (object, owner, acl) => {
      this.#listed.set(securableKey(object), { object, owner, acl });
    };
    addCluster(inventory, add);
    for (const database of inventory.databases) addDatabase(database, add);
  }

  find(object: ObjectRef): Securable | undefined {
    return this.#listed.get(securableKey(object)) ?? (object.kind === 'column' ? this.#bareColumn(object) : undefined);
  }

  /** All but columns without a list of their own. */
  listed(): Iterable<Securable> {
    return this.#listed.values();
  }

  *all(): Generator<Securable> {
    yield* this.#listed.values();
    for (const { name, columns } of this.#inventory.databases) {
      for (const each of itemsOf(columns)) {
        if (each.acl !== null) continue;
        const found = this.#bareColumn(objectRef('column', [each.schema, each.relation, each.name], name));
        if (found !== undefined) yield found;
      }
    }
  }

  #bareColumn({ path, database = '' }: ObjectRef): Securable | undefined {
    const [schema = '', name = '', column] = path;
    const relation = this.#listed.get(keyOf('table', database, [schema, name]));
    if (relation === undefined) return undefined;
    this.#columns ??= columnsByRelation(this.#inventory);
    const found = this.#columns.get(keyOf('table', database, [schema, name]))?.find((each) => each.name === column);
    if (found === undefined) return undefined;
    return { object: objectRef('column', [schema, name, found.name], database), owner: relation.owner, acl: found.acl };
  }
}

function columnsByRelation(inventory: Inventory): ReadonlyMap<string, readonly Column[]> {
  const found = new Map<string, Column[]>();
  for (const database of inventory.databases) {
    for (const each of itemsOf(database.columns)) {
      const key = keyOf('table', database.name, [each.schema, each.relation]);
      const list = found.get(key);
      if (list === undefined) found.set(key, [each]);
      else list.push(each);
    }
  }
  return found;
}

/** The key of a securable, the same for all relation kinds. */
export function securableKey(object: ObjectRef): string {
  return keyOf(object.kind, object.database ?? '', object.path);
}

function keyOf(kind: ObjectKind, database: string, path: readonly string[]): string {
  return `${isRelationKind(kind) ? 'relation' : kind}\0${database}\0${path.join('\0')}`;
}

/** Explicit items, or the default of the kind. Items of a default name the owner as grantor. */
export function itemsInForce(securable: Securable, major: number): readonly AclItem[] {
  return securable.owner === null
    ? (securable.acl ?? [])
    : effectiveAcl(securable.object.kind, securable.owner, securable.acl, major);
}

function addCluster(inventory: Inventory, add: Add): void {
  for (const each of itemsOf(inventory.cluster.databaseFacts))
    add(objectRef('database', [each.name]), each.owner, each.acl);
  for (const each of itemsOf(inventory.cluster.tablespaces))
    add(objectRef('tablespace', [each.name]), each.owner, each.acl);
  // A parameter without a list is nobody's but the superusers'; lists name it in lower case.
  if (inventory.server.major >= 15) {
    for (const each of itemsOf(inventory.cluster.settings))
      add(objectRef('parameter', [each.name.toLowerCase()]), null, []);
  }
  for (const each of itemsOf(inventory.cluster.parameterAcls)) add(objectRef('parameter', [each.name]), null, each.acl);
}

type Add = (object: ObjectRef, owner: string | null, acl: Acl) => void;

function addDatabase(database: DatabaseInventory, add: Add): void {
  const { name } = database;
  for (const each of itemsOf(database.schemas)) add(objectRef('schema', [each.name], name), each.owner, each.acl);
  addRelations(database, add);
  for (const each of itemsOf(database.routines)) {
    add(objectRef('routine', [each.schema, `${each.name}(${each.identityArguments})`], name), each.owner, each.acl);
  }
  for (const each of itemsOf(database.types))
    add(objectRef('type', [each.schema, each.name], name), each.owner, each.acl);
  for (const each of itemsOf(database.languages)) add(objectRef('language', [each.name], name), each.owner, each.acl);
  for (const each of itemsOf(database.foreignDataWrappers)) {
    add(objectRef('foreign-data-wrapper', [each.name], name), each.owner, each.acl);
  }
  for (const each of itemsOf(database.foreignServers))
    add(objectRef('foreign-server', [each.name], name), each.owner, each.acl);
  for (const each of itemsOf(database.largeObjects))
    add(objectRef('large-object', [each.oid], name), each.owner, each.acl);
}

function addRelations(database: DatabaseInventory, add: Add): void {
  const owners = new Map<string, string>();
  for (const each of itemsOf(database.relations)) {
    owners.set(`${each.schema}\0${each.name}`, each.owner);
    add(objectRef(each.kind, [each.schema, each.name], database.name), each.owner, each.acl);
  }
  for (const each of itemsOf(database.columns)) {
    if (each.acl === null) continue;
    const owner = owners.get(`${each.schema}\0${each.relation}`);
    if (owner !== undefined)
      add(objectRef('column', [each.schema, each.relation, each.name], database.name), owner, each.acl);
  }
}
