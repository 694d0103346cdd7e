// Settings of roles and databases. https://www.postgresql.org/docs/current/catalog-pg-db-role-setting.html

import type { RoleSetting } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { maybe, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { maskedSetting } from '../secrets.js';
import { select } from '../select.js';

export const roleSettings: Family<RoleSetting> = family(
  () =>
    select<RoleSetting>(
      {
        role: maybe(text(sql`setting.role`)),
        database: maybe(text(sql`setting.database`)),
        name: text(sql`setting.name`),
        value: text(maskedSetting(sql`setting.name`, sql`setting.value`)),
      },
      sql`FROM (
        SELECT r.rolname AS role, d.datname AS database, pg_catalog.split_part(entry, '=', 1) AS name,
          pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1) AS value
        FROM pg_catalog.pg_db_role_setting s
        LEFT JOIN pg_catalog.pg_roles r ON r.oid = s.setrole
        LEFT JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase
        CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) AS entry
      ) setting`,
    ),
  (item) => [marked(item.role), marked(item.database), item.name],
);

/** Null before every name. */
function marked(name: string | null): string {
  return name === null ? '' : `=${name}`;
}
