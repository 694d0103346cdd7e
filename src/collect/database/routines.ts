// Functions, procedures, aggregates and window functions.
// https://www.postgresql.org/docs/current/catalog-pg-proc.html

import type { Routine } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { acl, bool, maybe, oneOf, repeated, text, texts } from '../cell.js';
import { family, type Family } from '../family.js';
import { extensionOf, initialAclOf, mineOrChanged, remarkOf, roleName } from '../scope.js';
import { select } from '../select.js';

const CATALOG = sql`pg_catalog.pg_proc`;
const KINDS = { f: 'function', p: 'procedure', a: 'aggregate', w: 'window' } as const;
const VOLATILITY = { i: 'immutable', s: 'stable', v: 'volatile' } as const;

export const routines: Family<Routine> = family(
  () =>
    select<Routine>(
      {
        schema: repeated(sql`n.nspname`),
        name: text(sql`p.proname`),
        identityArguments: text(sql`pg_catalog.oidvectortypes(p.proargtypes)`),
        kind: oneOf(sql`p.prokind`, KINDS),
        owner: repeated(roleName(sql`p.proowner`)),
        acl: acl(sql`p.proacl`),
        language: repeated(sql`l.lanname`),
        securityDefiner: bool(sql`p.prosecdef`),
        volatility: oneOf(sql`p.provolatile`, VOLATILITY),
        leakproof: bool(sql`p.proleakproof`),
        returns: repeated(sql`coalesce(pg_catalog.pg_get_function_result(p.oid), '')`),
        returnsTrigger: bool(sql`p.prorettype IN (
          'pg_catalog.trigger'::pg_catalog.regtype, 'pg_catalog.event_trigger'::pg_catalog.regtype)`),
        config: texts(sql`p.proconfig`),
        body: text(sql`coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc, '')`),
        definition: maybe(text(sql`CASE WHEN p.prokind <> 'a' THEN pg_catalog.pg_get_functiondef(p.oid) END`)),
        comment: maybe(text(sql`remark.description`)),
        extension: maybe(text(sql`extension.extname`)),
      },
      FROM,
    ),
  (item) => [item.schema, item.name, item.identityArguments],
);

const FROM: Sql = sql`FROM ${CATALOG} p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
  JOIN pg_catalog.pg_language l ON l.oid = p.prolang
  ${remarkOf(CATALOG, sql`p.oid`)} ${extensionOf(CATALOG, sql`p.oid`)} ${initialAclOf(CATALOG, sql`p.oid`)}
  -- Constructors come with their range type.
  LEFT JOIN pg_catalog.pg_depend made_by ON made_by.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
    AND made_by.objid = p.oid AND made_by.deptype = 'i' AND made_by.refclassid = 'pg_catalog.pg_type'::pg_catalog.regclass
  WHERE (made_by.objid IS NULL OR p.proacl IS NOT NULL) AND ${mineOrChanged(sql`p.oid`, sql`p.proowner`, sql`p.proacl`)}`;
