// Which tables need rows, and where each column of a row gets its value: the tenant's key, the row that a
// foreign key points at, a made value, or the table's own default.

import type { BoundIntent, BoundRelation } from '../../intent/bound.js';
import {
  itemsOf,
  type Column,
  type Constraint,
  type DatabaseInventory,
  type Index,
  type Relation,
} from '../../inventory/index.js';

export interface ForeignKey {
  readonly name: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
  readonly deferrable: boolean;
}

export interface TablePlan {
  readonly key: string;
  readonly relation: Relation;
  readonly columns: readonly Column[];
  readonly constraints: readonly Constraint[];
  readonly foreignKeys: readonly ForeignKey[];
  /** Foreign keys whose columns will be filled: their parents need rows first. */
  readonly needed: readonly ForeignKey[];
  /** Columns that hold the tenant's key. */
  readonly pinned: ReadonlySet<string>;
  readonly classified: ReadonlySet<string>;
  readonly bound: BoundRelation | null;
}

export type Tables = ReadonlyMap<
  string,
  { readonly relation: Relation; readonly columns: Column[]; readonly constraints: Constraint[] }
>;

export function tableKey(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}

export function readTables(database: DatabaseInventory): Tables {
  const tables = new Map<string, { relation: Relation; columns: Column[]; constraints: Constraint[] }>();
  for (const relation of itemsOf(database.relations)) {
    if (relation.kind === 'table')
      tables.set(tableKey(relation.schema, relation.name), { relation, columns: [], constraints: [] });
  }
  for (const column of itemsOf(database.columns))
    tables.get(tableKey(column.schema, column.relation))?.columns.push(column);
  for (const item of itemsOf(database.constraints))
    tables.get(tableKey(item.schema, item.relation))?.constraints.push(item);
  for (const index of itemsOf(database.indexes)) {
    const table = tables.get(tableKey(index.schema, index.relation));
    if (table !== undefined && index.unique && index.constraint === null)
      table.constraints.push(asConstraint(index, table.columns));
  }
  return tables;
}

/** A unique index refuses as a constraint does; one on some rows only finds no row again. */
function asConstraint(index: Index, columns: readonly Column[]): Constraint {
  const { schema, relation, name, definition } = index;
  const words = new Set(definition.slice(definition.indexOf('(')).match(/[\p{L}\p{N}_$]+/gu) ?? []);
  const named = columns.filter((column) => words.has(column.name)).map((column) => column.name);
  const kind = index.partial || index.columns.includes(null) ? 'exclusion' : 'unique';
  return { schema, relation, name, kind, columns: named, references: null, definition, validated: true, local: true };
}

/** Plans for everything that the intent isolates or classifies, and for what their foreign keys need. */
export function planTables(database: DatabaseInventory, bound: BoundIntent): readonly TablePlan[] {
  const tables = readTables(database);
  const classified = classifiedColumns(bound, database.name);
  const relations = new Map(
    bound.relations
      .filter((item) => (item.object.database ?? database.name) === database.name)
      .map((item) => [tableKey(item.object.path[0] ?? '', item.object.path[1] ?? ''), item]),
  );
  const pinned = pinnedColumns(tables, relations);
  const wanted = [...tables.keys()].filter((key) => {
    const item = relations.get(key);
    return (item?.isolation ?? null) !== null || (item?.dataClass ?? null) !== null || classified.has(key);
  });
  for (const key of membershipTables(relations, tables)) if (!wanted.includes(key)) wanted.push(key);
  const plans = new Map<string, TablePlan>();
  const queue = [...wanted];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    const table = tables.get(key);
    if (table === undefined || plans.has(key)) continue;
    const plan = planTable(
      key,
      table,
      pinned.get(key) ?? new Set(),
      classified.get(key) ?? new Set(),
      relations.get(key) ?? null,
    );
    plans.set(key, plan);
    queue.push(...plan.needed.map((foreign) => foreign.parent));
  }
  // Users before all else: what is planted by a session of one of them may say who it was.
  const users = userTables(relations, tables);
  return [...plans.values()].toSorted((left, right) => Number(users.has(right.key)) - Number(users.has(left.key)));
}

/** The tables that the user column of a membership table points to. */
function userTables(relations: ReadonlyMap<string, BoundRelation>, tables: Tables): ReadonlySet<string> {
  const found = [...relations.values()].flatMap((item) => {
    const via = item.isolation?.carrier.via;
    if (via === undefined) return [];
    const foreign = foreignKeysOf(tables.get(tableKey(via.schema, via.table))?.constraints ?? []);
    return foreign.filter(({ columns }) => columns.includes(via.userColumn)).map(({ parent }) => parent);
  });
  return new Set(found);
}

