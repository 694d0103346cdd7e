// One database of a test inventory: tables with their columns and keys from a short notation.

import { invariant } from '../../src/core/invariant.js';
import { sortBy } from '../../src/core/order.js';
import {
  readSection,
  type Column,
  type Constraint,
  type DatabaseInventory,
  type DatabaseSections,
  type Relation,
  type Routine,
  type Schema,
} from '../../src/inventory/index.js';

export interface DatabaseSketch {
  /** Default `app`. */
  readonly database?: string;
  /** Schemas of the tables and routines are added by themselves. */
  readonly schemas?: readonly (Partial<Schema> & { readonly name: string })[];
  readonly tables?: readonly RelationSketch[];
  readonly routines?: readonly (Partial<Routine> & { readonly schema: string; readonly name: string })[];
  /** Whole sections, e.g. `policies: readSection([...])`. */
  readonly sections?: Partial<DatabaseSections>;
}

export interface RelationSketch extends Partial<Omit<Relation, 'schema' | 'name'>> {
  /** `schema.table` */
  readonly name: string;
  /** `{ id: 'uuid not null', email: { type: 'text', comment: 'pii: …' } }`; order is position. */
  readonly columns?: Readonly<Record<string, string | Partial<Column>>>;
  readonly primaryKey?: readonly string[];
  readonly foreignKeys?: readonly ForeignKeySketch[];
}

/** `{ columns: ['tenant_id'], references: 'app.tenants' }`; `to` defaults to `['id']`. */
export interface ForeignKeySketch {
  readonly columns: readonly string[];
  readonly references: string;
  readonly to?: readonly string[];
}

export function databaseOf(sketch: DatabaseSketch): DatabaseInventory {
  const tables = sketch.tables ?? [];
  return {
    name: sketch.database ?? 'app',
    ...emptySections(),
    schemas: readSection(schemasOf(sketch)),
    relations: readSection(sortBy(tables.map(relationOf), (relation) => [relation.schema, relation.name])),
    columns: readSection(sortBy(tables.flatMap(columnsOf), (column) => [column.schema, column.relation])),
    constraints: readSection(
      sortBy(tables.flatMap(constraintsOf), (constraint) => [constraint.schema, constraint.relation, constraint.name]),
    ),
    routines: readSection(sortBy((sketch.routines ?? []).map(routineOf), (routine) => [routine.schema, routine.name])),
    ...sketch.sections,
  };
}

function emptySections(): DatabaseSections {
  const none = readSection<never>([]);
  return {
    schemas: none,
    relations: none,
    columns: none,
    sequences: none,
    constraints: none,
    indexes: none,
    policies: none,
    triggers: none,
    rules: none,
    routines: none,
    types: none,
    languages: none,
    extensions: none,
    definitions: none,
    defaultPrivileges: none,
    largeObjects: none,
    eventTriggers: none,
    foreignDataWrappers: none,
    foreignServers: none,
    userMappings: none,
    publications: none,
    subscriptions: none,
    securityLabels: none,
  };
}

function schemasOf(sketch: DatabaseSketch): readonly Schema[] {
  const used = [
    ...(sketch.tables ?? []).map((table) => splitName(table.name)[0]),
    ...(sketch.routines ?? []).map((routine) => routine.schema),
  ];
  const byName = new Map<string, Schema>();
  for (const name of used) byName.set(name, { name, owner: 'postgres', acl: null, comment: null, extension: null });
  for (const schema of sketch.schemas ?? []) {
    byName.set(schema.name, { owner: 'postgres', acl: null, comment: null, extension: null, ...schema });
  }
  return sortBy(byName.values(), (schema) => schema.name);
}

function relationOf(sketch: RelationSketch): Relation {
  const { name, columns: _columns, primaryKey: _primaryKey, foreignKeys: _foreignKeys, ...facts } = sketch;
  const [schema, relation] = splitName(name);
  return {
    kind: 'table',
    owner: 'postgres',
    acl: null,
    comment: null,
    extension: null,
    persistence: 'permanent',
    rowSecurity: { enabled: false, forced: false },
    partitionKey: null,
    parents: [],
    partitionBound: null,
    options: [],
    definition: null,
    reads: [],
    calls: [],
    foreignServer: null,
    populated: true,
    ofType: null,
    estimatedRows: -1,
    ...facts,
    schema,
    name: relation,
  };
}

function columnsOf(sketch: RelationSketch): readonly Column[] {
  const [schema, relation] = splitName(sketch.name);
  return Object.entries(sketch.columns ?? {}).map(([name, given], index) => {
    const facts = typeof given === 'string' ? parseType(given) : given;
    return {
      schema,
      relation,
      name,
      position: index + 1,
      type: 'text',
      notNull: false,
      default: null,
      generated: null,
      identity: null,
      collation: null,
      acl: null,
      comment: null,
      local: true,
      ...facts,
    };
  });
}

function parseType(text: string): { readonly type: string; readonly notNull: boolean } {
  const notNull = text.endsWith(' not null');
  return { type: notNull ? text.slice(0, -' not null'.length) : text, notNull };
}

function constraintsOf(sketch: RelationSketch): readonly Constraint[] {
  const [schema, relation] = splitName(sketch.name);
  const base = { schema, relation, validated: true, local: true };
  const keys: Constraint[] = (sketch.foreignKeys ?? []).map((key) => {
    const [parentSchema, parent] = splitName(key.references);
    const to = key.to ?? ['id'];
    return {
      ...base,
      name: `${relation}_${key.columns.join('_')}_fkey`,
      kind: 'foreign-key',
      columns: key.columns,
      references: { schema: parentSchema, relation: parent, columns: to },
      definition: `FOREIGN KEY (${key.columns.join(', ')}) REFERENCES ${key.references}(${to.join(', ')})`,
    };
  });
  if (sketch.primaryKey === undefined) return keys;
  const definition = `PRIMARY KEY (${sketch.primaryKey.join(', ')})`;
  return [
    ...keys,
    {
      ...base,
      name: `${relation}_pkey`,
      kind: 'primary-key',
      columns: sketch.primaryKey,
      references: null,
      definition,
    },
  ];
}

function routineOf(sketch: Partial<Routine> & { readonly schema: string; readonly name: string }): Routine {
  return {
    identityArguments: '',
    kind: 'function',
    owner: 'postgres',
    acl: null,
    language: 'sql',
    securityDefiner: false,
    volatility: 'volatile',
    leakproof: false,
    returns: 'void',
    returnsTrigger: false,
    config: [],
    body: '',
    definition: null,
    comment: null,
    extension: null,
    ...sketch,
  };
}

function splitName(name: string): readonly [string, string] {
  const dot = name.indexOf('.');
  invariant(dot > 0, `a relation is named schema.table: ${name}`);
  return [name.slice(0, dot), name.slice(dot + 1)];
}
