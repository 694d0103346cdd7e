// `undo PLAN --to SOURCE`: takes back what the journal says was applied, in reverse order. Without --yes it
// only tells; what has no way back is named, and so is what nobody noted because apply was cut off.

import { undoPlan, type ApplyEvent } from '../apply/index.js';
import { undoOf } from '../plan/undo.js';
import { connect } from '../session/index.js';
import { applySummary, stepText, type ChangeOutcome } from './apply-text.js';
import { withTarget, type ChangeRun } from './apply.js';
import { changeExit } from './change-exit.js';
import { EXIT } from './exit-code.js';
import { JournalWriter } from './journal-writer.js';
import type { Progress } from './progress.js';
import { remainingUndo } from './remaining-undo.js';
import { journalPath, readSavedPlan } from './saved-plan.js';
import { targetOf } from './source.js';

export interface UndoRun extends ChangeRun {
  /** Beside the plan when left out. */
  readonly journal?: string;
}

/** @throws InputError without a journal of this plan, OperationError */
export async function runUndo(run: UndoRun, progress: Progress): Promise<ChangeOutcome> {
  const saved = await readSavedPlan(run.plan);
  const target = targetOf(run.to, progress);
  const left = await remainingUndo(saved, run.journal ?? journalPath(run.plan), () => connect(target));
  const undo = undoOf(saved.plan, left.steps);
  const lasting = undoOf(saved.plan, left.applied).withoutInverse;
  const head = [...left.lines, ...lasting.map((step) => `  stays       ${stepText(step)}: it has no way back`)];
  if (!run.yes) {
    const rows = undo.plan.steps.map((step) => `  would undo  ${stepText(step)}`);
    const end = [`${rows.length} steps would be undone`, 'Nothing was changed. To do it: --yes'];
    const exit = changeExit(true, lasting.length + left.unknown);
    return { exit, result: `${[...head, ...rows, ...end].join('\n')}\n` };
  }
  const { path, undoes, earlier } = left.journal;
  const journal = new JournalWriter(path, { plan: saved.sha256, undoes }, earlier);
  const events = (event: ApplyEvent): void => journal.note(event, saved.plan, progress);
  const entries = [...left.steps].map((step) => ({ step, status: 'applied', reason: null }) as const);
  const result = await withTarget(run, target, (options) =>
    undoPlan(saved.plan, { ...options, collect: null, includeHandOff: true, events }, entries),
  );
  journal.ended();
  const { exit, result: text } = applySummary(result, journal.path);
  return { exit: exit === EXIT.clean ? changeExit(true, left.unknown) : exit, result: [...head, text].join('\n') };
}
