// The hardened databases as controls look at them: relations, columns and bindings by name. Computed
// once per context; extension members and system schemas belong to others and are left out.

import type { BoundRelation } from '../intent/bound.js';
import type { Column, Constraint, DatabaseInventory, Relation, Role, Routine } from '../inventory/index.js';
import { itemsOf } from '../inventory/index.js';
import { objectKey, objectRef, type ObjectRef } from '../pg/object.js';
import { perContext } from './memo.js';
import type { ControlContext } from './model.js';

export interface DatabaseScope {
  readonly name: string;
  readonly database: DatabaseInventory;
  readonly relations: readonly Relation[];
  readonly routines: readonly Routine[];
  readonly relation: (schema: string, name: string) => Relation | undefined;
  /** In order of position. */
  readonly columns: (schema: string, name: string) => readonly Column[];
  readonly constraints: (schema: string, name: string) => readonly Constraint[];
}

export interface Scope {
  readonly major: number;
  readonly databases: readonly DatabaseScope[];
  readonly database: (name: string | undefined) => DatabaseScope | undefined;
  readonly bound: (object: ObjectRef) => BoundRelation | undefined;
  /** Component that owns a relation, or the schema of any other object. */
  readonly componentOf: (object: ObjectRef) => string | null;
  readonly role: (name: string) => Role | undefined;
  readonly roles: readonly Role[];
}

export const scopeOf: (context: ControlContext) => Scope = perContext(buildScope);

function buildScope(context: ControlContext): Scope {
  const { bound, inventory } = context;
  const databases = inventory.databases.filter((each) => context.databases.includes(each.name)).map(databaseScope);
  const byName = new Map(databases.map((each) => [each.name, each]));
  const relations = new Map(bound.relations.map((each) => [nameKey(each.object), each]));
  const schemas = new Map(
    bound.components.flatMap((each) => each.schemas.map((schema) => [objectKey(schema), each.component.name] as const)),
  );
  const roles = itemsOf(inventory.cluster.roles);
  const roleByName = new Map(roles.map((role) => [role.name, role]));
  return {
    major: inventory.server.major,
    databases,
    database: (name) => (name === undefined ? undefined : byName.get(name)),
    bound: (object) => relations.get(nameKey(object)),
    componentOf: (object) =>
      relations.get(nameKey(object))?.component ??
      schemas.get(objectKey(objectRef('schema', object.path.slice(0, 1), object.database))) ??
      null,
    role: (name) => roleByName.get(name),
    roles,
  };
}

/** Relations share one name space, whatever their kind. */
function nameKey(object: ObjectRef): string {
  return JSON.stringify([object.database ?? '', ...object.path.slice(0, 2)]);
}

function databaseScope(database: DatabaseInventory): DatabaseScope {
  const relations = itemsOf(database.relations).filter(
    (each) => each.extension === null && !isSystemSchema(each.schema),
  );
  const byName = new Map(relations.map((each) => [JSON.stringify([each.schema, each.name]), each]));
  const columns = grouped(itemsOf(database.columns));
  const constraints = grouped(itemsOf(database.constraints));
  return {
    name: database.name,
    database,
    relations,
    routines: itemsOf(database.routines).filter((each) => each.extension === null && !isSystemSchema(each.schema)),
    relation: (schema, name) => byName.get(JSON.stringify([schema, name])),
    columns: (schema, name) =>
      (columns.get(JSON.stringify([schema, name])) ?? []).toSorted((left, right) => left.position - right.position),
    constraints: (schema, name) => constraints.get(JSON.stringify([schema, name])) ?? [],
  };
}

function grouped<T extends { readonly schema: string; readonly relation: string }>(
  items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = JSON.stringify([item.schema, item.relation]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

export function isSystemSchema(schema: string): boolean {
  return schema === 'information_schema' || schema.startsWith('pg_');
}

export function relationRef(scope: DatabaseScope, relation: Relation): ObjectRef {
  return objectRef(relation.kind, [relation.schema, relation.name], scope.name);
}

export function routineRef(scope: DatabaseScope, routine: Routine): ObjectRef {
  return objectRef('routine', [routine.schema, `${routine.name}(${routine.identityArguments})`], scope.name);
}

export function columnRef(relation: ObjectRef, column: string): ObjectRef {
  return objectRef('column', [...relation.path.slice(0, 2), column], relation.database);
}

export function schemaRef(object: ObjectRef): ObjectRef {
  return objectRef('schema', object.path.slice(0, 1), object.database);
}

/** The relation in the inventory, whatever kind the reference says. */
export function findRelation(scope: Scope, object: ObjectRef): Relation | undefined {
  const [schema, name] = object.path;
  if (schema === undefined || name === undefined) return undefined;
  return scope.database(object.database)?.relation(schema, name);
}
