// `access`: whether a role has a privilege, whether it can be used, and every path by which it is held.

import { canonicalJson } from '../core/canonical-json.js';
import { accessIndex } from '../access/index.js';
import { answerOf } from './access-answer.js';
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

/** @throws InputError, OperationError */
export async function runAccess(
  run: AccessRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { inventory } = await readSource(run.source, run, progress);
  const role = askedRole(run.role, inventory);
  const { object } = askedObject(run.object, inventory);
  const privileges = askedPrivileges(run.privilege, object, inventory.server.major);
  const index = accessIndex(inventory);
  const answers = privileges.map((privilege) => answerOf(inventory, index, role, object, privilege));
  if (run.format === 'text') return { exit: EXIT.clean, result: accessText(role, object, answers) };
  const subject = { formatVersion: '1.0', role: role.kind === 'public' ? { public: true } : role.name, object };
  const [only] = answers;
  const json = run.privilege === undefined || only === undefined ? { ...subject, answers } : { ...subject, ...only };
  return { exit: EXIT.clean, result: `${canonicalJson(json, 2)}\n` };
}
