// Partitions by hash of the tenant's key: the two tenants' rows live in one or two of them. The others get
// two tenants of their own, whose keys the server says belong there.
// https://www.postgresql.org/docs/current/functions-info.html (satisfies_hash_partition)

import type { Session } from '../../session/index.js';
import { Literal } from '../../sql/literal.js';
import { integer, qualified, sql } from '../../sql/sql.js';
import { typedLiteral } from './literals.js';
import { partitionColumns } from './partition-values.js';
import type { TablePlan, Tables } from './plan.js';
import { tableKey } from './plan.js';
import type { TypeInfos } from './type-facts.js';
import { makeValue } from './values.js';

const CANDIDATES = 400;

export interface OwnKeys {
  readonly type: string;
  readonly a: string;
  readonly b: string;
}

/** Two keys that fall into the partition; null when it is no such partition. */
export async function keysInside(
  session: Session,
  plan: TablePlan,
  tables: Tables,
  types: TypeInfos,
): Promise<OwnKeys | null> {
  const bound = /modulus (\d+), remainder (\d+)/u.exec(plan.relation.partitionBound ?? '');
  const above = plan.relation.parents[0];
  const parent = above === undefined ? undefined : tables.get(tableKey(above.schema, above.name))?.relation;
  if (bound === null || parent === undefined) return null;
  const [name, ...more] = partitionColumns(parent.partitionKey ?? '');
  const column = plan.columns.find((item) => item.name === name);
  if (column === undefined || more.length > 0 || !plan.pinned.has(column.name)) return null;
  const table = sql`${Literal.of(qualified(parent.schema, parent.name).text)}::pg_catalog.regclass`;
  const found = { a: '', b: '' };
  for (let serial = 1; serial <= CANDIDATES; serial += 1) {
    const tenant = found.a === '' ? 'a' : 'b';
    const key = makeValue(column.type, types, tenant, 900_000 + serial)?.text;
    if (key === undefined || key === found.a) continue;
    const { rows } = await session.query(sql`SELECT pg_catalog.satisfies_hash_partition(${table},
      ${integer(Number(bound[1]))}, ${integer(Number(bound[2]))}, ${typedLiteral(column, key)})`);
    if (rows[0]?.[0] !== 't') continue;
    found[tenant] = key;
    if (tenant === 'b') return { type: column.type, ...found };
  }
  return null;
}

/** The plan and everything that its foreign keys need. */
export function withAncestors(plan: TablePlan, plans: readonly TablePlan[]): readonly TablePlan[] {
  const byKey = new Map(plans.map((item) => [item.key, item]));
  const found = new Set([plan]);
  for (const item of found) {
    for (const foreign of item.needed) {
      const parent = byKey.get(foreign.parent);
      if (parent !== undefined) found.add(parent);
    }
  }
  return plans.filter((item) => found.has(item));
}
