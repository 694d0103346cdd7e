// Constraints of tables; those of domains are in the type's definition.
// https://www.postgresql.org/docs/current/catalog-pg-constraint.html

import type { Constraint } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { bool, maybe, nested, oneOf, text, texts } from '../cell.js';
import { family, type Family } from '../family.js';
import { USER_SCHEMA } from '../scope.js';
import { select } from '../select.js';

const KINDS = {
  p: 'primary-key',
  u: 'unique',
  f: 'foreign-key',
  c: 'check',
  x: 'exclusion',
  n: 'not-null',
  t: 'trigger',
} as const;

export const constraints: Family<Constraint> = family(
  () =>
    select<Constraint>(
      {
        schema: text(sql`n.nspname`),
        relation: text(sql`c.relname`),
        name: text(sql`k.conname`),
        kind: oneOf(sql`k.contype`, KINDS),
        columns: texts(columnNames(sql`k.conrelid`, sql`k.conkey`, sql`only_column.attname`)),
        references: maybe(
          nested({
            schema: text(sql`fn.nspname`),
            relation: text(sql`f.relname`),
            columns: texts(columnNames(sql`k.confrelid`, sql`k.confkey`, sql`NULL`)),
          }),
        ),
        definition: text(sql`pg_catalog.pg_get_constraintdef(k.oid)`),
        validated: bool(sql`k.convalidated`),
        local: bool(sql`k.conislocal`),
      },
      FROM,
    ),
  (item) => [item.schema, item.relation, item.name],
);

/** Names in key order. Most keys have one column, which a join has found already. */
function columnNames(relation: Sql, key: Sql, single: Sql): Sql {
  return sql`CASE WHEN ${single} IS NOT NULL THEN ARRAY[${single}::pg_catalog.text] ELSE (
    SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY place)
    FROM pg_catalog.unnest(${key}) WITH ORDINALITY AS listed (number, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = number) END`;
}

const FROM: Sql = sql`FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class f ON k.contype = 'f' AND f.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
  LEFT JOIN pg_catalog.pg_attribute only_column ON only_column.attrelid = k.conrelid
    AND pg_catalog.array_length(k.conkey, 1) = 1 AND only_column.attnum = k.conkey[1]
  WHERE ${USER_SCHEMA} ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", k.conname COLLATE "C"`;
