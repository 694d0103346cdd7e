// Classification of relations and columns: rows of the documents and tags in the schema itself. The
// nearest statement counts; of equally near ones the strictest.

import { readTag } from '../../classify/tags.js';
import type { Source } from '../../core/source.js';
import { itemsOf, type Inventory } from '../../inventory/index.js';
import type { Intent, DataClass } from '../model.js';
import { strictest } from '../words/classes.js';
import { nameKey, topOf, type Catalog, type RelationEntry } from './catalog.js';
import { nearness, relationsOf, type Target } from './resolve.js';
import type { Location } from '../location.js';

export interface Stated {
  readonly dataClass: DataClass;
  readonly pii: boolean;
  readonly sources: readonly Source[];
  readonly nearness: number;
}

export interface Classes {
  /** What is said of the relation itself. */
  readonly relations: ReadonlyMap<RelationEntry, Stated>;
  /** By column name. */
  readonly columns: ReadonlyMap<RelationEntry, ReadonlyMap<string, Stated>>;
}

export type Resolver = (location: Location) => readonly Target[];

export function bindClasses(
  intent: Intent,
  inventory: Inventory,
  catalogs: readonly Catalog[],
  resolver: Resolver,
): Classes {
  const relations = new Map<RelationEntry, Stated>();
  const columns = new Map<RelationEntry, Map<string, Stated>>();
  const columnsOf = (entry: RelationEntry): Map<string, Stated> => {
    const known = columns.get(entry) ?? new Map<string, Stated>();
    columns.set(entry, known);
    return known;
  };
  for (const { locations, dataClass, pii, source } of intent.classifications) {
    if (dataClass === null) continue;
    for (const location of locations) {
      const stated: Stated = { dataClass, pii, sources: [source], nearness: nearness(location) };
      for (const target of resolver(location)) {
        if (target.kind === 'column') put(columnsOf(target.relation), target.column.name, stated);
        else for (const entry of relationsOf(target)) put(relations, entry, stated);
      }
    }
  }
  for (const catalog of catalogs) {
    bindTags(catalog, columnsOf);
    bindLabels(catalog, inventory, columnsOf);
    inheritFromParents(catalog, relations, columns);
  }
  return { relations, columns };
}

function put<K>(map: Map<K, Stated>, key: K, stated: Stated): void {
  const known = map.get(key);
  if (known === undefined || stated.nearness > known.nearness) map.set(key, stated);
  else if (stated.nearness === known.nearness) map.set(key, joined(known, stated));
}

function joined(left: Stated, right: Stated): Stated {
  return {
    dataClass: strictest([left.dataClass, right.dataClass]) ?? left.dataClass,
    pii: left.pii || right.pii,
    sources: [...left.sources, ...right.sources],
    nearness: Math.max(left.nearness, right.nearness),
  };
}

const COMMENT: Source = { file: 'database comment', line: 1, column: 1 };
const LABEL: Source = { file: 'security label', line: 1, column: 1 };

/** A tag adds to a row of the documents; it never lowers it. */
function tag(known: Map<string, Stated>, column: string, text: string, source: Source): void {
  const found = readTag(text);
  if (found === null) return;
  const stated: Stated = { dataClass: found.word, pii: found.pii, sources: [source], nearness: 0 };
  const before = known.get(column);
  known.set(column, before === undefined ? stated : joined(before, stated));
}

function bindTags(catalog: Catalog, columnsOf: (entry: RelationEntry) => Map<string, Stated>): void {
  for (const entry of catalog.relations.values()) {
    for (const column of entry.columns) {
      if (column.comment !== null && readTag(column.comment) !== null) {
        tag(columnsOf(entry), column.name, column.comment, COMMENT);
      }
    }
  }
}

function bindLabels(
  catalog: Catalog,
  inventory: Inventory,
  columnsOf: (entry: RelationEntry) => Map<string, Stated>,
): void {
  const database = inventory.databases.find((each) => each.name === catalog.database);
  for (const { object, label } of database === undefined ? [] : itemsOf(database.securityLabels)) {
    const [schema = '', relation = '', column = ''] = object.path;
    const entry = catalog.relations.get(nameKey(schema, relation));
    if (object.kind === 'column' && entry !== undefined) tag(columnsOf(entry), column, label, LABEL);
  }
}

/** A partition has the class of its parent where nobody said otherwise of it. */
function inheritFromParents(
  catalog: Catalog,
  relations: Map<RelationEntry, Stated>,
  columns: Map<RelationEntry, Map<string, Stated>>,
): void {
  for (const entry of catalog.relations.values()) {
    if (!entry.partition) continue;
    const top = topOf(catalog, entry);
    const stated = relations.get(top);
    if (stated !== undefined) put(relations, entry, stated);
    const above = columns.get(top);
    if (above === undefined) continue;
    columns.set(entry, new Map([...above, ...(columns.get(entry) ?? [])]));
  }
}
