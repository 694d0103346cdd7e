// A later state of the scratch cluster as if it were on the source's own server: a stand-in may lack an
// extension that the source could load, and a routine (or an index that calls it) that could not be cloned.
// The second design is about the source, where these are still there: what they need is still needed.

import type { DatabaseInventory, Inventory } from '../inventory/index.js';
import { readSection, type Section } from '../inventory/index.js';

export function asOnSource(later: Inventory, source: Inventory): Inventory {
  const { availableExtensions, substrateEvidence } = source.server;
  const databases = new Map(source.databases.map((database) => [database.name, database]));
  return {
    ...later,
    server: { ...later.server, availableExtensions, substrateEvidence },
    databases: later.databases.map((database) => withUncloned(database, databases.get(database.name))),
  };
}

/** No remedy drops an index or a routine: what is missing never came over. */
function withUncloned(database: DatabaseInventory, source: DatabaseInventory | undefined): DatabaseInventory {
  if (source === undefined) return database;
  return {
    ...database,
    indexes: joined(database.indexes, source.indexes, ({ schema, name }) => JSON.stringify([schema, name])),
    routines: joined(database.routines, source.routines, ({ schema, name, identityArguments }) =>
      JSON.stringify([schema, name, identityArguments]),
    ),
  };
}

function joined<T>(later: Section<T>, source: Section<T>, key: (item: T) => string): Section<T> {
  if (later.status !== 'read' || source.status !== 'read') return later;
  const known = new Set(later.items.map(key));
  return readSection([...later.items, ...source.items.filter((item) => !known.has(key(item)))]);
}
