// How a session says whose it is (the carrier), and how a seeded row is recognised in what an attack reads.
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-SET (set_config, is_local)

import { err, ok, type Result } from '../../core/result.js';
import type { Carrier } from '../../pg/carrier.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, sql, type Sql } from '../../sql/sql.js';
import type { SeededRelation, SeededRow, Seeds, TenantLabel } from '../tenants/model.js';

export type TenantSession = 'a' | 'b' | 'unset' | 'empty';

/** The statements after BEGIN, or why this carrier cannot be set up. */
export function carry(
  carrier: Carrier,
  who: TenantSession,
  seeds: Seeds,
  key: string | null,
): Result<readonly Sql[], string> {
  if (who === 'unset') return ok([]);
  if (carrier.kind === 'signed-setting' && who !== 'empty')
    return err('a signed token is bound to its session as a parameter, and is no statement');
  const value = who === 'empty' ? '' : identity(carrier, who, seeds, key);
  if (value === null) return err(`nothing was seeded that a carrier of tenant ${who.toUpperCase()} could name`);
  switch (carrier.kind) {
    case 'setting':
    case 'signed-setting':
      return ok([setLocal(carrier.setting, value)]);
    case 'claim':
      return ok([setLocal(carrier.setting, value === '' ? '' : JSON.stringify({ [carrier.claim]: value }))]);
    case 'role':
      return value === '' ? ok([]) : ok([sql`SET LOCAL ROLE ${Ident.of(value)}`]);
  }
}

/** The role that is the tenant, where the carrier is a role and the session is a tenant's. */
export function tenantRoleName(carrier: Carrier, who: TenantSession, seeds: Seeds, key: string | null): string | null {
  if (carrier.kind !== 'role' || who === 'unset' || who === 'empty') return null;
  return identity(carrier, who, seeds, key);
}

/** The tenant that a signed token of the session has to name; null for other carriers and sessions without one. */
export function signedTenant(
  carrier: Carrier | null | undefined,
  who: TenantSession,
  seeds: Seeds,
  key: string | null,
): { readonly setting: string; readonly tenant: string | null } | null {
  if (carrier?.kind !== 'signed-setting' || who === 'unset' || who === 'empty') return null;
  return { setting: carrier.setting, tenant: identity(carrier, who, seeds, key) };
}

function identity(carrier: Carrier, label: TenantLabel, seeds: Seeds, key: string | null): string | null {
  const tenant = seeds.tenants[label];
  if (carrier.via === undefined) return key ?? firstOf(tenant.keys);
  return tenant.users.get(JSON.stringify([carrier.via.schema, carrier.via.table])) ?? null;
}

function firstOf(keys: ReadonlyMap<string, string>): string | null {
  for (const key of keys.values()) return key;
  return null;
}

function setLocal(setting: string, value: string): Sql {
  return sql`SELECT pg_catalog.set_config(${Literal.of(setting)}, ${Literal.of(value)}, true)`;
}

/** `column = value AND …` for exactly this row; null when a column may not be named. */
export function findRow(row: SeededRow, mayRead: ReadonlySet<string>): Sql | null {
  if (row.key.length === 0 || row.key.some(({ column }) => !mayRead.has(column))) return null;
  return join(
    row.key.map(({ column, value }) => sql`${Ident.of(column)} = ${value}`),
    sql` AND `,
  );
}

/** Texts that only this row holds. */
export function marksOf(row: SeededRow): ReadonlySet<string> {
  const unique = row.canaries.filter((canary) => canary.unique).map((canary) => canary.text);
  return new Set(row.tenantKey === null ? unique : [...unique, row.tenantKey]);
}

/** Marks of B that are not marks of A as well. */
export function marksOfOther(relation: SeededRelation): ReadonlySet<string> {
  const own = new Set(relation.rows.a.values.values());
  return new Set([...marksOf(relation.rows.b)].filter((mark) => !own.has(mark)));
}

const anywhere = new WeakMap<Seeds, ReadonlySet<string>>();

/** What shows a row of tenant B wherever it comes from: a view may show columns of several relations. */
export function marksOfOtherAnywhere(seeds: Seeds): ReadonlySet<string> {
  const known = anywhere.get(seeds);
  if (known !== undefined) return known;
  const own = new Set(seeds.relations.flatMap(({ rows }) => [...rows.a.values.values()]));
  const other = seeds.relations.flatMap(({ rows }) => [...marksOf(rows.b), ...longKeys(rows.b)]);
  const marks = new Set(other.filter((mark) => !own.has(mark)));
  anywhere.set(seeds, marks);
  return marks;
}

/** Keys as long as a UUID are nobody else's; short numbers would match by chance. */
function longKeys(row: SeededRow): readonly string[] {
  const values = row.key.map(({ column }) => row.values.get(column) ?? null);
  return values.filter((value) => value !== null).filter((value) => value.length >= 32);
}

export function holdsMark(row: readonly (string | null)[], marks: ReadonlySet<string>): boolean {
  return row.some((cell) => cell !== null && (marks.has(cell) || containsMark(cell, marks)));
}

/** Rows and JSON print a canary inside a longer text; short marks would match by chance. */
function containsMark(cell: string, marks: ReadonlySet<string>): boolean {
  if (cell.length <= 8) return false;
  return [...marks].some((mark) => mark.length >= 8 && cell.includes(mark));
}

export function canaryOf(row: SeededRow, column: string): string | null {
  return row.canaries.find((canary) => canary.column === column)?.text ?? row.values.get(column) ?? null;
}
