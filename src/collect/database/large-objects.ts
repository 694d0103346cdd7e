// https://www.postgresql.org/docs/current/catalog-pg-largeobject-metadata.html

import type { LargeObject } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { acl, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { roleName } from '../scope.js';
import { select } from '../select.js';

export const largeObjects: Family<LargeObject> = family(
  () =>
    select<LargeObject>(
      { oid: text(sql`l.oid`), owner: text(roleName(sql`l.lomowner`)), acl: acl(sql`l.lomacl`) },
      sql`FROM pg_catalog.pg_largeobject_metadata l`,
    ),
  (item) => item.oid.padStart(10, '0'),
);
