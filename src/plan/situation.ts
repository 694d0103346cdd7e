// The inventory as the plan will have left it by a given step: who owns what, with which access control
// list, and how SQL names it. Kinds planned earlier (owners, new objects) project what they change, since
// ALTER … OWNER rewrites the grants that later kinds compare.

import { invariant } from '../core/invariant.js';
import type { DatabaseInventory, Inventory, Policy, Relation, Role, Routine } from '../inventory/index.js';
import { itemsOf } from '../inventory/section.js';
import { isRelationKind, type ObjectRef } from '../pg/object.js';
import { featuresOf } from '../pg/version.js';
import { qualified } from '../sql/sql.js';
import { aclState, reowned, type AclState } from './acl/state.js';
import { LookUp } from './look-up.js';
import { indexProtected } from './index-protected.js';
import type { Protected } from './protected.js';

/** A plan is made of the same inventory many times: once for each control that is taken away. */
const found = new WeakMap<Inventory, ReadonlyMap<string, Protected>>();

function foundIn(inventory: Inventory): ReadonlyMap<string, Protected> {
  const known = found.get(inventory);
  if (known !== undefined) return known;
  const objects = new Map(indexProtected(inventory).map((item) => [protectedKey(item.ref), item]));
  found.set(inventory, objects);
  return objects;
}

export class Situation {
  readonly inventory: Inventory;
  readonly #objects: Map<string, Protected>;
  readonly #roles: Map<string, Role>;
  readonly #relations = new LookUp<Relation>((each) => [each.schema, each.name]);
  readonly #policies = new LookUp<Policy>((each) => [each.schema, each.relation, each.name]);
  readonly #routines = new LookUp<Routine>((each) => [each.schema, `${each.name}(${each.identityArguments})`]);
  readonly #newRoles = new Set<string>();
  readonly #beforeGrants = new Map<string, Protected>();
  readonly #databases: Map<string, DatabaseInventory>;
  readonly #columns = new Map<string, readonly string[]>();
  readonly #followers = new Map<string, Protected[]>();

  constructor(inventory: Inventory) {
    this.inventory = inventory;
    this.#databases = new Map(inventory.databases.map((database) => [database.name, database]));
    this.#roles = new Map(itemsOf(inventory.cluster.roles).map((role) => [role.name, role]));
    this.#objects = new Map(foundIn(inventory));
    for (const item of this.#objects.values()) {
      if (item.follows === null) continue;
      const key = protectedKey(item.follows);
      this.#followers.set(key, [...(this.#followers.get(key) ?? []), item]);
    }
  }

  get major(): number {
    return this.inventory.server.major;
  }

  /** Who will run the plan. */
  get applier(): { readonly role: string; readonly superuser: boolean } {
    return this.inventory.server.readAs;
  }

  role(name: string): Role | undefined {
    return this.#roles.get(name);
  }

  hasRole(name: string): boolean {
    return this.#roles.has(name) || this.#newRoles.has(name);
  }

  /** Made by the plan so far. */
  get newRoles(): ReadonlySet<string> {
    return this.#newRoles;
  }

  addRole(name: string): void {
    this.#newRoles.add(name);
  }

  database(name: string | undefined): DatabaseInventory | undefined {
    return name === undefined ? undefined : this.#databases.get(name);
  }

  protected(ref: ObjectRef): Protected | undefined {
    return this.#objects.get(protectedKey(ref)) ?? this.#unwrittenParameter(ref);
  }

  /** A parameter has an entry in the catalog only once something was granted on it. */
  #unwrittenParameter(ref: ObjectRef): Protected | undefined {
    const [name] = ref.path;
    if (ref.kind !== 'parameter' || name === undefined || !featuresOf(this.major).parameterAcls) return undefined;
    return { ref, owner: this.applier.role, acl: aclState([]), name: qualified(...name.split('.')), follows: null };
  }

  add(item: Protected): void {
    this.#objects.set(protectedKey(item.ref), item);
  }

  setAcl(ref: ObjectRef, acl: AclState): void {
    const item = this.protected(ref);
    invariant(item !== undefined, 'only a known object changes its access control list');
    if (!this.#beforeGrants.has(protectedKey(ref))) this.#beforeGrants.set(protectedKey(ref), item);
    this.add({ ...item, acl });
  }

  /** The object before its first planned grant or revoke. */
  beforeGrants(item: Protected): Protected | undefined {
    return this.#beforeGrants.get(protectedKey(item.ref));
  }

  /** As ALTER … OWNER TO leaves it, with the sequences that belong to the table's columns. */
  setOwner(ref: ObjectRef, owner: string): void {
    const item = this.protected(ref);
    invariant(item !== undefined, 'only a known object changes its owner');
    if (item.owner === owner) return;
    this.add({ ...item, owner, acl: reowned(item.acl, item.owner, owner) });
    for (const follower of this.followers(ref)) this.setOwner(follower.ref, owner);
  }

  /** Sequences owned by the table's columns. */
  followers(ref: ObjectRef): readonly Protected[] {
    return this.#followers.get(protectedKey(ref)) ?? [];
  }

  /** Names in order of position. */
  columnsOf(relation: ObjectRef): readonly string[] {
    if (this.#columns.size === 0) this.#readColumns();
    return this.#columns.get(protectedKey(relation)) ?? [];
  }

  relation(ref: ObjectRef): Relation | undefined {
    return this.#relations.find(this.database(ref.database)?.relations, ref.path.slice(0, 2));
  }

  policy(relation: ObjectRef, name: string): Policy | undefined {
    return this.#policies.find(this.database(relation.database)?.policies, [...relation.path, name]);
  }

  routine(ref: ObjectRef): Routine | undefined {
    return this.#routines.find(this.database(ref.database)?.routines, ref.path);
  }

  #readColumns(): void {
    for (const database of this.inventory.databases) {
      const groups = new Map<string, { readonly name: string; readonly position: number }[]>();
      for (const column of itemsOf(database.columns)) {
        const key = protectedKey({ kind: 'table', path: [column.schema, column.relation], database: database.name });
        const list = groups.get(key);
        if (list === undefined) groups.set(key, [column]);
        else list.push(column);
      }
      for (const [key, list] of groups) {
        const ordered = list.toSorted((left, right) => left.position - right.position);
        this.#columns.set(
          key,
          ordered.map((column) => column.name),
        );
      }
    }
  }
}

/** One key for every relation kind, so that a table named as a view is still found; a column is its relation. */
export function protectedKey(ref: ObjectRef): string {
  const relation = isRelationKind(ref.kind) || ref.kind === 'column';
  const path = ref.kind === 'column' ? ref.path.slice(0, 2) : ref.path;
  return JSON.stringify([relation ? 'relation' : ref.kind, ref.database ?? '', ...path]);
}
