// Schemas, PostgreSQL's own two included: their ACLs decide who sees the catalog.
// https://www.postgresql.org/docs/current/catalog-pg-namespace.html

import type { Schema } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { acl, maybe, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { extensionOf, LASTING_SCHEMA, remarkOf, roleName } from '../scope.js';
import { select } from '../select.js';

const CATALOG = sql`pg_catalog.pg_namespace`;

export const schemas: Family<Schema> = family(
  () =>
    select<Schema>(
      {
        name: text(sql`n.nspname`),
        owner: text(roleName(sql`n.nspowner`)),
        acl: acl(sql`n.nspacl`),
        comment: maybe(text(sql`remark.description`)),
        extension: maybe(text(sql`extension.extname`)),
      },
      sql`FROM ${CATALOG} n ${remarkOf(CATALOG, sql`n.oid`)} ${extensionOf(CATALOG, sql`n.oid`)}
        WHERE ${LASTING_SCHEMA}`,
    ),
  (item) => item.name,
);
