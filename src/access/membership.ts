// Who has the privileges of whom, who may SET ROLE to whom, who is a member of whom. Three closures over
// the same edges: `inherit`, `set` and all (before 16 the option is the member's own INHERIT attribute).
// roles_is_member_of(), has_privs_of_role() in src/backend/utils/adt/acl.c
// https://www.postgresql.org/docs/current/role-membership.html

import { itemsOf, type Inventory, type Membership, type Role } from '../inventory/index.js';
import { compareText } from '../core/order.js';

/** `privileges` = has_privs_of_role, `set` = may SET ROLE, `member` = membership of any kind, `admin` = may grant it on. */
export type Reach = 'privileges' | 'set' | 'member';

const DATABASE_OWNER = 'pg_database_owner';

export class MembershipClosure {
  /** Sorted by code point. */
  readonly roles: readonly Role[];
  readonly superusers: readonly string[];
  readonly #major: number;
  readonly #byName: ReadonlyMap<string, Role>;
  readonly #databaseOwners: ReadonlyMap<string, string>;
  readonly #up: Readonly<Record<Reach, Graph>>;
  readonly #down: Readonly<Record<Reach, Graph>>;
  readonly #reached: Readonly<Record<Reach, Map<string, ReadonlySet<string>>>> = {
    privileges: new Map(),
    set: new Map(),
    member: new Map(),
  };
  readonly #reachedBy = new Map<string, readonly string[]>();

  constructor(inventory: Inventory) {
    const { roles, databaseFacts, memberships } = inventory.cluster;
    const edges = itemsOf(memberships);
    this.#major = inventory.server.major;
    this.roles = itemsOf(roles).toSorted((left, right) => compareText(left.name, right.name));
    this.superusers = this.roles.filter((role) => role.superuser).map((role) => role.name);
    this.#byName = new Map(this.roles.map((role) => [role.name, role]));
    this.#databaseOwners = new Map(itemsOf(databaseFacts).map((each) => [each.name, each.owner]));
    this.#up = { privileges: graph(edges, 'privileges'), set: graph(edges, 'set'), member: graph(edges, 'member') };
    this.#down = {
      privileges: turned(this.#up.privileges),
      set: turned(this.#up.set),
      member: turned(this.#up.member),
    };
  }

  role(name: string): Role | undefined {
    return this.#byName.get(name);
  }

  /** Reflexive; a superuser reaches every role. `database` is where pg_database_owner stands for the owner. */
  reaches(reach: Reach, member: string, role: string, database?: string): boolean {
    if (this.#byName.get(member)?.superuser === true || this.#reachedOf(reach, member).has(role)) return true;
    const owner = role === DATABASE_OWNER ? this.#standIn(reach, database) : undefined;
    return owner !== undefined && this.#reachedOf(reach, member).has(owner);
  }

  /** Roles reached without being a superuser, the role itself included, sorted. */
  reached(reach: Reach, member: string): readonly string[] {
    return [...this.#reachedOf(reach, member)].toSorted(compareText);
  }

  /** A shortest chain `member … role`; null when there is none. Ignores superuser. */
  chain(reach: Reach, member: string, role: string): readonly string[] | null {
    return chainTo(parentsOf(this.#up[reach], member), role);
  }

  /** Roles that reach the role, itself included, superusers not counted as such; in no order. */
  reachedBy(reach: Reach, role: string, database?: string): readonly string[] {
    const owner = role === DATABASE_OWNER ? this.#standIn(reach, database) : undefined;
    const direct = this.#below(reach, role);
    return owner === undefined ? direct : [...direct, ...this.#below(reach, owner)];
  }

  /** Before 16 a NOINHERIT owner of the database does not have the privileges of pg_database_owner. */
  #standIn(reach: Reach, database: string | undefined): string | undefined {
    const owner = database === undefined ? undefined : this.#databaseOwners.get(database);
    if (owner === undefined || reach !== 'privileges' || this.#major >= 16) return owner;
    return this.#byName.get(owner)?.inherit === false ? undefined : owner;
  }

  #reachedOf(reach: Reach, member: string): ReadonlySet<string> {
    const known = this.#reached[reach].get(member);
    if (known !== undefined) return known;
    const found = new Set(parentsOf(this.#up[reach], member).keys());
    this.#reached[reach].set(member, found);
    return found;
  }

  #below(reach: Reach, role: string): readonly string[] {
    const key = `${reach} ${role}`;
    const found = this.#reachedBy.get(key) ?? [...parentsOf(this.#down[reach], role).keys()];
    this.#reachedBy.set(key, found);
    return found;
  }
}

type Graph = ReadonlyMap<string, readonly string[]>;

function graph(edges: readonly Membership[], reach: Reach): Graph {
  const found = new Map<string, string[]>();
  for (const edge of edges) {
    if ((reach === 'privileges' && !edge.inherit) || (reach === 'set' && !edge.set)) continue;
    const list = found.get(edge.member);
    if (list === undefined) found.set(edge.member, [edge.role]);
    else if (!list.includes(edge.role)) list.push(edge.role);
  }
  return found;
}

function turned(forward: Graph): Graph {
  const found = new Map<string, string[]>();
  for (const [from, targets] of forward) {
    for (const target of targets) {
      const list = found.get(target);
      if (list === undefined) found.set(target, [from]);
      else list.push(from);
    }
  }
  return found;
}

/** Breadth first: every node that is reached, with the node it was first reached from. */
function parentsOf(edges: Graph, start: string): ReadonlyMap<string, string | null> {
  const parents = new Map<string, string | null>([[start, null]]);
  const queue = [start];
  for (const node of queue) {
    for (const next of edges.get(node) ?? []) {
      if (parents.has(next)) continue;
      parents.set(next, node);
      queue.push(next);
    }
  }
  return parents;
}

function chainTo(parents: ReadonlyMap<string, string | null>, role: string): readonly string[] | null {
  if (!parents.has(role)) return null;
  const chain = [role];
  for (let at = parents.get(role) ?? null; at !== null; at = parents.get(at) ?? null) chain.unshift(at);
  return chain;
}
