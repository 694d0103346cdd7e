// Grant options that lead back to who gives them. PostgreSQL refuses them (check_circularity in acl.c) unless the giver
// has the owner's rights, as a member of the owner: in that way they come to be, and after a change of owners they
// cannot be given again unless the giver is a member of the new owner for that moment.

import { itemsOf } from '../../inventory/section.js';
import { featuresOf } from '../../pg/version.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import { statement, type Statement } from '../../sql/statement.js';
import type { Context } from '../changes/kind.js';
import type { Protected } from '../protected.js';
import type { Grant } from './state.js';
import type { AclMove, AclOperation } from './transition.js';

type Operations = readonly AclOperation[];

/** Lends the membership around what needs it; null: not needed, or not ours to lend. */
export function lending(
  move: AclMove,
  item: Protected,
  context: Context,
): ((operations: Operations, made: readonly Statement[]) => readonly Statement[]) | null {
  const { grantor } = move;
  const circular = (operations: Operations): boolean => operations.some((each) => leadsBack(each, grantor, item));
  if (context.rights !== null || grantor === item.owner) return null;
  if (!circular(move.forward) && !circular(move.backward)) return null;
  if (isMember(grantor, item.owner, context) || isMember(item.owner, grantor, context)) return null;
  const [owner, member] = [Ident.of(item.owner), Ident.of(grantor)];
  const how = featuresOf(context.situation.major).membershipOptions ? sql` WITH INHERIT TRUE` : sql``;
  return (operations, made) =>
    circular(operations)
      ? [statement(sql`GRANT ${owner} TO ${member}${how}`), ...made, statement(sql`REVOKE ${owner} FROM ${member}`)]
      : made;
}

/** `grantor` without what hangs on the grantee's own options. */
function leadsBack(
  { verb, grantable, grantee, privilege, column }: AclOperation,
  grantor: string,
  item: Protected,
): boolean {
  if (verb !== 'grant' || !grantable || grantee.kind !== 'role') return false;
  const options = [...item.acl.values()].filter(
    (each) => each.grantable && each.privilege === privilege && each.column === column && holder(each) !== grantee.name,
  );
  const reached = new Set([item.owner]);
  for (const name of reached) {
    for (const each of options) if (each.grantor === name) reached.add(holder(each));
  }
  return !reached.has(grantor);
}

function holder({ grantee }: Grant): string {
  return grantee.kind === 'role' ? grantee.name : '';
}

function isMember(member: string, role: string, { situation, demands }: Context): boolean {
  const pairs = [
    ...itemsOf(situation.inventory.cluster.memberships),
    ...demands.flatMap(({ fact }) => (fact.kind === 'membership' && fact.present ? [fact] : [])),
  ];
  const reached = new Set([member]);
  for (const name of reached) {
    for (const each of pairs) if (each.member === name) reached.add(each.role);
  }
  return reached.has(role);
}
