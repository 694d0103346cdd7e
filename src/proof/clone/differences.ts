// In what the inventory of a clone differs from the inventory of its source: nothing, apart from what the
// clone's report names. Volatile facts, rows and the harness's own superuser are left out; the source's
// bootstrap superuser and ours stand for each other.

import { canonicalJson } from '../../core/canonical-json.js';
import { sortBy } from '../../core/order.js';
import { itemsOf, type DatabaseInventory, type Inventory, type Section } from '../../inventory/index.js';

export interface CloneDifference {
  readonly database: string | null;
  readonly section: string;
  readonly side: 'source' | 'clone';
  /** Canonical JSON of the item that only this side has. */
  readonly item: string;
}

/** `superuser` is the scratch cluster's, `bootstrap` the source's own (see `bootstrapOf`). */
export interface Superusers {
  readonly superuser: string;
  readonly bootstrap: string | null;
}

const CLUSTER_SECTIONS = ['roles', 'memberships', 'roleSettings', 'parameterAcls', 'databaseFacts'] as const;
const VOLATILE = new Set(['estimatedRows', 'populated', 'notRead', 'availableVersion']);
const UNCOMPARED = new Set(['name', 'eventTriggers', 'subscriptions']);

export function cloneDifferences(source: Inventory, clone: Inventory, names: Superusers): readonly CloneDifference[] {
  const databases = new Map(clone.databases.map((database) => [database.name, database]));
  const differences = CLUSTER_SECTIONS.flatMap((section) =>
    compareSections(null, section, clusterItems(source, section, names), clusterItems(clone, section, names)),
  );
  for (const database of source.databases) {
    const other = databases.get(database.name);
    for (const [section, items] of sectionsOf(database)) {
      const found = other === undefined ? [] : (sectionsOf(other).get(section) ?? []);
      differences.push(...compareSections(database.name, section, texts(items, names), texts(found, names)));
    }
  }
  return differences;
}

function clusterItems(
  inventory: Inventory,
  section: (typeof CLUSTER_SECTIONS)[number],
  names: Superusers,
): readonly string[] {
  const items = itemsOfAny(inventory.cluster[section]);
  if (section === 'databaseFacts')
    return texts(
      items.filter((item) => !isHarnessDatabase(item)),
      names,
    );
  if (section !== 'roles') return texts(items, names);
  return texts(
    items.filter((item) => nameOf(item) !== names.superuser && nameOf(item) !== names.bootstrap),
    names,
  );
}

function itemsOfAny(section: Section<unknown>): readonly unknown[] {
  return itemsOf(section);
}

function isHarnessDatabase(item: unknown): boolean {
  return ['postgres', 'template0', 'template1'].includes(nameOf(item));
}

function nameOf(item: unknown): string {
  return typeof item === 'object' && item !== null && 'name' in item ? String(item.name) : '';
}

function sectionsOf(database: DatabaseInventory): ReadonlyMap<string, readonly unknown[]> {
  const sections = new Map<string, readonly unknown[]>();
  const named: readonly [string, string | Section<unknown>][] = Object.entries(database);
  for (const [name, section] of named) {
    if (UNCOMPARED.has(name) || typeof section === 'string') continue;
    sections.set(name, itemsOfAny(section));
  }
  return sections;
}

function texts(items: readonly unknown[], names: Superusers): readonly string[] {
  return items.map((item) => canonicalJson(normal(item, names)));
}

/** Lists of ACL items are sets; so is everything that the server does not order. */
function normal(value: unknown, names: Superusers): unknown {
  if (typeof value === 'string') return value === names.superuser || value === names.bootstrap ? '(bootstrap)' : value;
  if (Array.isArray(value))
    return sortBy(
      value.map((item) => normal(item, names)),
      (item) => canonicalJson(item),
    );
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !VOLATILE.has(key))
      .map(([key, item]) => [key, key === 'columns' ? item : normal(item, names)]),
  );
}

function compareSections(
  database: string | null,
  section: string,
  source: readonly string[],
  clone: readonly string[],
): readonly CloneDifference[] {
  const inSource = new Set(source);
  const inClone = new Set(clone);
  const only = (
    items: readonly string[],
    others: ReadonlySet<string>,
    side: CloneDifference['side'],
  ): readonly CloneDifference[] =>
    items.filter((item) => !others.has(item)).map((item) => ({ database, section, side, item }));
  return [...only(source, inClone, 'source'), ...only(clone, inSource, 'clone')];
}
