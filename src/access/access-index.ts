// The room's answer: who holds what, through what, and whether it can be used. Built once per inventory;
// questions then cost the length of one access control list. Law `access`: holds = has_*_privilege.

import type { Inventory } from '../inventory/index.js';
import type { ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { decideHolding, explainHolding, holdersOf, type HoldsContext } from './holds.js';
import { MembershipClosure } from './membership.js';
import type { Holding } from './path.js';
import { itemsInForce, Securables, type Securable } from './securable.js';
import { usability } from './usable.js';
import type { AclItem } from '../pg/acl.js';

export interface AccessIndex {
  readonly major: number;
  readonly members: MembershipClosure;
  /** Everything that has an access control list; of columns only those with a list of their own. */
  readonly securables: () => Iterable<Securable>;
  /** The object with owner and list; undefined when it is not in the inventory. */
  readonly securable: (object: ObjectRef) => Securable | undefined;
  /** Items in force on the object (defaults expanded); none when it is not in the inventory. */
  readonly items: (object: ObjectRef) => readonly AclItem[];
  /** As has_*_privilege; false when role or object is not in the inventory. */
  readonly holds: (role: string, object: ObjectRef, privilege: Privilege) => boolean;
  /** With every path; null when role or object is not in the inventory. */
  readonly explain: (role: string, object: ObjectRef, privilege: Privilege) => Holding | null;
  /** A real attempt would pass the privilege checks. */
  readonly usable: (role: string, object: ObjectRef, privilege: Privilege) => boolean;
  /** Roles that hold it, superusers included; sorted. */
  readonly holders: (object: ObjectRef, privilege: Privilege) => readonly string[];
}

const indexes = new WeakMap<Inventory, AccessIndex>();

/** The same index for the same inventory. */
export function accessIndex(inventory: Inventory): AccessIndex {
  const known = indexes.get(inventory);
  if (known !== undefined) return known;
  const built = build(inventory);
  indexes.set(inventory, built);
  return built;
}

function build(inventory: Inventory): AccessIndex {
  const members = new MembershipClosure(inventory);
  const context: HoldsContext = { major: inventory.server.major, members, securables: new Securables(inventory) };
  const securable = (object: ObjectRef): Securable | undefined => context.securables.find(object);
  return {
    major: context.major,
    members,
    securables: () => context.securables.listed(),
    securable,
    items: (object) => {
      const found = securable(object);
      return found === undefined ? [] : itemsInForce(found, context.major);
    },
    holds: (role, object, privilege) => {
      const found = securable(object);
      return found !== undefined && members.role(role) !== undefined && decideHolding(context, role, found, privilege);
    },
    explain: (role, object, privilege) => explainHolding(context, role, object, privilege),
    usable: usability(context, inventory),
    holders: (object, privilege) => {
      const found = securable(object);
      return found === undefined ? [] : holdersOf(context, found, privilege);
    },
  };
}
