// `access --matrix`: who holds what, on everything that was read, in pieces as they are found. A superuser
// is one row of kind `everything`; a privilege that may be granted on is repeated with a star.

import { accessIndex, type AccessIndex } from '../access/index.js';
import { securablesOf, type Securable } from '../access/securable.js';
import { compareText } from '../core/order.js';
import type { Inventory } from '../inventory/index.js';
import { compareObjects } from '../pg/object.js';
import { privilegesOf } from '../pg/privilege.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface MatrixRun {
  readonly source: string;
  readonly databases: readonly string[];
}

/** @throws InputError, OperationError */
export async function runAccessMatrix(
  run: MatrixRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: Iterable<string> }> {
  const { inventory } = await readSource(run.source, run, progress);
  return { exit: EXIT.clean, result: matrixJson(inventory) };
}

function* matrixJson(inventory: Inventory): Generator<string> {
  yield '{"formatVersion":"1.0","grants":[';
  let between = '\n';
  for (const row of matrixRows(inventory)) {
    yield `${between}${JSON.stringify(row)}`;
    between = ',\n';
  }
  yield '\n]}\n';
}

interface MatrixRow {
  readonly role: string;
  readonly object: object;
  readonly privileges: readonly string[];
}

function* matrixRows(inventory: Inventory): Generator<MatrixRow> {
  const index = accessIndex(inventory);
  const { superusers } = index.members;
  for (const role of superusers) yield { role, object: { kind: 'everything', path: [] }, privileges: ['ALL'] };
  const left = new Set(superusers);
  const all = [...securablesOf(inventory).values()].toSorted((a, b) => compareObjects(a.object, b.object));
  for (const securable of all) {
    // A column without a list of its own is held as its relation is.
    if (securable.object.kind === 'column' && securable.acl === null) continue;
    yield* rowsOf(index, securable, inventory.server.major, left);
  }
}

function* rowsOf(
  index: AccessIndex,
  { object }: Securable,
  major: number,
  left: ReadonlySet<string>,
): Generator<MatrixRow> {
  const held = new Map<string, string[]>();
  for (const privilege of privilegesOf(object.kind, major)) {
    for (const role of index.holders(object, privilege)) {
      if (left.has(role)) continue;
      const words = held.get(role) ?? [];
      held.set(role, words);
      words.push(privilege);
      if (index.explain(role, object, privilege)?.grantable === true) words.push(`${privilege}*`);
    }
  }
  const rows = [...held].toSorted(([a], [b]) => compareText(a, b));
  for (const [role, privileges] of rows) yield { role, object, privileges };
}
