// Takes a plan back: the inverses of what was applied, in reverse order, from the same artefact.

import type { Plan, Step } from '../plan/model.js';
import { undoOf } from '../plan/undo.js';
import { applyPlan, type ApplyResult } from './apply-plan.js';
import type { ApplyOptions, JournalEntry } from './options.js';

export interface UndoResult extends ApplyResult {
  readonly withoutInverse: readonly Step[];
}

/** `journal` of the run to take back; without it every step counts as applied. */
export async function undoPlan(
  plan: Plan,
  options: ApplyOptions,
  journal?: readonly JournalEntry[],
): Promise<UndoResult> {
  const applied = journal?.filter((entry) => isToTakeBack(entry)).map((entry) => entry.step);
  const undo = undoOf(plan, applied === undefined ? undefined : new Set(applied));
  // What was applied was allowed then: hand-offs among it go back too.
  const result = await applyPlan(undo.plan, { ...options, collect: null, includeHandOff: true });
  return { ...result, withoutInverse: undo.withoutInverse };
}

/** What holds, and what a failed step left behind. */
export function isToTakeBack({ status, leftover }: JournalEntry): boolean {
  return status === 'applied' || leftover === true;
}
