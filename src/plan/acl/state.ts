// The access control list of one object as the server keeps it: who granted what to whom, on the object
// and (for relations) on its columns. Pure values; `transition.ts` says how to get from one to another.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { granteeKey } from '../../pg/grantee.js';
import type { AclItem } from '../../pg/acl.js';
import type { Privilege } from '../../pg/privilege.js';

/** One aclitem bit; `column` null = on the object itself. */
export interface Grant extends AclItem {
  readonly column: string | null;
}

/** Keyed by `grantKey`: at most one grant per column, grantor, grantee and privilege. */
export type AclState = ReadonlyMap<string, Grant>;

/** No name is empty or holds a NUL. */
export function grantKey(grant: Omit<Grant, 'grantable'>): string {
  return `${grant.column ?? ''}\0${grant.grantor}\0${granteeKey(grant.grantee)}\0${grant.privilege}`;
}

export function aclState(grants: Iterable<Grant>): AclState {
  const state = new Map<string, Grant>();
  for (const grant of grants) {
    const key = grantKey(grant);
    const known = state.get(key);
    state.set(key, known?.grantable === true ? known : grant);
  }
  return state;
}

/** What ALTER … OWNER TO makes of a list (aclnewowner): the old owner's name becomes the new one's on both sides. */
export function reowned(state: AclState, from: string, to: string): AclState {
  const rename = (name: string): string => (name === from ? to : name);
  return aclState(
    [...state.values()].map((grant) => ({
      ...grant,
      grantor: rename(grant.grantor),
      grantee: grant.grantee.kind === 'role' ? { kind: 'role', name: rename(grant.grantee.name) } : grant.grantee,
    })),
  );
}

/**
 * How far each grantor's right is from the owner, per privilege and column: 0 for the owner, 1 for whom he
 * gave the grant option, … A grantor who is not there has lost the right to grant.
 */
export function grantorDepths(
  state: AclState,
  owner: string,
  privilege: Privilege,
  column: string | null,
): ReadonlyMap<string, number> {
  const depths = new Map([[owner, 0]]);
  // A grant option on the whole table also lets one grant its columns.
  const edges = [...state.values()].filter(
    (grant) => grant.privilege === privilege && grant.grantable && (grant.column === column || grant.column === null),
  );
  for (let depth = 0, grew = true; grew; depth += 1) {
    grew = false;
    for (const { grantor, grantee } of edges) {
      if (grantee.kind !== 'role' || depths.get(grantor) !== depth || depths.has(grantee.name)) continue;
      depths.set(grantee.name, depth + 1);
      grew = true;
    }
  }
  return depths;
}

/** Grants whose grantor may no longer grant are given by the owner instead, so that nobody loses what nobody asked to take. */
export function adoptOrphans(state: AclState, owner: string): AclState {
  let current = state;
  for (;;) {
    const all = orphansOf(current, owner);
    if (all.length === 0) return current;
    // The nearest to the owner first: with their grant option back, what they granted on stands again.
    const nearest = all.filter((grant) => !all.some((each) => lends(each, grant)));
    const orphans = nearest.length > 0 ? nearest : all;
    const keys = new Set(orphans.map((grant) => grantKey(grant)));
    const kept = [...current.values()].filter((grant) => !keys.has(grantKey(grant)));
    current = aclState([...kept, ...orphans.map((grant) => ({ ...grant, grantor: owner }))]);
  }
}

function orphansOf(state: AclState, owner: string): readonly Grant[] {
  const depths = new Map<string, ReadonlyMap<string, number>>();
  return [...state.values()].filter((grant) => {
    if (grant.grantor === owner) return false;
    const key = JSON.stringify([grant.privilege, grant.column]);
    const known = depths.get(key) ?? grantorDepths(state, owner, grant.privilege, grant.column);
    depths.set(key, known);
    return !known.has(grant.grantor);
  });
}

/** Whether `giver` carries the grant option by which `grant` was given. */
function lends(giver: Grant, grant: Grant): boolean {
  const sameRight = giver.privilege === grant.privilege && (giver.column === null || giver.column === grant.column);
  return giver.grantable && sameRight && giver.grantee.kind === 'role' && giver.grantee.name === grant.grantor;
}
