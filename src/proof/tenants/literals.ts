// Values as the server printed them, as SQL literals of their columns' types.

import type { Column } from '../../inventory/index.js';
import { Literal } from '../../sql/literal.js';
import { sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import type { ColumnValue } from './model.js';

/** The literal of each value with the column's type, as the server prints types. */
export function columnValues(
  columns: readonly Column[],
  values: ReadonlyMap<string, string | null>,
): readonly ColumnValue[] {
  return columns.flatMap((column) => {
    const value = values.get(column.name);
    if (value === undefined || column.generated !== null) return [];
    return [{ column: column.name, value: typedLiteral(column, value) }];
  });
}

export function typedLiteral(column: Column, value: string | null): Sql {
  if (value === null) return sql`NULL`;
  return sql`${Literal.of(value)}::${verbatim(column.type)}`;
}
