// `access --matrix`: who holds what, on everything that was read, in pieces as they are found. A superuser
// is one row of kind `everything`; a privilege that may be granted on is repeated with a star.

import { accessIndex, accessMatrix } from '../access/index.js';
import type { Inventory } from '../inventory/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface MatrixRun {
  readonly source: string;
  readonly databases: readonly string[];
  /** PUBLIC's and predefined roles' holdings once. */
  readonly compact?: boolean;
}

/** @throws InputError, OperationError */
export async function runAccessMatrix(
  run: MatrixRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: Iterable<string> }> {
  const { inventory } = await readSource(run.source, run, progress);
  return { exit: EXIT.clean, result: matrixJson(inventory, run.compact === true) };
}

const PIECE = 65_536;

/** Rows in pieces of 64 KiB: a write for each row would cost more than the row. */
export function* matrixJson(inventory: Inventory, compact: boolean): Generator<string> {
  let piece = '{"formatVersion":"1.0","grants":[';
  let between = '\n';
  for (const row of accessMatrix(accessIndex(inventory), { compact })) {
    piece += `${between}${JSON.stringify(row)}`;
    between = ',\n';
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n]}\n`;
}
