import { encodeInventory } from '../inventory/codec.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { toPlace } from './result-file.js';
import { readSource } from './source.js';

export interface InventoryRun {
  readonly source: string;
  readonly databases: readonly string[];
  readonly files?: string;
  readonly out?: string;
}

/** `result` is the inventory's JSON, empty when it went to a file. @throws InputError, OperationError */
export async function runInventory(
  run: InventoryRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const { inventory } = await readSource(run.source, { ...run, statistics: true }, progress);
  return { exit: EXIT.clean, result: toPlace(encodeInventory(inventory), run.out, progress) };
}
