// One answer about access: held, usable, and every path; for a role or for PUBLIC, which is no role.

import type { AccessIndex, Path } from '../access/index.js';
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
}

export function answerOf(index: AccessIndex, role: Grantee, object: ObjectRef, privilege: Privilege): AccessAnswer {
  if (role.kind === 'public') return publicAnswer(index, object, privilege);
  const usable = index.usable(role.name, object, privilege);
  const holding = index.explain(role.name, object, privilege);
  return { privilege, holds: holding?.holds ?? false, usable, allowed: usable, paths: holding?.paths ?? [] };
}

/** What every role has, whoever it is; a view's own needs are not judged for PUBLIC. */
function publicAnswer(index: AccessIndex, object: ObjectRef, privilege: Privilege): AccessAnswer {
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
