// Constraints of tables; those of domains are in the type's definition.
// https://www.postgresql.org/docs/current/catalog-pg-constraint.html

import type { Constraint } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { bool, maybe, nested, oneOf, repeated, text, texts } from '../cell.js';
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
  (major) =>
    select<Constraint>(
      {
        schema: repeated(sql`n.nspname`),
        relation: repeated(sql`c.relname`),
        name: text(sql`k.conname`),
        kind: oneOf(sql`k.contype`, KINDS),
        columns: texts(sql`CASE WHEN only_column.attname IS NOT NULL THEN ARRAY[only_column.attname::pg_catalog.text]
          ELSE ${columnNames(sql`k.conrelid`, sql`k.conkey`)} END`),
        references: maybe(
          nested({
            schema: text(sql`fn.nspname`),
            relation: text(sql`f.relname`),
            columns: texts(sql`CASE WHEN k.contype = 'f' THEN ${columnNames(sql`k.confrelid`, sql`k.confkey`)} END`),
          }),
        ),
        definition: text(definition(major)),
        validated: bool(sql`k.convalidated`),
        local: bool(sql`k.conislocal`),
      },
      FROM,
    ),
  (item) => [item.schema, item.relation, item.name],
);

/** In key order. */
function columnNames(relation: Sql, key: Sql): Sql {
  return sql`(SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY place)
    FROM pg_catalog.unnest(${key}) WITH ORDINALITY AS listed (number, place)
    JOIN pg_catalog.pg_attribute a ON a.attrelid = ${relation} AND a.attnum = number)`;
}

/** The commonest are said here: for each of the others the server looks up everything one by one. */
function definition(major: number): Sql {
  const distinct = major >= 15 ? sql`AND NOT enforced_by.indnullsnotdistinct` : sql``;
  return sql`CASE WHEN only_column.attname IS NOT NULL AND k.convalidated AND NOT k.condeferrable AND (
      k.contype IN ('p', 'u') AND enforced_by.indnatts = 1 ${distinct} OR k.contype = 'n' AND NOT k.connoinherit)
    THEN CASE k.contype WHEN 'p' THEN 'PRIMARY KEY (' WHEN 'u' THEN 'UNIQUE (' ELSE 'NOT NULL ' END
      || pg_catalog.quote_ident(only_column.attname) || CASE WHEN k.contype = 'n' THEN '' ELSE ')' END
    ELSE pg_catalog.pg_get_constraintdef(k.oid) END`;
}

/** A LIMIT keeps the lookup by index: the planner would read all columns of the database for it. */
const FROM: Sql = sql`FROM pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_class f ON k.contype = 'f' AND f.relkind IN ('r', 'p') AND f.oid = k.confrelid
  LEFT JOIN pg_catalog.pg_namespace fn ON fn.oid = f.relnamespace
  LEFT JOIN LATERAL (SELECT a.attname FROM pg_catalog.pg_attribute a WHERE pg_catalog.array_length(k.conkey, 1) = 1
    AND a.attrelid = k.conrelid AND a.attnum = k.conkey[1] LIMIT 1) only_column ON true
  LEFT JOIN pg_catalog.pg_index enforced_by ON k.contype IN ('p', 'u') AND enforced_by.indexrelid = k.conindid
  WHERE ${USER_SCHEMA}`;
