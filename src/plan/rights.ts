// What an administrator who is no superuser can do: managed platforms give CREATEROLE and memberships instead.
// From 16 on he needs ADMIN on each role; what he acts on he must own through a membership that inherits and sets.
// https://www.postgresql.org/docs/current/role-attributes.html

import type { Membership, Role } from '../inventory/cluster.js';
import { itemsOf } from '../inventory/section.js';
import { granteeKey, PUBLIC, roleGrantee } from '../pg/grantee.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { featuresOf } from '../pg/version.js';
import type { Situation } from './situation.js';

export class Rights {
  readonly role: Role;
  readonly perGrant: boolean;
  readonly #situation: Situation;
  readonly #acting: ReadonlySet<string>;
  readonly #memberships: readonly Membership[];

  private constructor(role: Role, situation: Situation) {
    this.role = role;
    this.#situation = situation;
    this.perGrant = featuresOf(situation.major).membershipOptions;
    this.#memberships = itemsOf(situation.inventory.cluster.memberships);
    this.#acting = actingAs(role, this.#memberships, this.perGrant);
  }

  /** Null for a superuser, and for a reader (an auditor) for whom somebody else will apply. */
  static of(situation: Situation): Rights | null {
    const { role: name, superuser } = situation.applier;
    const role = situation.role(name);
    const live = situation.inventory.server.origin === 'live';
    return !live || superuser || role === undefined || !role.createRole ? null : new Rights(role, situation);
  }

  /** He is it, made it, or is a member with its rights who may also SET ROLE to it. */
  actsAs(name: string | null): boolean {
    if (name === null) return false;
    return this.#acting.has(name) || this.isNew(name);
  }

  /** The plan makes it, and takes the membership with it. */
  isNew(name: string): boolean {
    return this.#situation.role(name) === undefined && this.#situation.hasRole(name);
  }

  mayGrantRole(name: string): boolean {
    if (this.isNew(name)) return true;
    if (this.#situation.role(name)?.superuser === true) return false;
    if (!this.perGrant) return true;
    return this.#memberships.some((each) => each.role === name && each.admin && this.#acting.has(each.member));
  }

  /** On a schema or database, as the plan will have left it. */
  has(role: string, object: ObjectRef, privilege: Privilege): boolean {
    const item = this.#situation.protected(object);
    if (item === undefined) return false;
    if (item.owner === role || (role === this.role.name && this.actsAs(item.owner))) return true;
    const keys = new Set([granteeKey(PUBLIC), granteeKey(roleGrantee(role))]);
    return [...item.acl.values()].some((each) => each.privilege === privilege && keys.has(granteeKey(each.grantee)));
  }

  /** Both who makes an object and who is to own it need CREATE where it lies. */
  mayPlace(owner: string, schema: string, database: string | undefined): boolean {
    const ref = objectRef('schema', [schema], database);
    return this.actsAs(owner) && this.has(owner, ref, 'CREATE');
  }
}

function actingAs(role: Role, memberships: readonly Membership[], perGrant: boolean): ReadonlySet<string> {
  const reached = new Set([role.name]);
  for (const name of reached) {
    for (const each of memberships) {
      if (each.member === name && (perGrant ? each.inherit && each.set : role.inherit)) reached.add(each.role);
    }
  }
  return reached;
}
