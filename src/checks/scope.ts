// The objects that checks judge: of the databases that were read, neither PostgreSQL's own nor an
// extension's. Computed once per inventory.

import { itemsOf, type Column, type Inventory, type Relation, type Routine, type Schema } from '../inventory/index.js';
import { objectRef, type ObjectRef } from '../pg/object.js';

export interface Located<T> {
  readonly database: string;
  readonly item: T;
  readonly object: ObjectRef;
}

export interface CheckScope {
  readonly schemas: readonly Located<Schema>[];
  readonly relations: readonly Located<Relation>[];
  /** Only columns of `relations`. */
  readonly columns: readonly Located<Column>[];
  readonly routines: readonly Located<Routine>[];
  readonly relation: (database: string | undefined, schema: string, name: string) => Located<Relation> | undefined;
  /** Owner of pg_catalog: the role that initdb made. Null when no database was read. */
  readonly bootstrap: string | null;
}

const scopes = new WeakMap<Inventory, CheckScope>();

export function scopeOf(inventory: Inventory): CheckScope {
  const known = scopes.get(inventory);
  if (known !== undefined) return known;
  const built = build(inventory);
  scopes.set(inventory, built);
  return built;
}

export function isSystemSchema(schema: string): boolean {
  return schema === 'information_schema' || schema.startsWith('pg_');
}

function build(inventory: Inventory): CheckScope {
  const relations = locate(
    inventory,
    (database) => database.relations,
    (item, database) => objectRef(item.kind, [item.schema, item.name], database),
  );
  const byName = new Map(relations.map((each) => [relationKey(each.database, each.item.schema, each.item.name), each]));
  const columns = inventory.databases.flatMap((database) =>
    itemsOf(database.columns)
      .filter((item) => byName.has(relationKey(database.name, item.schema, item.relation)))
      .map((item) => new LocatedColumn(database.name, item)),
  );
  const schemas = inventory.databases.flatMap((database) =>
    itemsOf(database.schemas)
      .filter((item) => item.extension === null && !isSystemSchema(item.name))
      .map((item) => ({ database: database.name, item, object: objectRef('schema', [item.name], database.name) })),
  );
  return {
    schemas,
    relations,
    columns,
    routines: locate(
      inventory,
      (database) => database.routines,
      (item, database) => objectRef('routine', [item.schema, `${item.name}(${item.identityArguments})`], database),
    ),
    relation: (database, schema, name) => byName.get(relationKey(database ?? '', schema, name)),
    bootstrap: bootstrapOf(inventory),
  };
}

/** There are many, and most are never named: the name is made when it is asked for. */
class LocatedColumn implements Located<Column> {
  readonly database: string;
  readonly item: Column;

  constructor(database: string, item: Column) {
    this.database = database;
    this.item = item;
  }

  get object(): ObjectRef {
    const { schema, relation, name } = this.item;
    return objectRef('column', [schema, relation, name], this.database);
  }
}

type Owned = { readonly schema: string; readonly extension: string | null };

function locate<T extends Owned>(
  inventory: Inventory,
  section: (database: Inventory['databases'][number]) => Parameters<typeof itemsOf<T>>[0],
  name: (item: T, database: string) => ObjectRef,
): readonly Located<T>[] {
  return inventory.databases.flatMap((database) =>
    itemsOf(section(database))
      .filter((item) => item.extension === null && !isSystemSchema(item.schema))
      .map((item) => ({ database: database.name, item, object: name(item, database.name) })),
  );
}

export function relationKey(database: string, schema: string, name: string): string {
  return `${database}\0${schema}\0${name}`;
}

function bootstrapOf(inventory: Inventory): string | null {
  for (const database of inventory.databases) {
    const catalog = itemsOf(database.schemas).find((schema) => schema.name === 'pg_catalog');
    if (catalog !== undefined) return catalog.owner;
  }
  return null;
}
