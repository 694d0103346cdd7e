// What the drafts are drawn from: the product's own tables, its logins, and what both look like.

import { classifyColumn } from '../../classify/classify-column.js';
import type { Guess } from '../../classify/guess.js';
import { readTag } from '../../classify/tags.js';
import { tenantKeyName, tenantRoots } from '../../classify/tenant-keys.js';
import { itemsOf, type Column, type Inventory, type Role } from '../../inventory/index.js';
import { catalogsOf, nameKey, type Catalog, type RelationEntry } from '../bind/catalog.js';

export interface GuessedColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly guess: Guess;
}

export interface TenantTable {
  readonly schema: string;
  readonly relation: string;
  readonly key: string;
}

export interface Evidence {
  readonly inventory: Inventory;
  readonly schemas: readonly { readonly name: string; readonly tables: readonly RelationEntry[] }[];
  readonly columns: readonly GuessedColumn[];
  readonly tenants: readonly TenantTable[];
  readonly logins: readonly Role[];
}

/** What the contents of a column looked like when they were sampled; by `contentKey`. */
export type ContentGuesses = ReadonlyMap<string, Guess>;

export function contentKey(schema: string, relation: string, column: string): string {
  return `${nameKey(schema, relation)}\u0000${column}`;
}

/** Every database of the inventory; a schema of the same name in two of them is drafted once. */
export function evidenceOf(inventory: Inventory, contents: ContentGuesses): Evidence {
  const catalogs = catalogsOf(inventory);
  const tables = catalogs.flatMap((catalog) => [...catalog.relations.values()].filter(isOwnTable));
  const schemas = new Map<string, RelationEntry[]>();
  for (const entry of tables)
    schemas.set(entry.relation.schema, [...(schemas.get(entry.relation.schema) ?? []), entry]);
  return {
    inventory,
    schemas: [...schemas].map(([name, entries]) => ({ name, tables: entries })),
    columns: distinct(
      tables.flatMap((entry) => entry.columns.flatMap((column) => guessed(entry, column, contents))),
      ({ schema, relation, column }) => contentKey(schema, relation, column),
    ),
    tenants: distinct(
      catalogs.flatMap((catalog) => tenantTables(catalog)),
      ({ schema, relation }) => nameKey(schema, relation),
    ),
    logins: itemsOf(inventory.cluster.roles).filter((role) => role.login),
  };
}

function distinct<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

function isOwnTable({ relation, partition }: RelationEntry): boolean {
  return relation.kind === 'table' && !partition && !/^(?:pg_|information_schema$)/u.test(relation.schema);
}

/** What the contents show comes before what the name suggests; a tag in the schema is a statement already. */
function guessed(entry: RelationEntry, column: Column, contents: ContentGuesses): readonly GuessedColumn[] {
  if (readTag(column.comment) !== null) return [];
  const { schema, name } = entry.relation;
  const [byName] = classifyColumn({ table: name, column: column.name, type: column.type, comment: column.comment });
  const guess = contents.get(contentKey(schema, name, column.name)) ?? byName;
  return guess === undefined ? [] : [{ schema, relation: name, column: column.name, guess }];
}

function tenantTables(catalog: Catalog): readonly TenantTable[] {
  const entries = [...catalog.relations.values()].filter(isOwnTable);
  const references = entries.flatMap((entry) =>
    entry.foreignKeys.flatMap(({ columns, references: target }) => {
      const [column] = columns;
      if (column === undefined || columns.length !== 1 || target === null) return [];
      const table = nameKey(entry.relation.schema, entry.relation.name);
      return [{ entry, table, column, target: nameKey(target.schema, target.relation) }];
    }),
  );
  const roots = tenantRoots(references, (target) => target.split('\u0000')[1] ?? '');
  return entries.flatMap((entry) => {
    const { schema, name } = entry.relation;
    const sure = entry.columns.find((column) => tenantKeyName(column.name) === 'sure')?.name;
    const pointing = references.find((each) => each.entry === entry && roots.has(each.target))?.column;
    const key = sure ?? pointing ?? (roots.has(nameKey(schema, name)) ? 'id' : undefined);
    return key === undefined || !entry.columns.some((column) => column.name === key)
      ? []
      : [{ schema, relation: name, key }];
  });
}
