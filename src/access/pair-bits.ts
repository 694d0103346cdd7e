// The privileges of all roles on one object at once, as bits: low half held, high half with grant option. The
// cost is the length of the object's list times the members of its grantees, not the number of roles.

import { publicDefaults, type AclItem } from '../pg/acl.js';
import { isRelationKind, objectRef, type ObjectKind } from '../pg/object.js';
import { PRIVILEGES, privilegesOf, type Privilege } from '../pg/privilege.js';
import type { AccessIndex } from './access-index.js';
import { predefinedFor } from './holds.js';
import type { Securable } from './securable.js';

export interface ObjectBits {
  /** By place in `roles`; only those named by `places` are of this object. */
  readonly masks: Int32Array;
  /** Sorted by role. */
  readonly places: readonly number[];
  /** What PUBLIC holds; zero when it was spread over the roles. */
  readonly publicMask: number;
}

export interface PairBits {
  readonly major: number;
  /** All but superusers, sorted. */
  readonly roles: readonly string[];
  /** The same arrays are used again for the next object. */
  readonly of: (securable: Securable) => ObjectBits;
}

const BIT: ReadonlyMap<Privilege, number> = new Map(PRIVILEGES.map((word, place) => [word, 1 << place]));
const HIGH = 0x7fff << 16;
const SYSTEM_WRITES = maskOf(['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']);

function maskOf(words: readonly Privilege[]): number {
  return words.reduce((mask, word) => mask | (BIT.get(word) ?? 0), 0);
}

interface Given {
  /** Null: PUBLIC. */
  readonly grantee: string | null;
  readonly mask: number;
}

/** `dense`: PUBLIC's and predefined roles' holdings are spread over the roles that have them. */
export function pairBits(index: AccessIndex, { dense }: { readonly dense: boolean }): PairBits {
  const table = new BitTable(index, dense);
  return { major: index.major, roles: table.roles, of: (securable) => table.of(securable) };
}

class BitTable {
  readonly roles: readonly string[];
  readonly #index: AccessIndex;
  readonly #dense: boolean;
  readonly #places: ReadonlyMap<string, number>;
  readonly #masks: Int32Array;
  readonly #members = new Map<string, Int32Array>();
  readonly #given = new WeakMap<readonly AclItem[], readonly Given[]>();
  #touched: number[] = [];
  #publicMask = 0;

  constructor(index: AccessIndex, dense: boolean) {
    this.#index = index;
    this.#dense = dense;
    this.roles = index.members.roles.flatMap(({ name, superuser }) => (superuser ? [] : [name]));
    this.#places = new Map(this.roles.map((role, place) => [role, place]));
    this.#masks = new Int32Array(this.roles.length);
  }

  of(securable: Securable): ObjectBits {
    for (const place of this.#touched) this.#masks[place] = 0;
    this.#touched = [];
    this.#publicMask = 0;
    this.#add(securable, -1);
    if (securable.object.kind === 'column') {
      const [schema = '', name = ''] = securable.object.path;
      const relation = this.#index.securable(objectRef('table', [schema, name], securable.object.database));
      if (relation !== undefined) this.#add(relation, maskOf(privilegesOf('column', this.#index.major)));
    }
    if (this.#dense && this.#publicMask !== 0) this.#spread();
    this.#touched.sort((left, right) => left - right);
    return { masks: this.#masks, places: this.#touched, publicMask: this.#publicMask };
  }

  #add({ object, owner, acl }: Securable, only: number): void {
    const { kind, database } = object;
    const allowed = (kind === 'table' && object.path[0] === 'pg_catalog' ? ~SYSTEM_WRITES : -1) & (only | (only << 16));
    for (const { grantee, mask } of acl === null ? this.#default(kind, owner) : this.#grouped(acl)) {
      if (grantee === null) this.#publicMask |= mask & allowed;
      else this.#give(grantee, database, mask & allowed);
    }
    if (owner !== null) this.#give(owner, database, HIGH);
    if (this.#dense && (kind === 'schema' || isRelationKind(kind))) this.#addPredefined(object.kind, allowed);
  }

  #addPredefined(kind: ObjectKind, allowed: number): void {
    const { major } = this.#index;
    for (const privilege of privilegesOf(kind, major)) {
      for (const role of predefinedFor({ kind }, privilege, major)) {
        this.#give(role, undefined, (BIT.get(privilege) ?? 0) & allowed);
      }
    }
  }

  #default(kind: ObjectKind, owner: string | null): readonly Given[] {
    const { major } = this.#index;
    const all: Given = { grantee: owner, mask: maskOf(privilegesOf(kind, major)) };
    if (owner === null || kind === 'column') return [];
    const open = maskOf(publicDefaults(kind));
    return open === 0 ? [all] : [{ grantee: null, mask: open }, all];
  }

  /** Lists that are equal are the same list: each is grouped once. */
  #grouped(acl: readonly AclItem[]): readonly Given[] {
    const known = this.#given.get(acl);
    if (known !== undefined) return known;
    const masks = new Map<string | null, number>();
    for (const { grantee, privilege, grantable } of acl) {
      const name = grantee.kind === 'public' ? null : grantee.name;
      const bit = BIT.get(privilege) ?? 0;
      masks.set(name, (masks.get(name) ?? 0) | bit | (grantable ? bit << 16 : 0));
    }
    const given = [...masks].map(([grantee, mask]) => ({ grantee, mask }));
    this.#given.set(acl, given);
    return given;
  }

  #give(grantee: string, database: string | undefined, mask: number): void {
    if (mask === 0) return;
    const masks = this.#masks;
    for (const place of this.#membersOf(grantee, database)) {
      const before = masks[place] ?? 0;
      if (before === 0) this.#touched.push(place);
      masks[place] = before | mask;
    }
  }

  #spread(): void {
    const masks = this.#masks;
    this.#touched = [];
    for (let place = 0; place < masks.length; place += 1) {
      masks[place] = (masks[place] ?? 0) | this.#publicMask;
      this.#touched.push(place);
    }
    this.#publicMask = 0;
  }

  #membersOf(role: string, database: string | undefined): Int32Array {
    const key = role === 'pg_database_owner' ? `${role}\0${database ?? ''}` : role;
    const known = this.#members.get(key);
    if (known !== undefined) return known;
    const names = new Set(this.#index.members.reachedBy('privileges', role, database));
    const places = Int32Array.from([...names].flatMap((name) => this.#places.get(name) ?? []));
    this.#members.set(key, places);
    return places;
  }
}