function classifiedColumns(bound: BoundIntent, database: string): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { object } of bound.columns) {
    if ((object.database ?? database) !== database) continue;
    const [schema = '', relation = '', column = ''] = object.path;
    const key = tableKey(schema, relation);
    found.set(key, (found.get(key) ?? new Set()).add(column));
  }
  return found;
}

function membershipTables(relations: ReadonlyMap<string, BoundRelation>, tables: Tables): ReadonlySet<string> {
  const keys = [...relations.values()].flatMap((item) => {
    const via = item.isolation?.carrier.via;
    return via === undefined ? [] : [tableKey(via.schema, via.table)];
  });
  return new Set(keys.filter((key) => tables.has(key)));
}

/** A key column and, through foreign keys, every column that it must equal. */
function pinnedColumns(
  tables: Tables,
  relations: ReadonlyMap<string, BoundRelation>,
): ReadonlyMap<string, Set<string>> {
  const pinned = new Map<string, Set<string>>();
  const queue: (readonly [string, string])[] = [];
  for (const [key, item] of relations) {
    const { isolation } = item;
    if (isolation?.tenantKey !== null && isolation?.tenantKey !== undefined) queue.push([key, isolation.tenantKey]);
    const via = isolation?.carrier.via;
    if (via !== undefined) queue.push([tableKey(via.schema, via.table), via.tenantColumn]);
  }
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const [key, column] = next;
    const known = pinned.get(key) ?? new Set<string>();
    if (known.has(column)) continue;
    pinned.set(key, known.add(column));
    for (const foreign of foreignKeysOf(tables.get(key)?.constraints ?? [])) {
      const at = foreign.columns.indexOf(column);
      const target = foreign.parentColumns[at];
      if (at >= 0 && target !== undefined) queue.push([foreign.parent, target]);
    }
  }
  return pinned;
}

function planTable(
  key: string,
  table: {
    readonly relation: Relation;
    readonly columns: readonly Column[];
    readonly constraints: readonly Constraint[];
  },
  pinned: ReadonlySet<string>,
  classified: ReadonlySet<string>,
  bound: BoundRelation | null,
): TablePlan {
  const foreignKeys = foreignKeysOf(table.constraints);
  const notNull = new Set(table.columns.filter((column) => column.notNull).map((column) => column.name));
  const path = bound?.isolation?.parent ?? null;
  const needed = foreignKeys.filter(
    (foreign) =>
      foreign.columns.every((column) => notNull.has(column) || pinned.has(column)) ||
      // A restricted column that references something holds a canary only when it does.
      foreign.columns.some((column) => classified.has(column)) ||
      (path !== null && foreign.columns.join() === path.columns.join()),
  );
  const columns = [...table.columns].sort((left, right) => left.position - right.position);
  return {
    key,
    relation: table.relation,
    columns,
    constraints: table.constraints,
    foreignKeys,
    needed,
    pinned,
    classified,
    bound,
  };
}

export function foreignKeysOf(constraints: readonly Constraint[]): readonly ForeignKey[] {
  return constraints.flatMap((constraint) => {
    const { references } = constraint;
    if (constraint.kind !== 'foreign-key' || references === null) return [];
    return [
      {
        name: constraint.name,
        columns: constraint.columns,
        parent: tableKey(references.schema, references.relation),
        parentColumns: references.columns,
        deferrable: / DEFERRABLE/u.test(constraint.definition),
      },
    ];
  });
}

/** Parents before children; a cycle is entered anywhere. */
export function inForeignKeyOrder(plans: readonly TablePlan[]): readonly TablePlan[] {
  const byKey = new Map(plans.map((plan) => [plan.key, plan]));
  const state = new Map<string, 'open' | 'done'>();
  const ordered: TablePlan[] = [];
  const visit = (plan: TablePlan): void => {
    if (state.has(plan.key)) return;
    state.set(plan.key, 'open');
    for (const foreign of plan.needed) {
      const parent = byKey.get(foreign.parent);
      if (parent !== undefined) visit(parent);
    }
    state.set(plan.key, 'done');
    ordered.push(plan);
  };
  for (const plan of plans) visit(plan);
  return ordered;
}
