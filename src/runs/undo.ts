// `undo PLAN --to SOURCE`: takes back what the journal says was applied, in reverse order. Without --yes it
// only tells; what has no way back is named.

import { undoPlan, type ApplyEvent } from '../apply/index.js';
import { undoOf } from '../plan/undo.js';
import { applySummary, stepText, type ChangeOutcome } from './apply-text.js';
import { withTarget, type ChangeRun } from './apply.js';
import { changeExit } from './change-exit.js';
import { JournalWriter } from './journal-writer.js';
import type { Progress } from './progress.js';
import { journalPath, readJournal, readSavedPlan } from './saved-plan.js';
import { targetOf } from './source.js';

export interface UndoRun extends ChangeRun {
  /** Beside the plan when left out. */
  readonly journal?: string;
}

/** @throws InputError without a journal of this plan, OperationError */
export async function runUndo(run: UndoRun, progress: Progress): Promise<ChangeOutcome> {
  const saved = await readSavedPlan(run.plan);
  const path = run.journal ?? journalPath(run.plan);
  const { entries, running } = await readJournal(path, saved);
  const target = targetOf(run.to, progress);
  for (const id of running)
    progress({ stage: 'journal', state: 'note', text: `${id} had begun: whether it holds is not known` });
  const applied = entries.flatMap((entry) => (entry.status === 'applied' ? [entry.step] : []));
  const undo = undoOf(saved.plan, new Set(applied));
  const remaining = undo.withoutInverse.map((step) => `  stays       ${stepText(step)}: it has no way back`);
  if (!run.yes) {
    const rows = undo.plan.steps.map((step) => `  would undo  ${stepText(step)}`);
    const lines = [
      ...rows,
      ...remaining,
      `${rows.length} steps would be undone`,
      'Nothing was changed. To do it: --yes',
    ];
    return { exit: changeExit(true, remaining.length), result: `${lines.join('\n')}\n` };
  }
  const journal = new JournalWriter(path.replace(/(\.journal)?\.json$/u, '.undo.json'), saved.sha256);
  const events = (event: ApplyEvent): void => journal.note(event, saved.plan, progress);
  const result = await withTarget(run, target, (options) =>
    undoPlan(saved.plan, { ...options, collect: null, includeHandOff: true, events }, entries),
  );
  const { exit, result: text } = applySummary(result, journal.path);
  return { exit, result: [...remaining, text].join('\n') };
}
