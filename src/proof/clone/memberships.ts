// Who is a member of which role, with options and grantor. Granted after all ACLs: a membership would
// change whom the server records as grantor. https://www.postgresql.org/docs/current/sql-grant.html

import { itemsOf, type Inventory, type Membership } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { emptySql, sql, type Sql } from '../../sql/sql.js';
import type { Task } from './task.js';

/** `bootstrap` is the source's own bootstrap superuser; its grants are the scratch superuser's here. */
export function membershipTasks(inventory: Inventory, major: number, bootstrap: string | null): readonly Task[] {
  return itemsOf(inventory.cluster.memberships).map((membership) => ({
    object: `membership of ${membership.member} in ${membership.role}`,
    statement: grantMembership(membership, major, bootstrap),
  }));
}

export function grantMembership(membership: Membership, major: number, bootstrap: string | null): Sql {
  const { role, member, grantor, admin, inherit, set } = membership;
  const as = grantor === null || grantor === bootstrap ? emptySql : sql` GRANTED BY ${Ident.of(grantor)}`;
  const grant = sql`GRANT ${Ident.of(role)} TO ${Ident.of(member)}`;
  if (major < 16) return sql`${grant}${admin ? sql` WITH ADMIN OPTION` : emptySql}${as}`;
  return sql`${grant} WITH ADMIN ${truth(admin)}, INHERIT ${truth(inherit)}, SET ${truth(set)}${as}`;
}

function truth(on: boolean): Sql {
  return on ? sql`TRUE` : sql`FALSE`;
}
