// Columns of tables, views, materialized views and foreign tables; of PostgreSQL's own relations only
// the columns whose ACL was changed. https://www.postgresql.org/docs/current/catalog-pg-attribute.html

import type { Column } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { acl, bool, int, maybe, oneOf, repeated, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { LASTING_SCHEMA, USER_SCHEMA } from '../scope.js';
import { select } from '../select.js';

const EXPRESSION = sql`pg_catalog.pg_get_expr(initial_value.adbin, initial_value.adrelid)`;

export const columns: Family<Column> = family(
  () =>
    select<Column>(
      {
        schema: repeated(sql`n.nspname`),
        relation: repeated(sql`c.relname`),
        name: repeated(sql`a.attname`),
        position: int(POSITION),
        type: repeated(sql`pg_catalog.format_type(a.atttypid, a.atttypmod)`),
        notNull: bool(sql`a.attnotnull`),
        default: maybe(text(EXPRESSION)),
        generated: maybe(oneOf(sql`nullif(a.attgenerated, '')`, { s: 'stored', v: 'virtual' })),
        identity: maybe(oneOf(sql`nullif(a.attidentity, '')`, { a: 'always', d: 'by-default' })),
        collation: maybe(repeated(COLLATION)),
        acl: acl(sql`a.attacl`),
        comment: maybe(text(sql`remark.description`)),
        local: bool(sql`a.attislocal`),
      },
      FROM,
    ),
  (item) => [item.schema, item.relation, String(item.position).padStart(4, '0')],
);

/** Only one that is not the type's own. */
const COLLATION: Sql = sql`CASE WHEN a.attcollation <> 0 AND a.attcollation IS DISTINCT FROM t.typcollation
  THEN a.attcollation::pg_catalog.regcollation::pg_catalog.text END`;

/** Dropped columns leave holes in attnum; few relations have any, the others need no count. */
const POSITION: Sql = sql`CASE WHEN a.attrelid IN (SELECT attrelid FROM pg_catalog.pg_attribute WHERE attisdropped)
  THEN (SELECT pg_catalog.count(*) FROM pg_catalog.pg_attribute before WHERE before.attrelid = a.attrelid
    AND before.attnum > 0 AND before.attnum <= a.attnum AND NOT before.attisdropped)
  ELSE a.attnum END`;

// A column can have a collation only when its type has one: those types are few.
const FROM: Sql = sql`FROM pg_catalog.pg_attribute a
  JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN pg_catalog.pg_type t ON t.typcollation <> 0 AND t.oid = a.atttypid
  LEFT JOIN pg_catalog.pg_attrdef initial_value ON a.atthasdef AND initial_value.adrelid = a.attrelid AND initial_value.adnum = a.attnum
  LEFT JOIN pg_catalog.pg_description remark ON remark.objoid = a.attrelid AND remark.objsubid = a.attnum
    AND remark.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
  LEFT JOIN pg_catalog.pg_init_privs initial ON initial.objoid = a.attrelid AND initial.objsubid = a.attnum
    AND initial.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
    AND (${USER_SCHEMA} OR ${LASTING_SCHEMA} AND (c.oid >= 16384
    OR a.attacl::pg_catalog.text IS DISTINCT FROM initial.initprivs::pg_catalog.text))`;
