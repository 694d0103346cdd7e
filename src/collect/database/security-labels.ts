// Security labels on objects of this database, on the database itself, and on roles and tablespaces.
// https://www.postgresql.org/docs/current/catalog-pg-seclabel.html

import type { ObjectKind } from '../../pg/object.js';
import { objectKey, type ObjectRef, objectRef } from '../../pg/object.js';
import type { SecurityLabel } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { type Column, nested, text, texts, UnknownCatalogValue } from '../cell.js';
import { family, type Family } from '../family.js';
import { SIGNATURE } from '../scope.js';
import { select } from '../select.js';

export const securityLabels: Family<SecurityLabel> = family(
  () =>
    select<SecurityLabel>(
      { object: address(), provider: text(sql`l.provider`), label: text(sql`l.label`) },
      sql`FROM (
        SELECT classoid, objoid, objsubid, provider, label FROM pg_catalog.pg_seclabel
        UNION ALL SELECT classoid, objoid, 0, provider, label FROM pg_catalog.pg_shseclabel
        WHERE classoid <> 'pg_catalog.pg_database'::pg_catalog.regclass
          OR objoid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
      ) l CROSS JOIN LATERAL pg_catalog.pg_identify_object_as_address(l.classoid, l.objoid, l.objsubid) a`,
    ),
  (item) => [objectKey(item.object), item.provider],
);

const KINDS: { readonly [type: string]: ObjectKind } = {
  table: 'table',
  view: 'view',
  'materialized view': 'materialized-view',
  'foreign table': 'foreign-table',
  sequence: 'sequence',
  index: 'index',
  function: 'routine',
  procedure: 'routine',
  aggregate: 'routine',
  schema: 'schema',
  type: 'type',
  domain: 'type',
  language: 'language',
  'large object': 'large-object',
  'event trigger': 'event-trigger',
  'foreign-data wrapper': 'foreign-data-wrapper',
  server: 'foreign-server',
  publication: 'publication',
  subscription: 'subscription',
  database: 'database',
  role: 'role',
  tablespace: 'tablespace',
};

const SHARED: ReadonlySet<ObjectKind> = new Set<ObjectKind>(['database', 'role', 'tablespace']);

/** Routines and types are named as everywhere else: by schema and signature, by schema and name. */
const PATH: Sql = sql`CASE
  WHEN l.classoid = 'pg_catalog.pg_proc'::pg_catalog.regclass THEN (SELECT ARRAY[n.nspname::pg_catalog.text, ${SIGNATURE}]
    FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace WHERE p.oid = l.objoid)
  WHEN l.classoid = 'pg_catalog.pg_type'::pg_catalog.regclass THEN (SELECT ARRAY[n.nspname::pg_catalog.text, t.typname::pg_catalog.text]
    FROM pg_catalog.pg_type t JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace WHERE t.oid = l.objoid)
  ELSE a.object_names END`;

function address(): Column<ObjectRef> {
  const parts = nested({
    type: text(sql`a.type`),
    path: texts(PATH),
    database: text(sql`pg_catalog.current_database()`),
  });
  return { expressions: parts.expressions, decode: (row, at) => toObject(parts.decode(row, at)) };
}

interface Address {
  readonly type: string;
  readonly path: readonly string[];
  readonly database: string;
}

function toObject({ type, path, database }: Address): ObjectRef {
  if (type.endsWith(' column')) return objectRef('column', path, database);
  const kind = KINDS[type];
  if (kind === undefined) throw new UnknownCatalogValue(`a security label on an unknown kind of object: ${type}`);
  return SHARED.has(kind) ? objectRef(kind, path) : objectRef(kind, path, database);
}
