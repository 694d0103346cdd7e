// From what the server printed after an INSERT to what an attack needs: how to find the row again, where the
// canary is, and one more valid row.

import type { ObjectRef } from '../../pg/object.js';
import { hasSameDefault, optionsFor, type DraftWish } from './draft.js';
import { columnValues, typedLiteral } from './literals.js';
import type { Canary, ColumnValue, SeededRow, TenantLabel } from './model.js';
import type { TablePlan } from './plan.js';

type Values = ReadonlyMap<string, string | null>;

const OURS = /canary-[ab]-|63616e6172792d|^([ab])\1{7}-0000-4000-9000-|^7000\d{5,8}$/u;

export function seededRow(plan: TablePlan, tenant: TenantLabel, tenantKey: string | null, values: Values): SeededRow {
  return { tenant, tenantKey, key: keyOf(plan, values), canaries: canariesOf(plan, values), values };
}

export function objectOf(plan: TablePlan, database: string): ObjectRef {
  return { kind: 'table', path: [plan.relation.schema, plan.relation.name], database };
}

export function sameRow(left: SeededRow, right: SeededRow): boolean {
  return left.key.length > 0 && left.key.every(({ column }) => left.values.get(column) === right.values.get(column));
}

/** A key constraint without NULLs, or every value that can be compared. */
function keyOf(plan: TablePlan, values: Values): readonly ColumnValue[] {
  const keys = plan.constraints.filter((item) => item.kind === 'primary-key' || item.kind === 'unique');
  const primary = keys.find((item) => item.kind === 'primary-key');
  const candidates = primary === undefined ? keys : [primary, ...keys];
  const complete = candidates.find(
    (item) => item.columns.length > 0 && item.columns.every((column) => typeof values.get(column) === 'string'),
  );
  const names =
    complete?.columns ?? plan.columns.filter((column) => COMPARABLE.test(column.type)).map((column) => column.name);
  return plan.columns.flatMap((column) => {
    const value = values.get(column.name);
    return names.includes(column.name) && value !== null && value !== undefined
      ? [{ column: column.name, value: typedLiteral(column, value) }]
      : [];
  });
}

/** Types with an equality that everybody has. */
const COMPARABLE = /^(text|character|uuid|integer|bigint|smallint|numeric|boolean|date|timestamp|inet|bytea)/u;

function canariesOf(plan: TablePlan, values: Values): readonly Canary[] {
  const referencing = new Set(plan.foreignKeys.flatMap((foreign) => foreign.columns));
  const found = plan.columns.flatMap((column) => {
    const text = values.get(column.name);
    if (text === null || text === undefined || plan.pinned.has(column.name)) return [];
    const unique = OURS.test(text);
    const wanted = plan.classified.has(column.name) || (unique && !referencing.has(column.name));
    return wanted ? [{ column: column.name, text, unique }] : [];
  });
  if (found.length > 0) return found.toSorted((left, right) => Number(right.unique) - Number(left.unique));
  const any = plan.columns.find(
    (column) => typeof values.get(column.name) === 'string' && !referencing.has(column.name),
  );
  return any === undefined ? [] : [{ column: any.name, text: values.get(any.name) ?? '', unique: false }];
}

/** Another row like the given one with fresh keys; null when every key is prescribed. */
export function anotherRow(wish: DraftWish, given: Values): readonly ColumnValue[] | null {
  const values = anotherValues(wish, given);
  return values === null ? null : columnValues(wish.plan.columns, values);
}

export function anotherValues(wish: DraftWish, given: Values): Values | null {
  const { plan } = wish;
  const keys = plan.constraints.filter(
    ({ kind }) => kind === 'primary-key' || kind === 'unique' || kind === 'exclusion',
  );
  const fresh = new Map(given);
  for (const column of plan.columns) {
    const inKey = keys.some((item) => item.columns.includes(column.name));
    if (!inKey || wish.fixed.has(column.name)) continue;
    if (!given.has(column.name) && !hasSameDefault(column)) continue;
    fresh.set(column.name, optionsFor(wish, column)[0] ?? null);
  }
  const blocked = keys.some(
    (item) =>
      item.columns.length > 0 &&
      item.columns.every((name) => given.has(name) && fresh.get(name) === given.get(name) && given.get(name) !== null),
  );
  return blocked ? null : fresh;
}
