// Puts the rows of a counterexample into the scratch tables: as a role without superuser rights (defaults and
// checks of the source are foreign code), past policies, with foreign keys and triggers set aside.

import type { Column } from '../../inventory/index.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, qualified, sql, type Sql, type SqlValue } from '../../sql/sql.js';
import { DEFAULT, NULL, type Filler } from './filler.js';

export type Values = Readonly<Record<string, string | null>>;

/** Where a planted row lies. */
export interface Place {
  readonly table: string;
  readonly ctid: string;
  /** What planted it. */
  readonly statement: Sql;
}

/** Whether values are made, left to defaults, or left out. */
type Style = 'filled' | 'defaults' | 'bare';
const STYLES: readonly Style[] = ['filled', 'defaults', 'bare'];

/** A reason instead of a place when no attempt was accepted. */
export async function plantRow(
  session: Session,
  relation: readonly [string, string],
  columns: readonly Column[],
  values: Values,
  filler: Filler,
  styles: readonly Style[] = STYLES,
): Promise<Place | string> {
  let reason = 'no attempt was made';
  for (const style of styles) {
    const given = columns
      .filter((column) => column.generated === null)
      .map((column) => ({ column, value: valueOf(column, values, filler, style) }));
    const statement = insertSql(qualified(...relation), given);
    const outcome = await session.attempt(sql`${statement} RETURNING tableoid::pg_catalog.regclass::text, ctid::text`);
    const [table, ctid] = outcome.ok ? (outcome.value.rows[0] ?? []) : [];
    if (typeof table === 'string' && typeof ctid === 'string') return { table, ctid, statement };
    reason = outcome.ok ? 'the row was not stored' : outcome.error.message;
  }
  return reason;
}

export function insertSql(table: Sql, given: readonly { readonly column: Column; readonly value: SqlValue }[]): Sql {
  if (given.length === 0) return sql`INSERT INTO ${table} DEFAULT VALUES`;
  const names = join(
    given.map(({ column }) => Ident.of(column.name)),
    sql`, `,
  );
  const overriding = given.some(({ column }) => column.identity === 'always') ? sql` OVERRIDING SYSTEM VALUE` : sql``;
  return sql`INSERT INTO ${table} (${names})${overriding} VALUES (${join(
    given.map(({ value }) => value),
    sql`, `,
  )})`;
}

export function valueOf(column: Column, values: Values, filler: Filler, style: Style): SqlValue {
  const wanted = values[column.name];
  if (wanted !== undefined && wanted !== null) return Literal.of(wanted);
  if (wanted === null && !column.notNull) return NULL;
  const hasDefault = column.default !== null || column.identity !== null;
  if (style !== 'filled' && hasDefault) return DEFAULT;
  if (column.identity !== null) return DEFAULT;
  if (style === 'bare' && !column.notNull) return DEFAULT;
  return column.notNull ? filler.value(column) : NULL;
}
