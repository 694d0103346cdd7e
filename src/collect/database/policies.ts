// Row-level security policies. https://www.postgresql.org/docs/current/catalog-pg-policy.html

import type { Policy } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { bool, maybe, oneOf, repeated, text, texts } from '../cell.js';
import { family, type Family } from '../family.js';
import { roleName } from '../scope.js';
import { select } from '../select.js';

const COMMANDS = { '*': 'ALL', r: 'SELECT', a: 'INSERT', w: 'UPDATE', d: 'DELETE' } as const;

export const policies: Family<Policy> = family(
  () =>
    select<Policy>(
      {
        schema: repeated(sql`n.nspname`),
        relation: repeated(sql`c.relname`),
        name: text(sql`p.polname`),
        command: oneOf(sql`p.polcmd`, COMMANDS),
        permissive: bool(sql`p.polpermissive`),
        roles: texts(ROLES),
        forPublic: bool(sql`0::pg_catalog.oid = ANY (p.polroles)`),
        using: maybe(text(sql`pg_catalog.pg_get_expr(p.polqual, p.polrelid)`)),
        check: maybe(text(sql`pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)`)),
        comment: maybe(text(sql`remark.description`)),
      },
      sql`FROM pg_catalog.pg_policy p JOIN pg_catalog.pg_class c ON c.oid = p.polrelid
        JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
        LEFT JOIN pg_catalog.pg_description remark ON remark.objoid = p.oid
          AND remark.classoid = 'pg_catalog.pg_policy'::pg_catalog.regclass`,
    ),
  (item) => [item.schema, item.relation, item.name],
);

/** Looked up one by one: a policy has few roles, a cluster may have thousands. 0 is PUBLIC. */
const ROLES: Sql = sql`(SELECT pg_catalog.array_agg(named.name ORDER BY named.name COLLATE "C")
  FROM (SELECT ${roleName(sql`listed.role`)}::pg_catalog.text AS name
    FROM pg_catalog.unnest(p.polroles) listed (role) WHERE listed.role <> 0) named)`;
