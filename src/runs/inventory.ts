import { writeFile } from 'node:fs/promises';
import { encodeInventory } from '../inventory/codec.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface InventoryRun {
  readonly source: string;
  readonly databases: readonly string[];
  readonly out?: string;
}

/** `result` is the inventory's JSON, empty when it went to a file. @throws InputError, OperationError */
export async function runInventory(
  run: InventoryRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const narrowed = run.databases.length === 0 ? {} : { databases: run.databases };
  const { inventory } = await readSource(run.source, narrowed, progress);
  const text = encodeInventory(inventory);
  if (run.out === undefined) return { exit: EXIT.clean, result: text };
  await writeFile(run.out, text);
  return { exit: EXIT.clean, result: '' };
}
