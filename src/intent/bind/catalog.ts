// One database of the inventory, arranged for looking up names: every map is built once, so that
// binding is linear in tables and statements.

import {
  itemsOf,
  type Column,
  type Constraint,
  type DatabaseInventory,
  type Inventory,
  type Relation,
  type Routine,
  type Schema,
} from '../../inventory/index.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';

export interface RelationEntry {
  readonly relation: Relation;
  readonly object: ObjectRef;
  /** In order of position. */
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly Constraint[];
  /** It is a partition: its parent speaks for it. */
  readonly partition: boolean;
}

export interface Catalog {
  readonly database: string;
  readonly schemas: ReadonlyMap<string, Schema>;
  /** By `nameKey(schema, relation)`. */
  readonly relations: ReadonlyMap<string, RelationEntry>;
  readonly relationsIn: ReadonlyMap<string, readonly RelationEntry[]>;
  readonly routinesIn: ReadonlyMap<string, readonly Routine[]>;
}

export function nameKey(schema: string, name: string): string {
  return `${schema}\u0000${name}`;
}

/** Things that belong to an extension are not the product's and are left out. */
export function catalogsOf(inventory: Inventory): readonly Catalog[] {
  return inventory.databases.map(catalogOf);
}

function catalogOf(database: DatabaseInventory): Catalog {
  const columns = groupBy(itemsOf(database.columns), (column) => nameKey(column.schema, column.relation));
  const keys = groupBy(
    itemsOf(database.constraints).filter((constraint) => constraint.kind === 'foreign-key'),
    (constraint) => nameKey(constraint.schema, constraint.relation),
  );
  const entries = itemsOf(database.relations)
    .filter((relation) => relation.extension === null)
    .map((relation): RelationEntry => {
      const key = nameKey(relation.schema, relation.name);
      return {
        relation,
        object: objectRef(relation.kind, [relation.schema, relation.name], database.name),
        columns: columns.get(key) ?? [],
        foreignKeys: keys.get(key) ?? [],
        partition: relation.partitionBound !== null,
      };
    });
  return {
    database: database.name,
    schemas: new Map(
      itemsOf(database.schemas)
        .filter((schema) => schema.extension === null)
        .map((schema) => [schema.name, schema]),
    ),
    relations: new Map(entries.map((entry) => [nameKey(entry.relation.schema, entry.relation.name), entry])),
    relationsIn: groupBy(entries, (entry) => entry.relation.schema),
    routinesIn: groupBy(
      itemsOf(database.routines).filter((routine) => routine.extension === null),
      (routine) => routine.schema,
    ),
  };
}

export function groupBy<T>(items: Iterable<T>, key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group === undefined) groups.set(key(item), [item]);
    else group.push(item);
  }
  return groups;
}

export function columnObject(entry: RelationEntry, column: string): ObjectRef {
  return objectRef('column', [...entry.object.path, column], entry.object.database);
}

export function routineObject(catalog: Catalog, routine: Routine): ObjectRef {
  return objectRef('routine', [routine.schema, `${routine.name}(${routine.identityArguments})`], catalog.database);
}

/** The partitioned table at the top, or the relation itself. */
export function topOf(catalog: Catalog, entry: RelationEntry): RelationEntry {
  let top = entry;
  for (let depth = 0; top.partition && depth < 64; depth += 1) {
    const parent = top.relation.parents[0];
    const found = parent === undefined ? undefined : catalog.relations.get(nameKey(parent.schema, parent.name));
    if (found === undefined) return top;
    top = found;
  }
  return top;
}
