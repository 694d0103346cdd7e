// https://www.postgresql.org/docs/current/catalog-pg-index.html

import type { Index } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { bool, maybe, repeated, text, textsOrNull } from '../cell.js';
import { family, type Family } from '../family.js';
import { USER_SCHEMA } from '../scope.js';
import { select } from '../select.js';

export const indexes: Family<Index> = family(
  (major) =>
    select<Index>(
      {
        schema: repeated(sql`n.nspname`),
        relation: repeated(sql`c.relname`),
        name: text(sql`x.relname`),
        unique: bool(sql`i.indisunique`),
        primary: bool(sql`i.indisprimary`),
        columns: textsOrNull(
          sql`CASE WHEN only_column.attname IS NULL THEN ${KEY} ELSE ARRAY[only_column.attname::pg_catalog.text] END`,
        ),
        partial: bool(sql`i.indpred IS NOT NULL`),
        definition: text(
          sql`CASE WHEN ${isPlain(major)} THEN ${PLAIN_DEFINITION} ELSE pg_catalog.pg_get_indexdef(i.indexrelid) END`,
        ),
        constraint: maybe(text(sql`k.conname`)),
        inherited: bool(sql`x.relispartition`),
        valid: bool(sql`i.indisvalid`),
      },
      FROM,
    ),
  (item) => [item.schema, item.relation, item.name],
);

/** Key columns only (no INCLUDE); an expression has number 0 and no name. */
const KEY: Sql = sql`(SELECT pg_catalog.array_agg(a.attname::pg_catalog.text ORDER BY place)
  FROM pg_catalog.unnest(i.indkey::pg_catalog.int2[]) WITH ORDINALITY AS listed (number, place)
  LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = number AND number > 0
  WHERE place <= i.indnkeyatts)`;

/**
 * Most indexes are a btree over one column with nothing said but its name. pg_get_indexdef() would search all
 * operator classes for each of them; for these few words it costs most of the time that reading a large database takes.
 */
function isPlain(major: number): Sql {
  return sql`only_column.attname IS NOT NULL AND i.indnatts = 1 AND x.relkind = 'i' AND x.reloptions IS NULL
    AND i.indpred IS NULL AND i.indoption[0] = 0 AND i.indcollation[0] = only_column.attcollation
    AND plain.opcintype = only_column.atttypid ${major >= 15 ? sql`AND NOT i.indnullsnotdistinct` : sql``}`;
}

const PLAIN_DEFINITION: Sql = sql`pg_catalog.concat('CREATE ', CASE WHEN i.indisunique THEN 'UNIQUE ' END, 'INDEX ',
  pg_catalog.quote_ident(x.relname), ' ON ', pg_catalog.quote_ident(n.nspname), '.', pg_catalog.quote_ident(c.relname),
  ' USING btree (', pg_catalog.quote_ident(only_column.attname), ')')`;

/** A LIMIT keeps the lookup by index: the planner would read all columns of the database. `plain`: initdb's own default operator classes of btree, which take no parameters. */
const FROM: Sql = sql`FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid AND c.relkind IN ('r', 'p', 'm')
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN LATERAL (SELECT a.attname, a.atttypid, a.attcollation FROM pg_catalog.pg_attribute a
    WHERE i.indnkeyatts = 1 AND a.attrelid = i.indrelid AND a.attnum = i.indkey[0] AND a.attnum > 0 LIMIT 1) only_column ON true
  LEFT JOIN pg_catalog.pg_opclass plain ON plain.oid = i.indclass[0] AND plain.opcdefault AND plain.oid < 16384
    AND plain.opcmethod = (SELECT am.oid FROM pg_catalog.pg_am am WHERE am.amname = 'btree')
  LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
  WHERE ${USER_SCHEMA}`;
