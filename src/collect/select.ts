// One reading query: columns by name, and where the rows come from.

import { join, sql, type Sql } from '../sql/sql.js';
import { type Column, type Columns, nested, type Row } from './cell.js';

export interface Selection<T> {
  readonly query: Sql;
  readonly decode: (row: Row) => T;
}

/** `SELECT <columns> <from>`; every field of T has its column, so none can be forgotten. */
export function select<T extends object>(columns: Columns<T>, from: Sql): Selection<T> {
  const whole: Column<T> = nested(columns);
  const query = sql`SELECT ${join(whole.expressions, sql`, `)} ${from}`;
  return { query, decode: (row) => whole.decode(row, 0) };
}
