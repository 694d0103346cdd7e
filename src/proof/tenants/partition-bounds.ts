// Which bounds a row of a table has to fit, so that it finds a partition.

import { itemsOf, type DatabaseInventory } from '../../inventory/index.js';
import type { DraftWish } from './draft.js';
import { tableKey, type TablePlan, type Tables } from './plan.js';

/** Bounds from the partition itself up, or, for a partitioned table, those of its first partitions down. */
export function partitionBounds(plan: TablePlan, tables: Tables, database: DatabaseInventory): DraftWish['bounds'] {
  const bounds: { key: string; bound: string }[] = [];
  let at = plan.relation;
  while (at.partitionBound !== null && at.parents[0] !== undefined) {
    const parent = tables.get(tableKey(at.parents[0].schema, at.parents[0].name))?.relation;
    if (parent === undefined) break;
    bounds.push({ key: parent.partitionKey ?? '', bound: at.partitionBound });
    at = parent;
  }
  if (plan.relation.partitionKey === null) return bounds;
  for (const child of itemsOf(database.relations)) {
    const parent = child.parents[0];
    if (child.partitionBound === null || parent?.name !== plan.relation.name || parent.schema !== plan.relation.schema)
      continue;
    bounds.push({ key: plan.relation.partitionKey, bound: child.partitionBound });
  }
  return bounds;
}
