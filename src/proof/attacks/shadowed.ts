// Which relations a routine's body names without their schema, as far as its words tell: a shadow of a
// relation that is named in full does no harm and is never used.

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import type { Ground } from './ground.js';
import type { ColumnFact } from './relation-facts.js';
import type { RoutineFact } from './routine-facts.js';

const MOST_SHADOWS = 12;

export interface Shadowed {
  readonly name: string;
  /** Of the real relation: its neighbours stay reachable behind the shadow. */
  readonly schema: string;
  readonly columns: readonly ColumnFact[];
}

export async function shadowedRelations(
  routine: RoutineFact,
  role: string,
  ground: Ground,
  database: string,
): Promise<readonly Shadowed[]> {
  const inventory = ground.inventory.databases.find((each) => each.name === database);
  if (inventory === undefined) return [];
  const words = new Set(routine.body.match(/[\p{L}_][\p{L}\p{N}_$]*/gu));
  const found = itemsOf(inventory.relations).filter((each) => each.kind !== 'sequence' && words.has(each.name));
  const byName = new Map(found.map((each) => [each.name, each]));
  const shadowed: Shadowed[] = [];
  for (const { schema, name } of [...byName.values()].slice(0, MOST_SHADOWS)) {
    const columns = await ground.relations.columns(role, objectRef('table', [schema, name], database), database);
    if (columns.length > 0) shadowed.push({ schema, name, columns });
  }
  return shadowed;
}
