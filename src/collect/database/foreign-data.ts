// Foreign-data wrappers, servers and user mappings; of options only the names leave the server.
// https://www.postgresql.org/docs/current/catalog-pg-user-mapping.html

import type { ForeignDataWrapper, ForeignServer, UserMapping } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { acl, bool, type Column, maybe, text, texts } from '../cell.js';
import { family, type Family } from '../family.js';
import { extensionOf, roleName } from '../scope.js';
import { holdsSecretOption, optionNames } from '../secrets.js';
import { select, type Selection } from '../select.js';

const WRAPPERS = sql`pg_catalog.pg_foreign_data_wrapper`;

export const foreignDataWrappers: Family<ForeignDataWrapper> = family(
  () =>
    select<ForeignDataWrapper>(
      {
        name: text(sql`w.fdwname`),
        owner: text(roleName(sql`w.fdwowner`)),
        acl: acl(sql`w.fdwacl`),
        extension: maybe(text(sql`extension.extname`)),
      },
      sql`FROM ${WRAPPERS} w ${extensionOf(WRAPPERS, sql`w.oid`)}`,
    ),
  (item) => item.name,
);

export const foreignServers: Family<ForeignServer> = family(
  () =>
    select<ForeignServer>(
      {
        name: text(sql`s.srvname`),
        wrapper: text(sql`w.fdwname`),
        owner: text(roleName(sql`s.srvowner`)),
        acl: acl(sql`s.srvacl`),
        optionNames: texts(optionNames(sql`s.srvoptions`)),
      },
      sql`FROM pg_catalog.pg_foreign_server s JOIN ${WRAPPERS} w ON w.oid = s.srvfdw`,
    ),
  (item) => item.name,
);

/** The view shows options only to those they concern, and cannot say whether it hid any. */
export const userMappings: Family<UserMapping> = {
  attempts: () => [
    { selections: [selectMappings(sql`pg_catalog.pg_user_mapping`, bool(holdsSecretOption(sql`m.umoptions`)))] },
    {
      selections: [selectMappings(sql`pg_catalog.pg_user_mappings`, visiblePassword)],
      partial: 'options of other roles’ user mappings are hidden from this role',
    },
  ],
  order: (item) => [item.server, item.role === null ? '' : `=${item.role}`],
};

const visiblePassword: Column<boolean | null> = maybe(
  bool(sql`CASE WHEN m.umoptions IS NOT NULL THEN ${holdsSecretOption(sql`m.umoptions`)} END`),
);

function selectMappings(catalog: Sql, hasPassword: Column<boolean | null>): Selection<UserMapping> {
  const join = catalog.text.endsWith('s') ? sql`s.oid = m.srvid` : sql`s.oid = m.umserver`;
  return select<UserMapping>(
    {
      server: text(sql`s.srvname`),
      role: maybe(text(sql`CASE WHEN m.umuser <> 0 THEN ${roleName(sql`m.umuser`)} END`)),
      optionNames: texts(optionNames(sql`m.umoptions`)),
      hasPassword,
    },
    sql`FROM ${catalog} m JOIN pg_catalog.pg_foreign_server s ON ${join}`,
  );
}
