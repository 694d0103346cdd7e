// The access control list that the facts about one object ask for, with everything else left as it is.

import type { PrivilegeFact } from '../../demand/model.js';
import { granteeKey } from '../../pg/grantee.js';
import type { Protected } from '../protected.js';
import { adoptOrphans, aclState, type AclState, type Grant } from './state.js';

export function wantedAcl(item: Protected, facts: readonly PrivilegeFact[], columns: readonly string[]): AclState {
  const list = new Working(item.acl);
  const absent = facts.filter((fact) => !fact.present);
  for (const fact of absent) list.remove(list.held(fact, columnOf(fact)));
  narrow(list, absent, columns);
  for (const fact of facts) {
    if (fact.present) give(list, fact, item.owner);
  }
  return adoptOrphans(list.state(), item.owner);
}

type Held = Pick<PrivilegeFact, 'grantee' | 'privilege'>;

/** A list under change, by who holds what. */
class Working {
  readonly #holders = new Map<string, Map<string, Grant>>();

  constructor(acl: AclState) {
    for (const grant of acl.values()) this.put(grant);
  }

  held(holder: Held, column: string | null): readonly Grant[] {
    return [...(this.#holders.get(holderKey(holder, column))?.values() ?? [])];
  }

  put(grant: Grant): void {
    const key = holderKey(grant, grant.column);
    const grants = this.#holders.get(key) ?? new Map<string, Grant>();
    grants.set(grant.grantor, grant);
    this.#holders.set(key, grants);
  }

  remove(grants: readonly Grant[]): void {
    for (const grant of grants) this.#holders.get(holderKey(grant, grant.column))?.delete(grant.grantor);
  }

  state(): AclState {
    return aclState([...this.#holders.values()].flatMap((grants) => [...grants.values()]));
  }
}

function holderKey({ grantee, privilege }: Held, column: string | null): string {
  return JSON.stringify([granteeKey(grantee), privilege, column]);
}

function columnOf(fact: PrivilegeFact): string | null {
  return fact.object.kind === 'column' ? (fact.object.path[2] ?? null) : null;
}

/**
 * A column REVOKE under a table grant is void: the table grant becomes grants of the other columns. A column
 * added later is then not covered, which is the safe side.
 */
function narrow(list: Working, absent: readonly PrivilegeFact[], columns: readonly string[]): void {
  const denied = new Set(absent.map((fact) => holderKey(fact, columnOf(fact))));
  for (const fact of absent) {
    if (columnOf(fact) === null) continue;
    const whole = list.held(fact, null);
    list.remove(whole);
    for (const grant of whole) {
      for (const column of columns) {
        if (!denied.has(holderKey(fact, column))) list.put({ ...grant, column });
      }
    }
  }
}

function give(list: Working, fact: PrivilegeFact, owner: string): void {
  const column = columnOf(fact);
  const { grantee, privilege } = fact;
  // The owner's right to grant is no option: it can neither be given to him nor withdrawn.
  const isOwner = grantee.kind === 'role' && grantee.name === owner;
  const grantable = fact.grantable && !isOwner;
  const direct = list.held(fact, column);
  // What is held on the whole table is held on the column.
  const held = column === null ? direct : [...direct, ...list.held(fact, null)];
  if (held.length === 0 || (grantable && !held.some((grant) => grant.grantable))) {
    list.put({ column, grantee, privilege, grantable, grantor: owner });
  }
  if (grantable || isOwner) return;
  for (const grant of direct) list.put({ ...grant, grantable: false });
}
