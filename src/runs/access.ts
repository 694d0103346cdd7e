// `access`: whether a role has a privilege, whether it can be used, and every path by which it is held.

import { canonicalJson } from '../core/canonical-json.js';
import { accessIndex, type AccessIndex, type Path } from '../access/index.js';
import type { Securable } from '../access/securable.js';
import type { Grantee } from '../pg/grantee.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';
import { accessText } from './access-text.js';
import { askedObject, askedPrivileges, askedRole } from './asked-access.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface AccessRun {
  readonly source: string;
  readonly databases: readonly string[];
  /** A role's name; `public` in any case is PUBLIC, `"public"` in quotes a role of that name. */
  readonly role: string;
  readonly object: string;
  /** All that the kind knows when left out. */
  readonly privilege?: string;
  readonly format: 'text' | 'json';
}

export interface AccessAnswer {
  readonly privilege: Privilege;
  /** As has_*_privilege says. */
  readonly holds: boolean;
  /** Also CONNECT, schema USAGE and what a view needs. */
  readonly usable: boolean;
  readonly allowed: boolean;
  readonly paths: readonly Path[];
}

/** @throws InputError, OperationError */
export async function runAccess(
  run: AccessRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { inventory } = await readSource(run.source, run, progress);
  const role = askedRole(run.role, inventory);
  const securable = askedObject(run.object, inventory);
  const { object } = securable;
  const privileges = askedPrivileges(run.privilege, object, inventory.server.major);
  const index = accessIndex(inventory);
  const answers = privileges.map((privilege) => answerOf(index, role, securable, privilege));
  if (run.format === 'text') return { exit: EXIT.clean, result: accessText(role, object, answers) };
  const subject = { formatVersion: '1.0', role: role.kind === 'public' ? { public: true } : role.name, object };
  const [only] = answers;
  const json = run.privilege === undefined || only === undefined ? { ...subject, answers } : { ...subject, ...only };
  return { exit: EXIT.clean, result: `${canonicalJson(json, 2)}\n` };
}

function answerOf(index: AccessIndex, role: Grantee, { object }: Securable, privilege: Privilege): AccessAnswer {
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
