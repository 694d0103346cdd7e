// `diff`: what changed between two sources, as changes of access; exit 1 when anybody can do more.

import { accessDiff } from '../access/index.js';
import { canonicalJson } from '../core/canonical-json.js';
import { diffJson, diffText } from './diff-text.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { pairDatabases } from './paired-databases.js';
import type { Progress } from './progress.js';
import { readSource } from './source.js';

export interface DiffRun {
  readonly before: string;
  readonly after: string;
  readonly databases: readonly string[];
  readonly format: 'text' | 'json';
}

/** @throws InputError, OperationError */
export async function runDiff(
  run: DiffRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const before = await readSource(run.before, run, progress);
  const after = await readSource(run.after, run, progress);
  const paired = pairDatabases(before.inventory, after.inventory);
  const diff = accessDiff(paired.before, after.inventory);
  const result =
    run.format === 'json' ? `${canonicalJson(diffJson(diff, paired.compared), 2)}\n` : diffText(diff, paired.compared);
  return { exit: diff.widening > 0 ? EXIT.findings : EXIT.clean, result };
}
