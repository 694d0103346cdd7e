// What the drafts are drawn from: the product's own tables, its logins, and what both look like.

import { classifyColumn } from '../../classify/classify-column.js';
import type { Guess } from '../../classify/guess.js';
import { readTag, type Tag } from '../../classify/tags.js';
import { tenantKeyName, tenantRoots } from '../../classify/tenant-keys.js';
import { itemsOf, type Column, type Inventory, type Role } from '../../inventory/index.js';
import { catalogsOf, nameKey, type Catalog, type RelationEntry } from '../bind/catalog.js';
import { pathToParent } from '../bind/isolation.js';

export interface GuessedColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly guess: Guess;
}

/** A column whose class the schema itself states. */
export interface TaggedColumn {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
  readonly tag: Tag;
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
  readonly tagged: readonly TaggedColumn[];
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
  const tagOf = tagsIn(inventory);
  const schemas = new Map<string, RelationEntry[]>();
  for (const entry of tables)
    schemas.set(entry.relation.schema, [...(schemas.get(entry.relation.schema) ?? []), entry]);
  return {
    inventory,
    schemas: [...schemas].map(([name, entries]) => ({ name, tables: entries })),
    columns: distinct(
      tables.flatMap((entry) => entry.columns.flatMap((column) => guessed(entry, column, tagOf, contents))),
      ({ schema, relation, column }) => contentKey(schema, relation, column),
    ),
    tagged: distinct(
      tables.flatMap((entry) => entry.columns.flatMap((column) => tagged(entry, column, tagOf))),
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
function guessed(
  entry: RelationEntry,
  column: Column,
  tagOf: TagOf,
  contents: ContentGuesses,
): readonly GuessedColumn[] {
  if (tagOf(entry, column) !== null) return [];
  const { schema, name } = entry.relation;
  const [byName] = classifyColumn({ table: name, column: column.name, type: column.type, comment: column.comment });
  const guess = contents.get(contentKey(schema, name, column.name)) ?? byName;
  return guess === undefined ? [] : [{ schema, relation: name, column: column.name, guess }];
}

type TagOf = (entry: RelationEntry, column: Column) => Tag | null;

/** By comment, else by security label. */
function tagsIn({ databases }: Inventory): TagOf {
  const labels = new Map(
    databases.flatMap((database) =>
      itemsOf(database.securityLabels)
        .filter(({ object }) => object.kind === 'column')
        .map(({ object, label }) => [JSON.stringify([database.name, ...object.path]), label] as const),
    ),
  );
  return ({ object }, column) =>
    readTag(column.comment) ??
    readTag(labels.get(JSON.stringify([object.database ?? '', ...object.path, column.name])) ?? null);
}

function tagged(entry: RelationEntry, column: Column, tagOf: TagOf): readonly TaggedColumn[] {
  const { schema, name } = entry.relation;
  const tag = tagOf(entry, column);
  return tag === null ? [] : [{ schema, relation: name, column: column.name, tag }];
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
  const keys = new Map<RelationEntry, string>();
  for (const entry of entries) {
    const { schema, name } = entry.relation;
    const sure = entry.columns.find((column) => tenantKeyName(column.name) === 'sure')?.name;
    const pointing = references.find((each) => each.entry === entry && roots.has(each.target))?.column;
    const key = sure ?? pointing ?? (roots.has(nameKey(schema, name)) ? 'id' : undefined);
    if (key !== undefined && hasColumn(entry, key)) keys.set(entry, key);
  }
  addHanging(catalog, entries, keys);
  return entries.flatMap((entry) => {
    const key = keys.get(entry);
    return key === undefined ? [] : [{ schema: entry.relation.schema, relation: entry.relation.name, key }];
  });
}

function hasColumn(entry: RelationEntry, name: string): boolean {
  return entry.columns.some((column) => column.name === name);
}

/** What belongs to a tenant's row by a foreign key that is never NULL is in the scope of that row's key. */
function addHanging(catalog: Catalog, entries: readonly RelationEntry[], keys: Map<RelationEntry, string>): void {
  const open = new Set(entries.filter((entry) => !keys.has(entry)));
  for (let before = -1; before !== open.size;) {
    before = open.size;
    for (const entry of open) {
      const path = pathToParent(catalog, entry, keys);
      const parent = path === null ? undefined : catalog.relations.get(nameKey(...nameOf(path.parent.path)));
      const key = parent === undefined ? undefined : keys.get(parent);
      // A column of the key's name would be taken for the key.
      if (path === null || key === undefined || hasColumn(entry, key) || isOptional(entry, path.columns)) continue;
      keys.set(entry, key);
      open.delete(entry);
    }
  }
}

function nameOf([schema = '', name = '']: readonly string[]): readonly [string, string] {
  return [schema, name];
}

function isOptional(entry: RelationEntry, columns: readonly string[]): boolean {
  return columns.some((name) => entry.columns.find((column) => column.name === name)?.notNull !== true);
}
