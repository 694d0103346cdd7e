// Whether one role is a member of another, directly or through others, whatever INHERIT and SET say: so pg_hba.conf and
// pg_ident.conf ask it (is_member_of_role_nosuper). Every role is a member of itself.

import type { Inventory } from './model.js';
import { itemsOf } from './section.js';

export function memberOf(inventory: Inventory): (member: string, role: string) => boolean {
  const memberships = itemsOf(inventory.cluster.memberships);
  const reaches = (user: string, role: string, seen: ReadonlySet<string>): boolean =>
    user === role ||
    memberships.some(
      (each) => each.member === user && !seen.has(each.role) && reaches(each.role, role, new Set([...seen, each.role])),
    );
  return (member, role) => reaches(member, role, new Set([member]));
}
