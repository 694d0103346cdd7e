// Tables, views, materialized views, foreign tables and sequences.
// https://www.postgresql.org/docs/current/catalog-pg-class.html

import type { Relation } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { acl, bool, type Columns, maybe, nested, oneOf, pairs, int, repeated, text, texts } from '../cell.js';
import { family, type Family } from '../family.js';
import { extensionOf, initialAclOf, mineOrChanged, remarkOf, roleName } from '../scope.js';
import { select } from '../select.js';
import { READ_BY_VIEW, viewParts } from './view-reads.js';

const CATALOG = sql`pg_catalog.pg_class`;
const KINDS = { r: 'table', p: 'table', v: 'view', m: 'materialized-view', f: 'foreign-table', S: 'sequence' } as const;
const PERSISTENCE = { p: 'permanent', u: 'unlogged', t: 'temporary' } as const;

export const relations: Family<Relation> = family(
  () => select<Relation>({ ...identity(), ...structure(), ...viewParts() }, FROM),
  (item) => [item.schema, item.name],
);

type Identity = 'schema' | 'name' | 'kind' | 'owner' | 'acl' | 'comment' | 'extension' | 'persistence' | 'rowSecurity';

function identity(): Columns<Pick<Relation, Identity>> {
  return {
    schema: repeated(sql`n.nspname`),
    name: text(sql`c.relname`),
    kind: oneOf(sql`c.relkind`, KINDS),
    owner: repeated(roleName(sql`c.relowner`)),
    acl: acl(sql`c.relacl`),
    comment: maybe(text(sql`remark.description`)),
    extension: maybe(text(sql`extension.extname`)),
    persistence: oneOf(sql`c.relpersistence`, PERSISTENCE),
    rowSecurity: nested({ enabled: bool(sql`c.relrowsecurity`), forced: bool(sql`c.relforcerowsecurity`) }),
  };
}

type Structure = Exclude<keyof Relation, Identity | 'definition' | 'reads' | 'calls'>;

function structure(): Columns<Pick<Relation, Structure>> {
  return {
    partitionKey: maybe(text(sql`CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END`)),
    parents: pairs(PARENTS, (schema, name) => ({ schema, name })),
    partitionBound: maybe(text(sql`pg_catalog.pg_get_expr(c.relpartbound, c.oid)`)),
    options: texts(sql`c.reloptions`),
    foreignServer: maybe(text(sql`server.srvname`)),
    populated: bool(sql`c.relispopulated`),
    ofType: maybe(text(sql`CASE WHEN c.reloftype <> 0 THEN pg_catalog.format_type(c.reloftype, NULL) END`)),
    estimatedRows: int(sql`c.reltuples`),
  };
}

const PARENTS: Sql = sql`CASE WHEN has_parent.yes THEN (
  SELECT pg_catalog.array_agg(ARRAY[pn.nspname::pg_catalog.text, p.relname::pg_catalog.text] ORDER BY i.inhseqno)
  FROM pg_catalog.pg_inherits i JOIN pg_catalog.pg_class p ON p.oid = i.inhparent
  JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace WHERE i.inhrelid = c.oid) END`;

const FROM: Sql = sql`FROM ${CATALOG} c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  LEFT JOIN (SELECT DISTINCT inhrelid, true AS yes FROM pg_catalog.pg_inherits) has_parent ON has_parent.inhrelid = c.oid
  LEFT JOIN pg_catalog.pg_foreign_table remote ON remote.ftrelid = c.oid
  LEFT JOIN pg_catalog.pg_foreign_server server ON server.oid = remote.ftserver
  ${READ_BY_VIEW}
  ${remarkOf(CATALOG, sql`c.oid`)} ${extensionOf(CATALOG, sql`c.oid`)} ${initialAclOf(CATALOG, sql`c.oid`)}
  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${mineOrChanged(sql`c.oid`, sql`c.relowner`, sql`c.relacl`)}`;
