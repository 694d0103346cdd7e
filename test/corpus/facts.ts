// What the documents of one schema state about its tables: which are tenants', by which key; which columns
// are personal data. Derived from our description and the live inventory, never from the program's design.

import { classifyColumn } from '../../src/classify/classify-column.js';
import { itemsOf, type DatabaseInventory, type Relation } from '../../src/inventory/index.js';
import type { Description } from './description.js';

export interface TenantTable {
  readonly schema: string;
  readonly name: string;
  /** Null: reached through a reference. */
  readonly key: string | null;
  readonly statedKey: string;
  readonly carrier: string;
}

export interface RestrictedColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly what: string;
}

export function tenantTables(description: Description, database: DatabaseInventory): readonly TenantTable[] {
  const shared = new Set(description.shared);
  const tables = itemsOf(database.relations).filter(
    (each) => isTable(each) && each.partitionBound === null && !shared.has(nameOf(each)),
  );
  const columns = columnsByRelation(database);
  const found = new Map<string, TenantTable>();
  for (const rule of description.isolation) {
    for (const table of tables) {
      const own = columns.get(nameOf(table)) ?? new Set();
      const key = rule.keys.find((each) => own.has(each));
      const named = rule.in.includes(table.schema) || rule.in.includes(nameOf(table));
      if (!named || key === undefined || found.has(nameOf(table))) continue;
      const { schema, name } = table;
      found.set(nameOf(table), { schema, name, key, statedKey: key, carrier: rule.carrier });
    }
    if (rule.follow) follow(database, tables, found, columns);
  }
  return [...found.values()];
}

/** Tables whose rows cannot be without a tenant's row. */
function follow(
  database: DatabaseInventory,
  tables: readonly Relation[],
  found: Map<string, TenantTable>,
  columns: ReadonlyMap<string, ReadonlySet<string>>,
): void {
  const open = new Map(tables.map((table) => [nameOf(table), table]));
  const notNull = new Set(
    itemsOf(database.columns)
      .filter((column) => column.notNull)
      .map((column) => `${column.schema}.${column.relation}.${column.name}`),
  );
  for (let grown = true; grown;) {
    grown = false;
    for (const constraint of itemsOf(database.constraints)) {
      const child = `${constraint.schema}.${constraint.relation}`;
      const target = constraint.references;
      if (constraint.kind !== 'foreign-key' || target === null || found.has(child)) continue;
      const parent = found.get(`${target.schema}.${target.relation}`);
      const table = open.get(child);
      if (parent === undefined || table === undefined) continue;
      if (!constraint.columns.every((column) => notNull.has(`${child}.${column}`))) continue;
      const key = columns.get(child)?.has(parent.statedKey) === true ? parent.statedKey : null;
      if (key !== null) continue;
      found.set(child, { ...parent, schema: table.schema, name: table.name, key: null });
      grown = true;
    }
  }
}

export function restrictedColumns(
  database: DatabaseInventory,
  schemas: ReadonlySet<string>,
): readonly RestrictedColumn[] {
  const tables = new Set(
    itemsOf(database.relations)
      .filter((each) => isTable(each) && each.partitionBound === null && schemas.has(each.schema))
      .map(nameOf),
  );
  return itemsOf(database.columns).flatMap((column) => {
    if (!tables.has(`${column.schema}.${column.relation}`)) return [];
    const facts = { table: column.relation, column: column.name, type: column.type, comment: column.comment };
    const guess = classifyColumn(facts).find(({ confidence }) => confidence === 'high');
    if (guess === undefined) return [];
    return [{ schema: column.schema, relation: column.relation, column: column.name, what: guess.kind }];
  });
}

export function nameOf(relation: { readonly schema: string; readonly name: string }): string {
  return `${relation.schema}.${relation.name}`;
}

export function isTable(relation: Relation): boolean {
  return relation.kind === 'table';
}

function columnsByRelation(database: DatabaseInventory): ReadonlyMap<string, ReadonlySet<string>> {
  const map = new Map<string, Set<string>>();
  for (const column of itemsOf(database.columns)) {
    const name = `${column.schema}.${column.relation}`;
    map.set(name, (map.get(name) ?? new Set<string>()).add(column.name));
  }
  return map;
}
