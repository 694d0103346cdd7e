// Which tables are isolated, and by what each reaches its tenant: a key column of its own, or a
// foreign key to a table that is isolated. Partitions go with their parent; views are not bound.

import type { BoundIsolation, TenantPath } from '../bound.js';
import type { Intent, IsolationStatement } from '../model.js';
import { nameKey, topOf, type Catalog, type RelationEntry } from './catalog.js';
import type { Resolver } from './classes.js';
import type { Report } from '../row.js';
import { nearest } from '../words/nearest.js';
import { ISOLATIONS_SAID, isolationSaid, reportTwice } from './named-twice.js';
import { nearness, relationsOf } from './resolve.js';

export interface IsolationBinding {
  readonly bound: ReadonlyMap<RelationEntry, BoundIsolation>;
  /** The nearest statement about each table (not partitions). */
  readonly covered: ReadonlyMap<RelationEntry, IsolationStatement>;
  /** Covered, but neither key nor path leads to the tenant. */
  readonly lost: readonly RelationEntry[];
}

export function bindIsolation(
  intent: Intent,
  catalogs: readonly Catalog[],
  resolver: Resolver,
  report: Report,
): IsolationBinding {
  const covered = coveredTables(intent, resolver, report);
  const bound = new Map<RelationEntry, BoundIsolation>();
  for (const [entry, statement] of covered) {
    const own = ownKey(entry, statement);
    if (own !== null) bound.set(entry, own);
  }
  for (const catalog of catalogs) followForeignKeys(catalog, covered, bound);
  const lost = [...covered].filter(
    ([entry, { carrier, tenantKey }]) => carrier !== null && tenantKey !== null && !bound.has(entry),
  );
  reportKeys(lost, report);
  for (const catalog of catalogs) inherit(catalog, bound);
  return { bound, covered, lost: lost.map(([entry]) => entry) };
}

/** A key that is nearly a column's name: once for each statement. A table that has nothing like it is a question. */
function reportKeys(lost: readonly (readonly [RelationEntry, IsolationStatement])[], report: Report): void {
  const told = new Set<IsolationStatement>();
  for (const [entry, statement] of lost) {
    const close = nearest(
      statement.tenantKey ?? '',
      entry.columns.map(({ name }) => name),
    );
    if (close === null || told.has(statement)) continue;
    told.add(statement);
    report({
      code: 'unknown-tenant-key',
      severity: 'warning',
      what: `\`${statement.tenantKey ?? ''}\` is no column of \`${entry.object.path.join('.')}\`, and no foreign key leads to one.`,
      why: 'Without its tenant key the table cannot be isolated, and is left as it is.',
      fix: `Did you mean \`${close}\`?`,
      source: statement.source,
    });
  }
}

function coveredTables(
  intent: Intent,
  resolver: Resolver,
  report: Report,
): ReadonlyMap<RelationEntry, IsolationStatement> {
  const nearestTo = new Map<RelationEntry, { readonly statement: IsolationStatement; readonly near: number }>();
  for (const statement of intent.isolation) {
    for (const location of statement.scope) {
      for (const target of resolver(location)) {
        const near = nearness(location, target);
        for (const entry of relationsOf(target)) {
          if (entry.relation.kind !== 'table' || entry.partition) continue;
          const known = nearestTo.get(entry);
          if (known?.near === near) {
            const [first, second] = [isolationSaid(known.statement), isolationSaid(statement)];
            reportTwice(ISOLATIONS_SAID, entry.object.path, first, second, report);
          } else if (known === undefined || near > known.near) nearestTo.set(entry, { statement, near });
        }
      }
    }
  }
  return new Map([...nearestTo].map(([entry, { statement }]) => [entry, statement]));
}

function ownKey(entry: RelationEntry, statement: IsolationStatement): BoundIsolation | null {
  const { tenantKey, carrier, tier, source } = statement;
  if (tenantKey === null || carrier === null) return null;
  const column =
    entry.columns.find(({ name }) => name === tenantKey) ??
    entry.columns.find(({ name }) => name === tenantKey.toLowerCase());
  return column === undefined ? null : { tenantKey: column.name, parent: null, carrier, tier, source };
}

/** Breadth first from the tables that have a key, so that every path is a shortest one and none is a circle. */
function followForeignKeys(
  catalog: Catalog,
  covered: ReadonlyMap<RelationEntry, IsolationStatement>,
  bound: Map<RelationEntry, BoundIsolation>,
): void {
  let waiting = [...covered].filter(([entry]) => !bound.has(entry) && entry.object.database === catalog.database);
  while (waiting.length > 0) {
    const found = waiting.flatMap(([entry, statement]) => {
      const parent = pathToParent(catalog, entry, bound);
      const { carrier, tier, source } = statement;
      return parent === null || carrier === null
        ? []
        : [{ entry, bound: { tenantKey: null, parent, carrier, tier, source } }];
    });
    if (found.length === 0) return;
    for (const each of found) bound.set(each.entry, each.bound);
    waiting = waiting.filter(([entry]) => !bound.has(entry));
  }
}

/** Of several foreign keys: one whose columns are all NOT NULL, then the first by name. */
export function pathToParent(
  catalog: Catalog,
  entry: RelationEntry,
  reached: { has: (entry: RelationEntry) => boolean },
): TenantPath | null {
  const notNull = new Set(entry.columns.filter((column) => column.notNull).map((column) => column.name));
  const usable = entry.foreignKeys.flatMap(({ columns, references }) => {
    const parent =
      references === null ? undefined : catalog.relations.get(nameKey(references.schema, references.relation));
    if (references === null || parent === undefined || parent === entry || !reached.has(parent)) return [];
    const path: TenantPath = { columns, parent: parent.object, parentColumns: references.columns };
    return [{ path, sure: columns.every((column) => notNull.has(column)) }];
  });
  return (usable.find(({ sure }) => sure) ?? usable[0])?.path ?? null;
}

function inherit(catalog: Catalog, bound: Map<RelationEntry, BoundIsolation>): void {
  for (const entry of catalog.relations.values()) {
    const above = entry.partition ? bound.get(topOf(catalog, entry)) : undefined;
    if (above !== undefined) bound.set(entry, above);
  }
}
