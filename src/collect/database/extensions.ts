// Installed extensions. https://www.postgresql.org/docs/current/catalog-pg-extension.html

import type { ExtensionFact } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { bool, maybe, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { roleName } from '../scope.js';
import { select } from '../select.js';

export const extensions: Family<ExtensionFact> = family(
  () =>
    select<ExtensionFact>(
      {
        name: text(sql`e.extname`),
        schema: text(sql`n.nspname`),
        version: text(sql`e.extversion`),
        availableVersion: maybe(text(sql`available.default_version`)),
        owner: text(roleName(sql`e.extowner`)),
        trusted: maybe(bool(sql`version.trusted`)),
      },
      sql`FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
        LEFT JOIN pg_catalog.pg_available_extensions available ON available.name = e.extname
        LEFT JOIN pg_catalog.pg_available_extension_versions version ON version.name = e.extname AND version.version = e.extversion`,
    ),
  (item) => item.name,
);
