// Whether one role is a member of another, directly or through others, whatever INHERIT and SET say: so pg_hba.conf and
// pg_ident.conf ask it (is_member_of_role_nosuper). Every role is a member of itself.

import type { Inventory } from './model.js';
import { itemsOf } from './section.js';

export function memberOf(inventory: Inventory): (member: string, role: string) => boolean {
  const memberships = itemsOf(inventory.cluster.memberships);
  return (member, role) => {
    const reached = new Set([member]);
    for (const name of reached) {
      for (const each of memberships) if (each.member === name) reached.add(each.role);
    }
    return reached.has(role);
  };
}
