// Who is a member of what, by whose grant. From 16 on INHERIT and SET belong to the grant; before, the
// member's own INHERIT decides and SET ROLE is always allowed.
// https://www.postgresql.org/docs/current/catalog-pg-auth-members.html

import type { Membership } from '../../inventory/index.js';
import { sql } from '../../sql/sql.js';
import { bool, maybe, text } from '../cell.js';
import { family, type Family } from '../family.js';
import { select } from '../select.js';

export const memberships: Family<Membership> = family(
  (major) =>
    select<Membership>(
      {
        role: text(sql`r.rolname`),
        member: text(sql`member.rolname`),
        grantor: maybe(text(sql`grantor.rolname`)),
        admin: bool(sql`m.admin_option`),
        inherit: bool(major >= 16 ? sql`m.inherit_option` : sql`member.rolinherit`),
        set: bool(major >= 16 ? sql`m.set_option` : sql`true`),
      },
      sql`FROM pg_catalog.pg_auth_members m
        JOIN pg_catalog.pg_roles r ON r.oid = m.roleid
        JOIN pg_catalog.pg_roles member ON member.oid = m.member
        LEFT JOIN pg_catalog.pg_roles grantor ON grantor.oid = m.grantor
        ORDER BY r.rolname COLLATE "C", member.rolname COLLATE "C", grantor.rolname COLLATE "C"`,
    ),
  (item) => [item.role, item.member, item.grantor ?? ''],
);
