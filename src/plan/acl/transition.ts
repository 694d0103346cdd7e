// The GRANTs and REVOKEs that lead from one access control list to another, each named with the grantor
// who must run it: a REVOKE by anybody else is a silent no-op. Dependents are revoked before what they
// depend on, so that no CASCADE takes more than was said. A table-level REVOKE also strikes the same
// grantor's column grants (aclchk.c, expand_all_col_privileges): those still wanted are granted again.

import { granteeKey, type Grantee } from '../../pg/grantee.js';
import type { Privilege } from '../../pg/privilege.js';
import { sortBy } from '../../core/order.js';
import { grantKey, grantorDepths, type AclState, type Grant } from './state.js';

export interface AclOperation {
  readonly verb: 'grant' | 'revoke' | 'revoke-option';
  readonly grantee: Grantee;
  readonly privilege: Privilege;
  readonly column: string | null;
  /** Only of a grant. */
  readonly grantable: boolean;
}

/** All operations of one grantor on one grantee, in the order in which they must run. */
export interface AclMove {
  readonly grantor: string;
  readonly grantee: Grantee;
  readonly forward: readonly AclOperation[];
  readonly backward: readonly AclOperation[];
}

export function aclMoves(from: AclState, to: AclState): readonly AclMove[] {
  const moves: AclMove[] = [];
  for (const [grantor, grantee] of pairsOf(from, to)) {
    const before = restrict(from, grantor, grantee);
    const after = restrict(to, grantor, grantee);
    const forward = operations(before, after);
    if (forward.length > 0) moves.push({ grantor, grantee, forward, backward: operations(after, before) });
  }
  return moves;
}

/** How far the mover's right is from the owner: who depends on a grant option is granted after who gave it. */
export function moveDepth({ grantor, forward }: AclMove, acl: AclState, owner: string): number {
  const depths = forward.map(({ privilege, column }) => grantorDepths(acl, owner, privilege, column).get(grantor) ?? 0);
  return Math.max(0, ...depths);
}

function pairsOf(...states: readonly AclState[]): readonly (readonly [string, Grantee])[] {
  const pairs = new Map<string, readonly [string, Grantee]>();
  for (const state of states) {
    for (const { grantor, grantee } of state.values()) {
      pairs.set(JSON.stringify([granteeKey(grantee), grantor]), [grantor, grantee]);
    }
  }
  return sortBy(pairs, ([key]) => key).map(([, pair]) => pair);
}

function restrict(state: AclState, grantor: string, grantee: Grantee): ReadonlyMap<string, Grant> {
  const key = granteeKey(grantee);
  return new Map([...state].filter(([, grant]) => grant.grantor === grantor && granteeKey(grant.grantee) === key));
}

function operations(from: AclState, to: AclState): readonly AclOperation[] {
  const current = new Map(from);
  const taken: AclOperation[] = [];
  // Tables before columns: the REVOKE on the table may already have struck the column's grant.
  for (const grant of sortBy(from.values(), (each) => [each.column ?? '', each.privilege])) {
    const now = current.get(grantKey(grant));
    const wanted = to.get(grantKey(grant));
    if (now === undefined) continue;
    const verb = wanted === undefined ? 'revoke' : now.grantable && !wanted.grantable ? 'revoke-option' : null;
    if (verb === null) continue;
    taken.push({ verb, grantee: grant.grantee, privilege: grant.privilege, column: grant.column, grantable: false });
    strike(current, grant, verb);
  }
  const given: AclOperation[] = [];
  for (const grant of sortBy(to.values(), (each) => [each.privilege, each.column ?? ''])) {
    const now = current.get(grantKey(grant));
    if (now !== undefined && (now.grantable || !grant.grantable)) continue;
    const { grantee, privilege, column, grantable } = grant;
    given.push({ verb: 'grant', grantee, privilege, column, grantable });
  }
  return [...taken, ...given];
}

function strike(current: Map<string, Grant>, revoked: Grant, verb: 'revoke' | 'revoke-option'): void {
  for (const [key, grant] of current) {
    if (grant.privilege !== revoked.privilege) continue;
    if (revoked.column !== null && grant.column !== revoked.column) continue;
    if (verb === 'revoke') current.delete(key);
    else current.set(key, { ...grant, grantable: false });
  }
}
