// CREATE TYPE and CREATE DOMAIN, put together by the server from its own catalog with its own quoting.
// A base type and a range with a canonical function need C code; a multirange comes with its range.
// https://www.postgresql.org/docs/current/sql-createtype.html

import { sql, type Sql } from '../../sql/sql.js';

const ENUM: Sql = sql`pg_catalog.format('CREATE TYPE %I.%I AS ENUM (%s)', n.nspname, t.typname, (
  SELECT pg_catalog.string_agg(pg_catalog.quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder)
  FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid))`;

const DOMAIN: Sql = sql`pg_catalog.concat(
  pg_catalog.format('CREATE DOMAIN %I.%I AS %s', n.nspname, t.typname, pg_catalog.format_type(t.typbasetype, t.typtypmod)),
  (SELECT ' COLLATE ' || t.typcollation::pg_catalog.regcollation::pg_catalog.text FROM pg_catalog.pg_type base
    WHERE base.oid = t.typbasetype AND t.typcollation <> 0 AND t.typcollation <> base.typcollation),
  ' DEFAULT ' || pg_catalog.pg_get_expr(t.typdefaultbin, 0),
  CASE WHEN t.typnotnull THEN ' NOT NULL' END,
  (SELECT pg_catalog.string_agg(pg_catalog.format(' CONSTRAINT %I %s', k.conname, pg_catalog.pg_get_constraintdef(k.oid)),
      '' ORDER BY k.conname COLLATE "C")
    FROM pg_catalog.pg_constraint k WHERE k.contypid = t.oid AND k.contype = 'c'))`;

const COMPOSITE: Sql = sql`pg_catalog.format('CREATE TYPE %I.%I AS (%s)', n.nspname, t.typname, (
  SELECT pg_catalog.string_agg(pg_catalog.format('%I %s', a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod))
    || CASE WHEN a.attcollation <> 0 AND a.attcollation <> at.typcollation
      THEN ' COLLATE ' || a.attcollation::pg_catalog.regcollation::pg_catalog.text ELSE '' END, ', ' ORDER BY a.attnum)
  FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_type at ON at.oid = a.atttypid
  WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))`;

const RANGE: Sql = sql`(SELECT pg_catalog.format('CREATE TYPE %I.%I AS RANGE (%s)', n.nspname, t.typname, pg_catalog.concat_ws(', ',
    'SUBTYPE = ' || pg_catalog.format_type(r.rngsubtype, NULL),
    'SUBTYPE_OPCLASS = ' || (SELECT pg_catalog.format('%I.%I', cn.nspname, c.opcname) FROM pg_catalog.pg_opclass c
      JOIN pg_catalog.pg_namespace cn ON cn.oid = c.opcnamespace WHERE c.oid = r.rngsubopc),
    CASE WHEN r.rngcollation <> 0 AND r.rngcollation <> sub.typcollation
      THEN 'COLLATION = ' || r.rngcollation::pg_catalog.regcollation::pg_catalog.text END,
    CASE WHEN r.rngsubdiff <> 0 THEN (SELECT pg_catalog.format('SUBTYPE_DIFF = %I.%I', fn.nspname, f.proname)
      FROM pg_catalog.pg_proc f JOIN pg_catalog.pg_namespace fn ON fn.oid = f.pronamespace WHERE f.oid = r.rngsubdiff) END,
    (SELECT pg_catalog.format('MULTIRANGE_TYPE_NAME = %I.%I', mn.nspname, m.typname) FROM pg_catalog.pg_type m
      JOIN pg_catalog.pg_namespace mn ON mn.oid = m.typnamespace WHERE m.oid = r.rngmultitypid)))
  FROM pg_catalog.pg_range r JOIN pg_catalog.pg_type sub ON sub.oid = r.rngsubtype
  WHERE r.rngtypid = t.oid AND r.rngcanonical = 0)`;

/** Needs aliases `t` for pg_type and `n` for its schema. */
export const TYPE_DEFINITION: Sql = sql`CASE
  WHEN NOT t.typisdefined THEN pg_catalog.format('CREATE TYPE %I.%I', n.nspname, t.typname)
  WHEN t.typtype = 'e' THEN ${ENUM}
  WHEN t.typtype = 'd' THEN ${DOMAIN}
  WHEN t.typtype = 'c' THEN ${COMPOSITE}
  WHEN t.typtype = 'r' THEN ${RANGE}
END`;
