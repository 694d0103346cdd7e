// What an administrator who is no superuser can do: managed platforms give CREATEROLE and memberships instead.
// From 16 on he needs ADMIN on each role; what he acts on he must own through a membership that inherits and sets,
// and he, or whom he acts as, must be able to look into its schema. Asked as of the moment when the step runs: what
// the plan grants comes before, what it takes comes after. https://www.postgresql.org/docs/current/role-attributes.html

import type { Demand, FactOf, PrivilegeFact } from '../demand/model.js';
import type { Membership, Role } from '../inventory/cluster.js';
import { itemsOf } from '../inventory/section.js';
import { granteeKey, PUBLIC, roleGrantee } from '../pg/grantee.js';
import { objectKey, objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { featuresOf } from '../pg/version.js';
import type { Situation } from './situation.js';

type Edge = Pick<Membership, 'role' | 'member' | 'inherit' | 'set'>;

export class Rights {
  readonly role: Role;
  readonly perGrant: boolean;
  readonly #situation: Situation;
  readonly #memberships: readonly Membership[];
  readonly #grants: readonly FactOf<'membership'>[];
  readonly #given: ReadonlyMap<string, readonly PrivilegeFact[]>;
  #edges: { readonly newRoles: number; readonly all: readonly Edge[] } | null = null;

  private constructor(role: Role, situation: Situation, demands: readonly Demand[]) {
    this.role = role;
    this.#situation = situation;
    this.perGrant = featuresOf(situation.major).membershipOptions;
    this.#memberships = itemsOf(situation.inventory.cluster.memberships);
    const facts = demands.map(({ fact }) => fact);
    this.#grants = facts.flatMap((fact) => (fact.kind === 'membership' && fact.present ? [fact] : []));
    this.#given = byObject(facts.flatMap((fact) => (fact.kind === 'privilege' && fact.present ? [fact] : [])));
  }

  /** Null for a superuser, and for a reader (an auditor) for whom somebody else will apply. */
  static of(situation: Situation, demands: readonly Demand[]): Rights | null {
    const { role: name, superuser } = situation.applier;
    const role = situation.role(name);
    const live = situation.inventory.server.origin === 'live';
    return !live || superuser || role === undefined || !role.createRole ? null : new Rights(role, situation, demands);
  }

  /** He is it, made it, or is a member with its rights who may also SET ROLE to it. */
  actsAs(name: string | null): boolean {
    return name !== null && this.#reached(this.role.name, 'acts').has(name);
  }

  /** The plan makes it, and takes the membership with it. */
  isNew(name: string): boolean {
    return this.#situation.newRoles.has(name);
  }

  mayGrantRole(name: string): boolean {
    if (this.isNew(name)) return true;
    if (this.#situation.role(name)?.superuser === true) return false;
    if (!this.perGrant) return true;
    return this.#memberships.some((each) => each.role === name && each.admin && this.actsAs(each.member));
  }

  /** On a schema or database; an owner who took a right from himself has it no longer. */
  has(role: string, object: ObjectRef, privilege: Privilege): boolean {
    const item = this.#situation.protected(object);
    if (item === undefined) return false;
    const holders = new Set([granteeKey(PUBLIC)]);
    for (const name of this.#reached(role, 'inherits')) holders.add(granteeKey(roleGrantee(name)));
    const demanded = this.actsAs(item.owner) ? (this.#given.get(objectKey(object)) ?? []) : [];
    const before = this.#situation.beforeGrants(item)?.acl.values() ?? [];
    return [...item.acl.values(), ...before, ...demanded].some(
      (each) => each.privilege === privilege && holders.has(granteeKey(each.grantee)),
    );
  }

  /** Null: the object lies in no schema, or he can name it. */
  closedSchema({ kind, path, database }: ObjectRef): string | null {
    const [schema] = path;
    if (kind === 'schema' || path.length < 2 || schema === undefined) return null;
    return this.has(this.role.name, objectRef('schema', [schema], database), 'USAGE') ? null : schema;
  }

  /** Who is to own it needs CREATE where it lies. */
  mayOwnIn(owner: string, schema: string, database: string | undefined): boolean {
    return this.actsAs(owner) && this.has(owner, objectRef('schema', [schema], database), 'CREATE');
  }

  #reached(from: string, how: 'acts' | 'inherits'): ReadonlySet<string> {
    const edges = this.#allEdges();
    const reached = new Set([from]);
    for (const name of reached) {
      for (const each of edges) {
        if (each.member === name && each.inherit && (how === 'inherits' || each.set)) reached.add(each.role);
      }
    }
    return reached;
  }

  /** With the memberships that the plan grants, and his own in the roles that it makes. */
  #allEdges(): readonly Edge[] {
    const { newRoles } = this.#situation;
    if (this.#edges?.newRoles === newRoles.size) return this.#edges.all;
    this.#edges = { newRoles: newRoles.size, all: this.#memberships };
    const made = [...newRoles].map((role) => ({ role, member: this.role.name, inherit: true, set: true }));
    this.#edges = { newRoles: newRoles.size, all: [...this.#memberships, ...made] };
    const held = new Set(this.#memberships.map((each) => JSON.stringify([each.role, each.member])));
    // What is there already changes last, and a loop is refused.
    const granted = this.#grants.filter(
      (each) =>
        this.mayGrantRole(each.role) &&
        !held.has(JSON.stringify([each.role, each.member])) &&
        !this.#isMember(each.role, each.member),
    );
    const all = [...this.#memberships, ...made, ...granted.map((each) => this.#edgeOf(each))];
    this.#edges = { newRoles: newRoles.size, all };
    return all;
  }

  #isMember(member: string, role: string): boolean {
    const reached = new Set([member]);
    for (const name of reached) {
      for (const each of [...this.#memberships, ...this.#grants]) if (each.member === name) reached.add(each.role);
    }
    return reached.has(role);
  }

  #edgeOf({ role, member, options }: FactOf<'membership'>): Edge {
    const inherits = this.#situation.role(member)?.inherit ?? true;
    if (!this.perGrant || options === undefined) return { role, member, inherit: inherits, set: true };
    return { role, member, inherit: options.inherit, set: options.set };
  }
}

function byObject(facts: readonly PrivilegeFact[]): ReadonlyMap<string, readonly PrivilegeFact[]> {
  const found = new Map<string, PrivilegeFact[]>();
  for (const fact of facts) {
    const key = objectKey(fact.object);
    const known = found.get(key);
    if (known === undefined) found.set(key, [fact]);
    else known.push(fact);
  }
  return found;
}
