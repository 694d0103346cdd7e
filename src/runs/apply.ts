// `apply PLAN --to SOURCE`: without --yes only tells what would happen. With it the plan runs, only on the
// state it was made for, and the journal beside it says what became of each step.

import { InputError } from '../core/input-error.js';
import { applyPlan, type ApplyEvent, type ApplyOptions } from '../apply/index.js';
import { heldBack } from '../apply/held-back.js';
import { fingerprintOf } from '../plan/fingerprint.js';
import { connect } from '../session/index.js';
import type { Target } from '../session/target.js';
import { applySummary, dryRunText, type ChangeOutcome } from './apply-text.js';
import { changeExit } from './change-exit.js';
import type { Progress } from './progress.js';
import { JournalWriter } from './journal-writer.js';
import { journalPath, readSavedPlan } from './saved-plan.js';
import { readTarget, targetOf } from './source.js';
import { serverFilesOf } from './target-files.js';

export interface ChangeRun {
  readonly plan: string;
  /** A connection; empty for libpq's environment alone. */
  readonly to: string;
  /** As the plan was made for. */
  readonly databases: readonly string[];
  readonly yes: boolean;
  /** This machine is the server's host: replace pg_hba.conf too. */
  readonly hostFiles: boolean;
}

export interface ApplyRun extends ChangeRun {
  /** Also what belongs to the owners of the schema. */
  readonly includeHandOff: boolean;
}

/** @throws InputError, OperationError when the plan may not begin */
export async function runApply(run: ApplyRun, progress: Progress): Promise<ChangeOutcome> {
  const saved = await readSavedPlan(run.plan);
  const { plan } = saved;
  const target = targetOf(run.to, progress);
  const held = heldBack(plan.steps, run.includeHandOff);
  if (!run.yes) {
    const { inventory } = await readTarget(target, run, progress);
    const fits = plan.fingerprint === '' || fingerprintOf(inventory) === plan.fingerprint;
    return { exit: changeExit(fits, held.size + plan.blocked.length), result: dryRunText(plan, held, fits, run) };
  }
  const journal = new JournalWriter(journalPath(run.plan), saved.sha256);
  const collect: ApplyOptions['collect'] = async () => (await readTarget(target, run, progress)).inventory;
  const events = (event: ApplyEvent): void => journal.note(event, plan, progress);
  const options = { ...(await changeOptions(run, target)), includeHandOff: run.includeHandOff, collect, events };
  const result = await applyPlan(plan, options);
  if (result.failure !== null) progress({ stage: 'apply', state: 'note', text: result.failure.message });
  return applySummary(result, journal.path);
}

/** @throws OperationError when the host's files were asked for and are out of reach. */
export async function changeOptions(
  run: ChangeRun,
  target: Target,
): Promise<Pick<ApplyOptions, 'connect' | 'maintenanceDatabase' | 'files'>> {
  const files = run.hostFiles ? { files: await serverFilesOf(target) } : {};
  return {
    connect: (database) => connect({ ...target, database }),
    maintenanceDatabase: target.database,
    ...files,
  };
}

/** A change goes to a connection, never to a file. @throws InputError */
export function refuseFiles(to: string): void {
  if (to === '' || /^postgres(ql)?:\/\/|=/u.test(to)) return;
  throw InputError.of(
    'no-connection',
    '--to is no connection',
    'a plan is applied to a server',
    'e.g. --to postgresql://admin@host/db',
  );
}
