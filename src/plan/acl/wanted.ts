// The access control list that the facts about one object ask for, with everything else left as it is.

import type { PrivilegeFact } from '../../demand/model.js';
import type { Protected } from '../protected.js';
import { adoptOrphans, aclState, grantKey, grantsTo, type AclState, type Grant } from './state.js';

export function wantedAcl(item: Protected, facts: readonly PrivilegeFact[], columns: readonly string[]): AclState {
  const absent = facts.filter((fact) => !fact.present);
  let state = item.acl;
  for (const fact of absent) state = without(state, grantsTo(state, fact.grantee, fact.privilege, columnOf(fact)));
  state = narrowed(state, absent, columns);
  for (const fact of facts) {
    if (fact.present) state = withGrant(state, fact, item.owner);
  }
  return adoptOrphans(state, item.owner);
}

function columnOf(fact: PrivilegeFact): string | null {
  return fact.object.kind === 'column' ? (fact.object.path[2] ?? null) : null;
}

/**
 * A column REVOKE under a table grant is void: the table grant becomes grants of the other columns. A column
 * added later is then not covered, which is the safe side.
 */
function narrowed(state: AclState, absent: readonly PrivilegeFact[], columns: readonly string[]): AclState {
  let current = state;
  for (const fact of absent) {
    if (columnOf(fact) === null) continue;
    const whole = grantsTo(current, fact.grantee, fact.privilege, null);
    if (whole.length === 0) continue;
    const denied = new Set(
      absent
        .filter((each) => each.privilege === fact.privilege && sameHolder(each, fact))
        .map((each) => columnOf(each)),
    );
    const parts = whole.flatMap((grant) =>
      columns.filter((column) => !denied.has(column)).map((column) => ({ ...grant, column })),
    );
    current = aclState([...without(current, whole).values(), ...parts]);
  }
  return current;
}

function sameHolder(left: PrivilegeFact, right: PrivilegeFact): boolean {
  return JSON.stringify(left.grantee) === JSON.stringify(right.grantee);
}

function without(state: AclState, grants: readonly Grant[]): AclState {
  const keys = new Set(grants.map((grant) => grantKey(grant)));
  return aclState([...state.values()].filter((grant) => !keys.has(grantKey(grant))));
}

function withGrant(state: AclState, fact: PrivilegeFact, owner: string): AclState {
  const column = columnOf(fact);
  const { grantee, privilege, grantable } = fact;
  const direct = grantsTo(state, grantee, privilege, column);
  // What is held on the whole table is held on the column.
  const covering = column === null ? [] : grantsTo(state, grantee, privilege, null);
  const held = [...direct, ...covering];
  if (held.length === 0)
    return aclState([...state.values(), { column, grantee, privilege, grantable, grantor: owner }]);
  if (grantable) {
    if (held.some((grant) => grant.grantable)) return state;
    return aclState([...state.values(), { column, grantee, privilege, grantable: true, grantor: owner }]);
  }
  const owned = grantee.kind === 'role' && grantee.name === owner;
  if (owned || !direct.some((grant) => grant.grantable)) return state;
  return aclState([...without(state, direct).values(), ...direct.map((grant) => ({ ...grant, grantable: false }))]);
}
