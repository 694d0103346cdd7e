// Applies a plan to a cluster: one at a time (advisory lock), only to the state it was made for
// (fingerprint), segment by segment, stopping at the first that fails.

import { OperationError } from '../core/operation-error.js';
import { fingerprint } from '../inventory/equal.js';
import type { Plan, Step } from '../plan/model.js';
import { sql } from '../sql/sql.js';
import { Activation } from './activation.js';
import { writerOf } from './file-writer.js';
import { Connections } from './connections.js';
import { heldBack } from './held-back.js';
import { Journal } from './journal.js';
import type { ApplyOptions, JournalEntry } from './options.js';
import { runSegment } from './segment.js';
import type { FileStep, SqlStep } from '../plan/model.js';

export interface ApplyResult {
  /** One entry per step, in the plan's order. */
  readonly journal: readonly JournalEntry[];
  /** Why it stopped early; null when every step that was to run has run. */
  readonly failure: OperationError | null;
  /** Settings that wait for a restart nobody here can do. */
  readonly waitsForRestart: boolean;
}

/** @throws OperationError when the plan may not begin: no connection, another run, another state. */
export async function applyPlan(plan: Plan, options: ApplyOptions): Promise<ApplyResult> {
  const connections = new Connections(options);
  const journal = new Journal(options.events);
  try {
    await takeLock(connections, options);
    await checkFingerprint(plan, options);
    const activation = new Activation(options, connections, () => takeLock(connections, options));
    const failure = await runAll(plan, options, { connections, journal, activation });
    return { journal: journal.entries(plan.steps), failure, waitsForRestart: activation.waitsForRestart };
  } finally {
    await connections.closeAll();
  }
}

interface Run {
  readonly connections: Connections;
  readonly journal: Journal;
  readonly activation: Activation;
}

async function runAll(plan: Plan, options: ApplyOptions, run: Run): Promise<OperationError | null> {
  const held = heldBack(plan.steps, options.includeHandOff, options.stopAtGate === true ? plan.gates : []);
  for (const [step, reason] of held) run.journal.end([step], 'unapplied', reason);
  const segments = bySegment(plan.steps.filter((step) => !held.has(step)));
  let failure: OperationError | null = null;
  for (const steps of segments) {
    if (failure === null) failure = await runGuarded(steps, options, run);
    else run.journal.end(steps, 'unapplied', 'an earlier step failed');
  }
  const late = await refusalOf(() =>
    run.activation.finish(({ steps, error }) => run.journal.end(steps, 'unapplied', error.message)),
  );
  return failure ?? late;
}

/** A connection, a file or a reload that fails ends the run like a statement that fails. */
async function runGuarded(steps: readonly Step[], options: ApplyOptions, run: Run): Promise<OperationError | null> {
  const failure = await refusalOf(() => runOne(steps, options, run));
  if (failure !== null) {
    run.journal.end(
      steps.filter((step) => !run.journal.has(step)),
      'unapplied',
      failure.message,
    );
  }
  return failure;
}

async function refusalOf(work: () => Promise<OperationError | null>): Promise<OperationError | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof OperationError) return error;
    throw error;
  }
}

/** Steps are in order, so those of a segment are neighbours. */
function bySegment(steps: readonly Step[]): readonly (readonly Step[])[] {
  const segments: Step[][] = [];
  for (const step of steps) {
    const last = segments.at(-1);
    if (last !== undefined && last[0]?.segment === step.segment) last.push(step);
    else segments.push([step]);
  }
  return segments;
}

async function runOne(steps: readonly Step[], options: ApplyOptions, run: Run): Promise<OperationError | null> {
  const { journal, activation } = run;
  const early = await activation.before(steps);
  if (early !== null) {
    journal.end(steps, 'unapplied', early.message);
    return early;
  }
  const files = steps.filter((step): step is FileStep => step.action === 'file');
  for (const step of files) await writeFile(step, options, run);
  const inSql = steps.filter((step): step is SqlStep => step.action === 'sql');
  const failure = inSql.length === 0 ? null : await runSql(inSql, options, run);
  if (failure === null) activation.after(steps.filter((step) => step.action === 'sql' || options.files !== undefined));
  return failure;
}

async function runSql(steps: readonly SqlStep[], options: ApplyOptions, run: Run): Promise<OperationError | null> {
  const database = steps[0]?.database ?? options.maintenanceDatabase;
  const ids = steps.map((step) => step.id);
  options.events?.({ kind: 'segment-started', segment: steps[0]?.segment ?? 0, database, steps: ids });
  const session = await run.connections.to(database);
  const end = await runSegment(steps, session, run.connections, (transaction) =>
    options.events?.({ kind: 'segment-committing', transaction }),
  );
  if (end.status === 'applied') {
    run.journal.end(steps, end.status, null);
    return null;
  }
  run.journal.end(steps, end.status, end.error.message, end.leftover === true ? { leftover: true } : {});
  return end.error;
}

async function writeFile(step: FileStep, options: ApplyOptions, { journal }: Run): Promise<void> {
  const { files, maintenanceDatabase: database } = options;
  const write = writerOf(step.file, files);
  if (write === undefined) {
    journal.end([step], 'unapplied', `the host's files are out of reach: put ${step.file} in place and reload`);
    return;
  }
  options.events?.({ kind: 'segment-started', segment: step.segment, database, steps: [step.id] });
  await write(step.content);
  journal.end([step], 'applied', null);
}

/** Advisory locks belong to one database, so every run takes it in the maintenance database. */
async function takeLock(connections: Connections, options: ApplyOptions): Promise<void> {
  const session = await connections.to(options.maintenanceDatabase);
  const answer = await session.query(
    sql`SELECT pg_catalog.pg_try_advisory_lock(pg_catalog.hashtextextended('pgrampart apply', 0))`,
  );
  if (answer.rows[0]?.[0] === 't') return;
  throw new OperationError({
    code: 'lock',
    what: 'another run is changing this cluster',
    fix: 'wait until it has ended, then plan again',
  });
}

async function checkFingerprint(plan: Plan, { collect }: ApplyOptions): Promise<void> {
  if (collect === null || plan.fingerprint === '') return;
  if (fingerprint(await collect()) === plan.fingerprint) return;
  throw new OperationError({
    code: 'commit',
    what: 'the cluster is not the one that the plan was made for: something changed in between',
    fix: 'plan again and look at the new plan before applying it',
  });
}
