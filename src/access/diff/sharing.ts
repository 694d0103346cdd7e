// What leaves a database through publications, as a set of tables; a filter or column list that changed is called
// widening: whether it lets more out is not decided.

import { itemsOf, type Inventory, type Publication } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import type { AccessChange } from './model.js';

export function* sharingChanges(before: Inventory, after: Inventory): Generator<AccessChange> {
  const old = new Map(before.databases.map((database) => [database.name, database]));
  const now = new Map(after.databases.map((database) => [database.name, database]));
  for (const name of new Set([...old.keys(), ...now.keys()])) {
    const [was, is] = [old.get(name), now.get(name)].map((database) =>
      database === undefined
        ? new Map<string, ReadonlyMap<string, string>>()
        : published(itemsOf(database.publications)),
    );
    for (const publication of new Set([...(was?.keys() ?? []), ...(is?.keys() ?? [])])) {
      yield* compared(publication, name, was?.get(publication) ?? new Map(), is?.get(publication) ?? new Map());
    }
  }
}

/** By publication: what it shares, and how. */
function published(publications: readonly Publication[]): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    publications.map((each) => [
      each.name,
      new Map([
        ...(each.allTables ? [['every table', ''] as const] : []),
        ...each.schemas.map((schema) => [`every table of schema ${schema}`, ''] as const),
        ...each.tables.map(
          (table) =>
            [`table ${table.schema}.${table.name}`, JSON.stringify([table.filter, table.columns ?? null])] as const,
        ),
      ]),
    ]),
  );
}

function* compared(
  publication: string,
  database: string,
  had: ReadonlyMap<string, string>,
  has: ReadonlyMap<string, string>,
): Generator<AccessChange> {
  const said = { kind: 'sharing', object: objectRef('publication', [publication], database) } as const;
  for (const [what, how] of has) {
    const before = had.get(what);
    if (before === undefined) yield { ...said, direction: 'widening', detail: `shares ${what}` };
    else if (before !== how)
      yield { ...said, direction: 'widening', detail: `shares ${what} otherwise: whether more of it is not decided` };
  }
  for (const what of had.keys())
    if (!has.has(what)) yield { ...said, direction: 'narrowing', detail: `no longer shares ${what}` };
}
