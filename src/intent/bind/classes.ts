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
import type { Report } from '../row.js';
import { CLASSES_SAID, reportTwice, type NamedStatement } from './named-twice.js';

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
  report: Report,
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
      for (const target of resolver(location)) {
        const stated: Stated = { dataClass, pii, sources: [source], nearness: nearness(location, target) };
        const put = <K>(map: Map<K, Stated>, key: K, name: readonly string[]): void => {
          const known = map.get(key);
          if (known?.nearness === stated.nearness)
            reportTwice(CLASSES_SAID, name, saidOf(known), saidOf(stated), report);
          add(map, key, stated);
        };
        if (target.kind === 'column') {
          const { relation, column } = target;
          put(columnsOf(relation), column.name, [...relation.object.path, column.name]);
        } else for (const entry of relationsOf(target)) put(relations, entry, entry.object.path);
      }
    }
  }
  for (const catalog of catalogs) {
    bindTags(catalog, columnsOf, report);
    bindLabels(catalog, inventory, columnsOf, report);
    inheritFromParents(catalog, relations, columns);
  }
  return { relations, columns };
}

function saidOf({ dataClass, sources }: Stated): NamedStatement {
  return { value: dataClass, source: sources[0] ?? COMMENT };
}

function add<K>(map: Map<K, Stated>, key: K, stated: Stated): void {
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

type TaggedColumns = (entry: RelationEntry) => Map<string, Stated>;

/** A tag adds to a row of the documents; it never lowers it. That it says more than the row is told. */
function tag(entry: RelationEntry, column: string, text: string, source: Source, columnsOf: TaggedColumns): TagRemark {
  const found = readTag(text);
  if (found === null) return null;
  const known = columnsOf(entry);
  const stated: Stated = { dataClass: found.word, pii: found.pii, sources: [source], nearness: 0 };
  const before = known.get(column);
  known.set(column, before === undefined ? stated : joined(before, stated));
  if (before === undefined || strictest([before.dataClass, found.word]) === before.dataClass) return null;
  return stricterTag([...entry.object.path, column], before, stated);
}

type TagRemark = Parameters<Report>[0] | null;

function stricterTag(name: readonly string[], row: Stated, tagged: Stated): TagRemark {
  const [source] = row.sources;
  // Two tags of one column are no contradiction of the documents.
  if (source === undefined || source === COMMENT || source === LABEL) return null;
  return {
    code: 'tag-is-stricter',
    severity: 'warning',
    what: `\`${name.join('.')}\` is ${row.dataClass} here and ${tagged.dataClass} by its ${tagged.sources[0]?.file ?? 'tag'}.`,
    why: 'Of a row and a tag in the schema the stricter counts, so that the row does not say what is enforced.',
    fix: 'State the class that is meant, or correct the tag with the next migration.',
    source,
  };
}

function bindTags(catalog: Catalog, columnsOf: TaggedColumns, report: Report): void {
  for (const entry of catalog.relations.values()) {
    for (const { name, comment } of entry.columns) {
      const remark = comment === null ? null : tag(entry, name, comment, COMMENT, columnsOf);
      if (remark !== null) report(remark);
    }
  }
}

function bindLabels(catalog: Catalog, inventory: Inventory, columnsOf: TaggedColumns, report: Report): void {
  const database = inventory.databases.find((each) => each.name === catalog.database);
  for (const { object, label } of database === undefined ? [] : itemsOf(database.securityLabels)) {
    const [schema = '', relation = '', column = ''] = object.path;
    const entry = catalog.relations.get(nameKey(schema, relation));
    if (object.kind !== 'column' || entry === undefined) continue;
    const remark = tag(entry, column, label, LABEL, columnsOf);
    if (remark !== null) report(remark);
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
    if (stated !== undefined) add(relations, entry, stated);
    const above = columns.get(top);
    if (above === undefined) continue;
    columns.set(entry, new Map([...above, ...(columns.get(entry) ?? [])]));
  }
}
