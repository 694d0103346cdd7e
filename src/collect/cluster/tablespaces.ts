// https://www.postgresql.org/docs/current/catalog-pg-tablespace.html

import type { Tablespace } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { acl, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { roleName } from '../scope.js';
import { select } from '../select.js';

export const tablespaces: Family<Tablespace> = family(
  () =>
    select<Tablespace>(
      { name: text(sql`t.spcname`), owner: text(roleName(sql`t.spcowner`)), acl: acl(sql`t.spcacl`) },
      sql`FROM pg_catalog.pg_tablespace t`,
    ),
  (item) => item.name,
);
