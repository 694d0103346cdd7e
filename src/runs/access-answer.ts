// One answer about access: held, usable, and every path; what else leads there, and what SET ROLE reaches. For a
// role or for PUBLIC, which is no role.

import { indirectPaths, type AccessIndex, type Path } from '../access/index.js';
import type { Inventory } from '../inventory/index.js';
import type { Grantee } from '../pg/grantee.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';

export interface AccessAnswer {
  readonly privilege: Privilege;
  /** As has_*_privilege says. */
  readonly holds: boolean;
  /** Also CONNECT, schema USAGE and what a view needs. */
  readonly usable: boolean;
  readonly allowed: boolean;
  readonly paths: readonly Path[];
  /** Ways to the rows that need no right on the object: a view chain, a definer function, …; empty for other kinds. */
  readonly indirect: readonly Path[];
  /** Roles that it may become with SET ROLE and that hold it, with the chain of memberships; apart from `holds`. */
  readonly bySetRole: readonly { readonly role: string; readonly chain: readonly string[] }[];
}

export function answerOf(
  inventory: Inventory,
  index: AccessIndex,
  role: Grantee,
  object: ObjectRef,
  privilege: Privilege,
): AccessAnswer {
  const indirect = indirectPaths(inventory, role, object, privilege);
  if (role.kind === 'public') return { ...publicAnswer(index, object, privilege), indirect, bySetRole: [] };
  const usable = index.usable(role.name, object, privilege);
  const holding = index.explain(role.name, object, privilege);
  const direct = { privilege, holds: holding?.holds ?? false, usable, allowed: usable, paths: holding?.paths ?? [] };
  return { ...direct, indirect, bySetRole: bySetRole(index, role.name, object, privilege) };
}

/** A superuser becomes anybody and gains nothing by it. */
function bySetRole(
  { members, holds }: AccessIndex,
  name: string,
  object: ObjectRef,
  privilege: Privilege,
): AccessAnswer['bySetRole'] {
  if (members.role(name)?.superuser === true) return [];
  return members.reached('set', name).flatMap((role) => {
    if (role === name || !holds(role, object, privilege)) return [];
    return [{ role, chain: members.chain('set', name, role) ?? [] }];
  });
}

/** What every role has, whoever it is; a view's own needs are not judged for PUBLIC. */
function publicAnswer(
  index: AccessIndex,
  object: ObjectRef,
  privilege: Privilege,
): Omit<AccessAnswer, 'indirect' | 'bySetRole'> {
  const held = (where: ObjectRef, what: Privilege): Path | undefined => {
    const item = index.items(where).find((each) => each.grantee.kind === 'public' && each.privilege === what);
    if (item === undefined) return undefined;
    const implicit = index.securable(where)?.acl === null;
    return [implicit ? { via: 'public-default' } : { via: 'public', grantor: item.grantor }];
  };
  const { database, path } = object;
  const relation =
    object.kind === 'column' ? held(objectRef('table', path.slice(0, 2), database), privilege) : undefined;
  const paths = [held(object, privilege), relation].filter((each) => each !== undefined);
  const schema = objectRef('schema', path.slice(0, 1), database);
  const entered = database === undefined || held(objectRef('database', [database]), 'CONNECT') !== undefined;
  const reached = database === undefined || path.length === 1 || held(schema, 'USAGE') !== undefined;
  const usable = paths.length > 0 && entered && reached;
  return { privilege, holds: paths.length > 0, usable, allowed: usable, paths };
}
