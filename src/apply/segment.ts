// Runs the steps that commit together. Afterwards either all of them hold or none, and when the connection
// breaks during COMMIT the answer is `in-doubt`, never a guess.

import { OperationError } from '../core/operation-error.js';
import { Ident } from '../sql/ident.js';
import { sql } from '../sql/sql.js';
import type { Session } from '../session/index.js';
import { toOperationError } from '../session/problem.js';
import type { SqlStep } from '../plan/model.js';
import type { Connections } from './connections.js';
import { leftoverOf } from './invalid-index.js';
import { beginLocked } from './relation-locks.js';

export type SegmentEnd =
  | { readonly status: 'applied' }
  | { readonly status: 'unapplied' | 'in-doubt'; readonly error: OperationError; readonly leftover?: true };

export async function runSegment(
  steps: readonly SqlStep[],
  session: Session,
  connections: Connections,
  committing: (transaction: string) => void,
): Promise<SegmentEnd> {
  const alone = steps.some((step) => step.statements.some((each) => !each.transactional));
  return alone ? runAlone(steps, session, connections) : runTogether(steps, session, connections, committing);
}

async function runTogether(
  steps: readonly SqlStep[],
  session: Session,
  connections: Connections,
  committing: (transaction: string) => void,
): Promise<SegmentEnd> {
  try {
    await beginLocked(steps, session, connections.patienceMs);
    for (const step of steps) await runStep(step, session, connections);
    const { rows } = await session.query(sql`SELECT pg_catalog.pg_current_xact_id()`);
    committing(rows[0]?.[0] ?? '');
  } catch (error) {
    await session.attempt(sql`ROLLBACK`);
    return { status: 'unapplied', error: asOperationError(error) };
  }
  const committed = await session.attempt(sql`COMMIT`);
  if (committed.ok) return { status: 'applied' };
  const fix = 'read the cluster again to see whether the segment is there, then plan again';
  const error = toOperationError(committed.error, 'commit', fix);
  return { status: committed.error.sqlstate === null ? 'in-doubt' : 'unapplied', error };
}

/** ALTER SYSTEM and the like: each statement is its own transaction. */
async function runAlone(steps: readonly SqlStep[], session: Session, connections: Connections): Promise<SegmentEnd> {
  const patient = steps.some((step) => step.kind === 'index');
  try {
    if (patient) await connections.unlimit(session);
    for (const step of steps) {
      for (const each of step.statements) await session.query(each.sql);
    }
    connections.refuseVoid();
  } catch (error) {
    const failure = asOperationError(error);
    if (isLost(failure)) return { status: 'in-doubt', error: failure };
    if (patient) await connections.limit(session);
    const left = await leftoverOf(steps, failure, session);
    return left === null
      ? { status: 'unapplied', error: failure }
      : { status: 'unapplied', error: left, leftover: true };
  }
  // It is done, whatever becomes of the session now: the next segment says when that is lost.
  if (patient) await connections.limit(session).catch(() => undefined);
  return { status: 'applied' };
}

/** No answer, or the session's end in place of one (class 57P): what was sent may be done. */
function isLost({ sqlstate }: OperationError): boolean {
  return sqlstate === undefined || sqlstate.startsWith('57P');
}

async function runStep(step: SqlStep, session: Session, connections: Connections): Promise<void> {
  try {
    if (step.asRole !== null) await session.query(sql`SET LOCAL ROLE ${Ident.of(step.asRole)}`);
    for (const each of step.statements) await session.query(each.sql);
    if (step.asRole !== null) await session.query(sql`RESET ROLE`);
    connections.refuseVoid();
  } catch (error) {
    const { code, message, fix, sqlstate } = asOperationError(error);
    const what = `${step.title}: ${message}`;
    throw new OperationError({ code, what, fix, cause: error, ...(sqlstate === undefined ? {} : { sqlstate }) });
  }
}

function asOperationError(error: unknown): OperationError {
  if (error instanceof OperationError) return error;
  throw error;
}
