// The way back of ALTER … OWNER TO: the owner, and the grants that the way there and back merges. Who is no
// superuser gives an object only to whom may create in its schema, and must act as every grantor.

import { err, ok, type Result } from '../../core/result.js';
import { objectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { sql, type Sql } from '../../sql/sql.js';
import { statement, type Statement } from '../../sql/statement.js';
import { asGrantor } from '../acl/grantor.js';
import { aclStatements } from '../acl/render.js';
import { reowned, type AclState } from '../acl/state.js';
import { grantTarget } from '../acl/target.js';
import { aclMoves, moveDepth, type AclMove } from '../acl/transition.js';
import type { Protected } from '../protected.js';
import type { Rights } from '../rights.js';
import type { Situation } from '../situation.js';
import type { Context } from './kind.js';

/** `target` as ALTER names it, `through` the new owner; else why there is no way back. */
export function ownerBack(
  item: Protected,
  target: Sql,
  through: string,
  { situation, rights }: Pick<Context, 'situation' | 'rights'>,
): Result<readonly Statement[], string> {
  const door = doorOf(item, situation, rights);
  if (door === 'closed') return err(`its way back takes CREATE on its schema for ${item.owner}`);
  const change = statement(sql`ALTER ${target} OWNER TO ${Ident.of(item.owner)}`);
  const back = [...throughDoor(door, item.owner, change)];
  for (const each of [item, ...situation.followers(item.ref)]) {
    const restored = restoreAcl(each, through, situation, rights);
    if (restored === null) return err('its former grants could not be given again');
    back.push(...restored);
  }
  return ok(back);
}

/** The schema that has to be opened for the former owner. */
function doorOf(item: Protected, situation: Situation, rights: Rights | null): Protected | 'open' | 'closed' {
  const [schema] = item.ref.path;
  if (rights === null || item.ref.path.length < 2 || schema === undefined) return 'open';
  const home = situation.protected(objectRef('schema', [schema], item.ref.database));
  if (home === undefined || rights.has(item.owner, home.ref, 'CREATE')) return 'open';
  return rights.actsAs(home.owner) ? home : 'closed';
}

function throughDoor(door: Protected | 'open', owner: string, change: Statement): readonly Statement[] {
  if (door === 'open') return [change];
  const [name, role] = [door.name, Ident.of(owner)];
  return [
    statement(sql`GRANT CREATE ON SCHEMA ${name} TO ${role}`),
    change,
    statement(sql`REVOKE CREATE ON SCHEMA ${name} FROM ${role}`),
  ];
}

/** Ownership there and back merges the lists of both owners: what that lost is granted and revoked again. Null: not by us. */
function restoreAcl(
  item: Protected,
  through: string,
  situation: Situation,
  rights: Rights | null,
): readonly Statement[] | null {
  const target = grantTarget(item);
  if (target === null) return [];
  const merged: AclState = reowned(reowned(item.acl, item.owner, through), through, item.owner);
  const restored: Statement[] = [];
  for (const { grantor, forward } of inOrder(aclMoves(merged, item.acl), merged, item)) {
    const run = asGrantor(grantor, item, situation, rights);
    if (run === null) return null;
    const made = run.wrap(aclStatements(forward, target));
    restored.push(...(run.asRole === null ? made : asRole(run.asRole, made)));
  }
  return restored;
}

/** What is taken first, from the ends of the chains; then what is given, from the owner on. */
function inOrder(moves: readonly AclMove[], merged: AclState, { acl, owner }: Protected): readonly AclMove[] {
  const taking = moves.map((move) => part(move, false)).filter(({ forward }) => forward.length > 0);
  const giving = moves.map((move) => part(move, true)).filter(({ forward }) => forward.length > 0);
  return [
    ...taking.toSorted((left, right) => moveDepth(right, merged, owner) - moveDepth(left, merged, owner)),
    ...giving.toSorted((left, right) => moveDepth(left, acl, owner) - moveDepth(right, acl, owner)),
  ];
}

function part(move: AclMove, gives: boolean): AclMove {
  return { ...move, forward: move.forward.filter(({ verb }) => (verb === 'grant') === gives) };
}

/** As a step that has more to say around it. */
export function asRole(role: string, made: readonly Statement[]): readonly Statement[] {
  return [statement(sql`SET LOCAL ROLE ${Ident.of(role)}`), ...made, statement(sql`RESET ROLE`)];
}
