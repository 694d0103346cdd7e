// What is left to take back: what the journal of apply says was done, less what an undo that was cut off has done
// already; what either of them left open is asked of the server.

import { isToTakeBack } from '../apply/undo-plan.js';
import { undoOf } from '../plan/undo.js';
import type { Session } from '../session/index.js';
import { doubtLines, isTransactional, settleDoubts, type DoubtfulStep } from './doubtful-steps.js';
import {
  readJournal,
  readUndoJournal,
  undoJournalPath,
  type JournalFile,
  type JournalItem,
  type SavedPlan,
} from './saved-plan.js';

export interface RemainingUndo {
  /** Ids of the plan's steps, to be taken back now. */
  readonly steps: ReadonlySet<string>;
  /** Those that hold or held: what of them has no way back is named. */
  readonly applied: ReadonlySet<string>;
  readonly lines: readonly string[];
  /** Steps that nobody can tell anything about. */
  readonly unknown: number;
  readonly journal: { readonly path: string; readonly undoes: string; readonly earlier: readonly JournalItem[] };
}

/** @throws InputError without a journal of this plan, OperationError */
export async function remainingUndo(
  saved: SavedPlan,
  path: string,
  open: () => Promise<Session>,
): Promise<RemainingUndo> {
  const journal = await readJournal(path, saved);
  const doubts = await settleDoubts(journal, saved.plan.steps, open);
  const applied = stepsOf(journal, doubts, ['committed', 'repeatable']);
  const undoPath = undoJournalPath(path);
  const begun = await readUndoJournal(undoPath, journal);
  const back = undoOf(saved.plan, applied).plan.steps;
  const left = begun === null ? [] : await settleDoubts(begun, back, open);
  const undone = begun === null ? new Set<string>() : stepsOf(begun, left, ['committed', 'unknown']);
  // What it wrote outside of a transaction waits for the reload that it did not come to: once more does no harm.
  if (begun?.ended !== true) for (const step of back) if (!isTransactional(step)) undone.delete(step.id);
  return {
    steps: new Set([...applied].filter((id) => !undone.has(`undo-${id}`))),
    applied,
    lines: [
      ...doubtLines(doubts, 'apply'),
      ...doubtLines(left, 'undo'),
      ...(undone.size === 0 ? [] : [`${undone.size === 1 ? '1 step was' : `${undone.size} steps were`} undone before`]),
    ],
    unknown: [...doubts, ...left].filter(({ fate }) => fate === 'unknown').length,
    journal: {
      path: undoPath,
      undoes: journal.sha256,
      earlier: [...undone].map((step) => ({ step, status: 'applied', reason: null })),
    },
  };
}

function stepsOf(
  journal: JournalFile,
  doubts: readonly DoubtfulStep[],
  counted: readonly DoubtfulStep['fate'][],
): Set<string> {
  return new Set([
    ...journal.entries.flatMap((entry) => (isToTakeBack(entry) ? [entry.step] : [])),
    ...doubts.flatMap(({ step, fate }) => (counted.includes(fate) ? [step.id] : [])),
  ]);
}
