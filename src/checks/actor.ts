// Whom the documents let do what, asked by role: a role acts for the actors of the stated logins that have
// its privileges. Computed once per bound intent.

import { PRIVILEGE_OF } from '../intent/operation-privilege.js';
import { accessIndex } from '../access/index.js';
import type { BoundIntent } from '../intent/bound.js';
import type { Inventory } from '../inventory/index.js';
import { isRelationKind, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';

export interface StatedLogin {
  readonly login: string;
  readonly actor: string | null;
  /** Deployments act as owners, break-glass as superuser: grants do not describe them. */
  readonly beyondGrants: boolean;
  readonly components: readonly string[];
}

export class ActorIndex {
  readonly #inventory: Inventory;
  readonly #logins: ReadonlyMap<string, StatedLogin>;
  readonly #allowed = new Set<string>();
  readonly #behind = new Map<string, readonly StatedLogin[]>();

  constructor(inventory: Inventory, bound: BoundIntent) {
    this.#inventory = inventory;
    this.#logins = new Map(
      bound.logins.map((login) => [login.connection.login, statedLogin(bound, login.connection.login)]),
    );
    for (const grant of bound.grants) {
      for (const operation of grant.operations)
        this.#allowed.add(key(grant.actor, grant.object, PRIVILEGE_OF[operation]));
    }
  }

  /** Stated logins that have the privileges of the role; of PUBLIC (null): all. Superusers are nobody's members. */
  behind(role: string | null): readonly StatedLogin[] {
    if (role === null) return [...this.#logins.values()].filter(({ login }) => this.#isOrdinary(login));
    const known = this.#behind.get(role);
    if (known !== undefined) return known;
    const reached = accessIndex(this.#inventory).members.reachedBy('privileges', role);
    const found = reached.flatMap((name) => {
      const login = this.#logins.get(name);
      return login === undefined || !this.#isOrdinary(name) ? [] : [login];
    });
    this.#behind.set(role, found);
    return found;
  }

  stated(login: string): StatedLogin | undefined {
    return this.#logins.get(login);
  }

  /** A row gives the actor the privilege on the object itself or, for a column, on its relation. */
  mayDo(actor: string | null, object: ObjectRef, privilege: Privilege): boolean {
    if (actor === null) return false;
    if (this.#allowed.has(key(actor, object, privilege))) return true;
    return (
      object.kind === 'column' &&
      this.#allowed.has(key(actor, { ...object, kind: 'table', path: object.path.slice(0, 2) }, privilege))
    );
  }

  #isOrdinary(role: string): boolean {
    return accessIndex(this.#inventory).members.role(role)?.superuser === false;
  }
}

function key(actor: string, object: ObjectRef, privilege: Privilege): string {
  const kind = isRelationKind(object.kind) ? 'relation' : object.kind;
  return [actor, kind, object.database ?? '', ...object.path, privilege].join('\0');
}

function statedLogin(bound: BoundIntent, login: string): StatedLogin {
  const rows = bound.intent.connections.filter((each) => each.login === login);
  const kinds = rows.map((each) => each.kind);
  const actor = rows.find((each) => each.actor !== null)?.actor ?? null;
  const owns = bound.intent.authorizations.some((row) => row.actor === actor && row.also?.includes('own') === true);
  const components = bound.intent.components.filter((each) => each.connectsAs.includes(login)).map((each) => each.name);
  return {
    login,
    actor,
    beyondGrants: owns || kinds.includes('migration') || kinds.includes('break-glass'),
    components,
  };
}

const indexes = new WeakMap<BoundIntent, ActorIndex>();

export function actorIndex(inventory: Inventory, bound: BoundIntent): ActorIndex {
  const known = indexes.get(bound) ?? new ActorIndex(inventory, bound);
  indexes.set(bound, known);
  return known;
}
