// Security labels on objects of this database, on the database itself, and on roles and tablespaces.
// https://www.postgresql.org/docs/current/catalog-pg-seclabel.html

import type { ObjectKind } from '../../pg/object.js';
import { objectKey, type ObjectRef, objectRef } from '../../pg/object.js';
import type { SecurityLabel } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { type Column, text, texts, UnknownCatalogValue } from '../cell.js';
import { family, type Family } from '../family.js';
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

function address(): Column<ObjectRef> {
  const type = text(sql`a.type`);
  const names = texts(sql`a.object_names`);
  const signature = texts(sql`a.object_args`);
  const database = text(sql`pg_catalog.current_database()`);
  const parts: readonly Sql[] = [type, names, signature, database].flatMap((part) => part.expressions);
  return {
    expressions: parts,
    decode: (row, at) =>
      toObject(
        type.decode(row, at),
        names.decode(row, at + 1),
        signature.decode(row, at + 2),
        database.decode(row, at + 3),
      ),
  };
}

function toObject(type: string, names: readonly string[], signature: readonly string[], database: string): ObjectRef {
  if (type.endsWith(' column')) return objectRef('column', names, database);
  const kind = KINDS[type];
  if (kind === undefined) throw new UnknownCatalogValue(`a security label on an unknown kind of object: ${type}`);
  if (SHARED.has(kind)) return objectRef(kind, names);
  if (kind !== 'routine') return objectRef(kind, names, database);
  return objectRef(kind, [names[0] ?? '', `${names[1] ?? ''}(${signature.join(', ')})`], database);
}
