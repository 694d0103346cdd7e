// ALTER DEFAULT PRIVILEGES. https://www.postgresql.org/docs/current/catalog-pg-default-acl.html

import type { DefaultPrivilege } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { aclItems, maybe, oneOf, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { roleName } from '../scope.js';
import { select } from '../select.js';

const KINDS = { r: 'table', S: 'sequence', f: 'routine', T: 'type', n: 'schema', L: 'large-object' } as const;

export const defaultPrivileges: Family<DefaultPrivilege> = family(
  () =>
    select<DefaultPrivilege>(
      {
        role: text(roleName(sql`d.defaclrole`)),
        schema: maybe(text(sql`n.nspname`)),
        objectKind: oneOf(sql`d.defaclobjtype`, KINDS),
        acl: aclItems(sql`d.defaclacl`),
      },
      sql`FROM pg_catalog.pg_default_acl d LEFT JOIN pg_catalog.pg_namespace n ON n.oid = d.defaclnamespace`,
    ),
  (item) => [item.role, item.schema === null ? '' : `=${item.schema}`, item.objectKind],
);
