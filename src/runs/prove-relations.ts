// What is to be proved: relations with a tenant key, from the documents or from a column's name, and the
// relations below and above them that hold the same rows.

import { itemsOf, type DatabaseInventory, type Relation } from '../inventory/index.js';
import type { BoundIntent } from '../intent/bound.js';
import type { Ownership, CarrierModel } from '../isolation/identity.js';
import type { Channel } from '../isolation/verdict.js';
import type { Carrier } from '../pg/carrier.js';

export interface ToProve {
  readonly database: DatabaseInventory;
  readonly relation: Relation;
  readonly ownership: Ownership;
  readonly channel: Channel;
}

const STORED: ReadonlySet<string> = new Set(['table', 'foreign-table']);

/** Every table that has the column. */
export function relationsByColumn(
  database: DatabaseInventory,
  column: string,
  carrier: Carrier,
  model: CarrierModel,
): readonly ToProve[] {
  const having = new Set(
    itemsOf(database.columns).flatMap((each) => (each.name === column ? [keyOf(each.schema, each.relation)] : [])),
  );
  return itemsOf(database.relations)
    .filter(
      (relation) =>
        STORED.has(relation.kind) && having.has(keyOf(relation.schema, relation.name)) && isOfUsers(relation.schema),
    )
    .map((relation) => ({
      database,
      relation,
      ownership: { key: column, carrier, model },
      channel: channelOf(relation),
    }));
}

function channelOf(relation: Relation): Channel {
  if (relation.kind === 'foreign-table') return 'foreign-table';
  if (relation.partitionBound !== null) return 'partition';
  return relation.parents.length > 0 ? 'inheritance' : 'table';
}

/** As the documents say; relations without a key column of their own are given as such. */
export function relationsByDocuments(
  database: DatabaseInventory,
  bound: BoundIntent,
  model: CarrierModel,
): { readonly found: readonly ToProve[]; readonly keyless: readonly (readonly [string, string])[] } {
  const found: ToProve[] = [];
  const keyless: (readonly [string, string])[] = [];
  for (const each of bound.relations) {
    const [schema = '', name = ''] = each.object.path;
    if (each.isolation === null || (each.object.database ?? database.name) !== database.name) continue;
    const relation = itemsOf(database.relations).find((item) => item.schema === schema && item.name === name);
    if (relation === undefined || !STORED.has(relation.kind)) continue;
    const { tenantKey, carrier } = each.isolation;
    if (tenantKey === null) keyless.push([schema, name]);
    else
      found.push({ database, relation, ownership: { key: tenantKey, carrier, model }, channel: channelOf(relation) });
  }
  return { found, keyless };
}

function isOfUsers(schema: string): boolean {
  return !schema.startsWith('pg_') && schema !== 'information_schema';
}

function keyOf(schema: string, name: string): string {
  return JSON.stringify([schema, name]);
}
