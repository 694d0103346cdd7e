// What stands in for a masked value, by the column's type, and the value itself in the same type: a view
// can then be replaced by its unmasked twin. Nothing of the value is kept but, for dates, the year.

import { Ident } from '../../sql/ident.js';
import { sql, type Sql } from '../../sql/sql.js';

export interface Mask {
  readonly masked: Sql;
  readonly clear: Sql;
  /** Nothing at all of the value is left. */
  readonly opaque: boolean;
}

export function maskOf(column: string, type: string): Mask {
  const name = Ident.of(column);
  if (type === 'date') {
    return {
      masked: sql`date_trunc('year'::text, ${name}::timestamp without time zone)::date`,
      clear: sql`${name}`,
      opaque: false,
    };
  }
  if (/^(?:smallint|integer|bigint|numeric|real|double precision)/u.test(type)) {
    return { masked: sql`NULL::numeric`, clear: sql`${name}::numeric`, opaque: true };
  }
  return { masked: sql`'***'::text`, clear: sql`${name}::text`, opaque: true };
}
