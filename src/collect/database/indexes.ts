// https://www.postgresql.org/docs/current/catalog-pg-index.html

import type { Index } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { bool, maybe, text, textsOrNull } from '../cell.js';
import { family, type Family } from '../family.js';
import { USER_SCHEMA } from '../scope.js';
import { select } from '../select.js';

export const indexes: Family<Index> = family(
  () =>
    select<Index>(
      {
        schema: text(sql`n.nspname`),
        relation: text(sql`c.relname`),
        name: text(sql`x.relname`),
        unique: bool(sql`i.indisunique`),
        primary: bool(sql`i.indisprimary`),
        columns: textsOrNull(KEY),
        partial: bool(sql`i.indpred IS NOT NULL`),
        definition: text(sql`pg_catalog.pg_get_indexdef(i.indexrelid)`),
        constraint: maybe(text(sql`k.conname`)),
        inherited: bool(sql`x.relispartition`),
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

const FROM: Sql = sql`FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid
  JOIN pg_catalog.pg_class c ON c.oid = i.indrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_constraint k ON k.conindid = i.indexrelid AND k.conrelid = i.indrelid AND k.contype IN ('p', 'u', 'x')
  WHERE ${USER_SCHEMA} ORDER BY n.nspname COLLATE "C", c.relname COLLATE "C", x.relname COLLATE "C"`;
