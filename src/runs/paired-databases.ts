// Two sources of one database each are of the same database, whatever it is called: a folder names it after itself, a
// staging server otherwise than production. The first is then read under the second's name.

import { itemsOf, type Inventory, type Section } from '../inventory/index.js';

export interface Paired {
  /** With the name that the database has in the other source. */
  readonly before: Inventory;
  /** What was compared with what; null when names decide. */
  readonly compared: ComparedNames | null;
}

export interface ComparedNames {
  readonly before: string;
  readonly after: string;
}

export function pairDatabases(before: Inventory, after: Inventory): Paired {
  const [was, is] = [onlyDatabase(before), onlyDatabase(after)];
  if (was === null || is === null || was === is || knows(before, is) || knows(after, was))
    return { before, compared: null };
  return { before: renamed(before, was, is), compared: { before: was, after: is } };
}

/** The one that is nobody's template and not everybody's `postgres`, unless there is nothing else. */
function onlyDatabase(inventory: Inventory): string | null {
  const templates = new Set(
    itemsOf(inventory.cluster.databaseFacts).flatMap(({ name, isTemplate }) => (isTemplate ? [name] : [])),
  );
  const names = inventory.databases.map(({ name }) => name).filter((name) => !templates.has(name));
  const own = names.filter((name) => name !== 'postgres');
  const [only, ...others] = own.length === 0 ? names : own;
  return only === undefined || others.length > 0 ? null : only;
}

function knows({ cluster, databases }: Inventory, database: string): boolean {
  return [...itemsOf(cluster.databaseFacts), ...databases].some(({ name }) => name === database);
}

function renamed(inventory: Inventory, from: string, to: string): Inventory {
  const { cluster, databases } = inventory;
  return {
    ...inventory,
    cluster: {
      ...cluster,
      databaseFacts: each(cluster.databaseFacts, (fact) => (fact.name === from ? { ...fact, name: to } : fact)),
      roleSettings: each(cluster.roleSettings, (own) => (own.database === from ? { ...own, database: to } : own)),
    },
    databases: databases.map((database) => (database.name === from ? { ...database, name: to } : database)),
  };
}

function each<T>(section: Section<T>, change: (item: T) => T): Section<T> {
  return section.status === 'read' ? { ...section, items: section.items.map(change) } : section;
}
