// `apply PLAN --to SOURCE`: without --yes only tells what would happen. With it the plan runs, only on the
// state it was made for, and the journal beside it says what became of each step.

import { applyPlan, type ApplyEvent, type ApplyOptions } from '../apply/index.js';
import { heldBack } from '../apply/held-back.js';
import { fingerprint } from '../inventory/equal.js';
import type { Inventory } from '../inventory/index.js';
import { connect } from '../session/index.js';
import type { Target } from '../session/target.js';
import { applySummary, dryRunText, type ChangeOutcome } from './apply-text.js';
import { changeExit } from './change-exit.js';
import { connectionChecks } from './connection-checks.js';
import type { Progress } from './progress.js';
import { JournalWriter } from './journal-writer.js';
import { journalPath, readSavedPlan } from './saved-plan.js';
import { readTarget, targetOf } from './source.js';
import { hostFilesOf } from './target-files.js';

export interface ChangeRun {
  readonly plan: string;
  /** A connection; empty for libpq's environment alone. */
  readonly to: string;
  /** Instead of those that the plan was made from. */
  readonly databases: readonly string[];
  readonly yes: boolean;
  /** This machine is the server's host: replace pg_hba.conf too. */
  readonly hostFiles: boolean;
}

export interface ApplyRun extends ChangeRun {
  /** Also what belongs to the owners of the schema. */
  readonly includeHandOff: boolean;
  /** The applications have changed as the plan's gates say. */
  readonly passGate: boolean;
}

/** @throws InputError, OperationError when the plan may not begin */
export async function runApply(run: ApplyRun, progress: Progress): Promise<ChangeOutcome> {
  const saved = await readSavedPlan(run.plan);
  const { plan } = saved;
  const target = targetOf(run.to, progress);
  const databases = run.databases.length > 0 ? run.databases : (plan.databases ?? []);
  const read = async (): Promise<Inventory> => (await readTarget(target, { databases }, progress)).inventory;
  if (!run.yes) {
    const inventory = await read();
    const held = heldBack(plan.steps, run.includeHandOff, run.passGate ? [] : plan.gates);
    const fits = plan.fingerprint === '' || fingerprint(inventory) === plan.fingerprint;
    return { exit: changeExit(fits, held.size + plan.blocked.length), result: dryRunText(plan, held, fits, run) };
  }
  const journal = new JournalWriter(journalPath(run.plan), {
    plan: saved.sha256,
    started: new Date().toISOString(),
  });
  const events = (event: ApplyEvent): void => journal.note(event, plan, progress);
  const checks = run.hostFiles ? { checks: await connectionChecks(target) } : {};
  const result = await withTarget(run, target, (options) =>
    applyPlan(plan, {
      ...options,
      ...checks,
      includeHandOff: run.includeHandOff,
      collect: read,
      events,
      ...(run.passGate ? {} : { stopAtGate: true }),
    }),
  );
  return applySummary(result, journal.path);
}

export type TargetOptions = Pick<ApplyOptions, 'connect' | 'maintenanceDatabase' | 'files'>;

/** @throws OperationError when the host's files were asked for and are out of reach. */
export async function withTarget<T>(
  run: ChangeRun,
  target: Target,
  work: (options: TargetOptions) => Promise<T>,
): Promise<T> {
  const files = run.hostFiles ? await hostFilesOf(target) : null;
  try {
    return await work({
      connect: (database) => connect({ ...target, database }),
      maintenanceDatabase: target.database,
      ...(files === null ? {} : { files }),
    });
  } finally {
    await files?.close();
  }
}
