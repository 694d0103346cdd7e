// https://www.postgresql.org/docs/current/catalog-pg-language.html

import type { Language } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { acl, bool, maybe, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { extensionOf, roleName } from '../scope.js';
import { select } from '../select.js';

const CATALOG = sql`pg_catalog.pg_language`;

export const languages: Family<Language> = family(
  () =>
    select<Language>(
      {
        name: text(sql`l.lanname`),
        owner: text(roleName(sql`l.lanowner`)),
        trusted: bool(sql`l.lanpltrusted`),
        acl: acl(sql`l.lanacl`),
        extension: maybe(text(sql`extension.extname`)),
      },
      sql`FROM ${CATALOG} l ${extensionOf(CATALOG, sql`l.oid`)}`,
    ),
  (item) => item.name,
);
