// One transaction that is always rolled back: what opens it (role, tenant), then one or more attempts, each
// from the same savepoint. The first leak decides; without one, the last attempt does, since attempts are
// ordered from the most real to the most exact.

import { sql, join, type Sql } from '../../sql/sql.js';
import type { Rows, ServerProblem, Session } from '../../session/index.js';
import type { Observed } from '../model.js';
import { isLeak, observed, problemObserved, type Run } from './observed.js';

export interface Attempt {
  readonly statement: Sql;
  /** What an answer without error means. */
  readonly read: (rows: Rows) => Observed;
  /** SQLSTATEs with which the control refuses. Default 42501. */
  readonly refusals?: readonly string[];
  /**
   * Errors that the server raises only after the control has let the statement pass (e.g. 23503 on a
   * deleted row: only its children brought it back), and what passed.
   */
  readonly passed?: Passed;
  /** The message must match too for a refusal, where one SQLSTATE has several meanings. */
  readonly refusalMessage?: RegExp;
}

export interface Passed {
  readonly sqlstates: readonly string[];
  readonly outcome: 'leaked' | 'changed';
  /** Any error of a routine that runs only behind the control, told from the server's CONTEXT. */
  readonly inside?: RegExp;
  /** Errors of a routine that runs before it, whatever their SQLSTATE. */
  readonly notInside?: RegExp;
}

const REFUSED: readonly string[] = ['42501'];

export interface Setting {
  readonly session: Session;
  /** After BEGIN: SET LOCAL ROLE, the carrier, … */
  readonly opening: readonly Sql[];
}

export async function attemptAll(setting: Setting, attempts: readonly Attempt[]): Promise<Run> {
  const { session, opening } = setting;
  const statements = [
    'BEGIN',
    ...[...opening, ...attempts.map((each) => each.statement)].map(({ text }) => text),
    'ROLLBACK',
  ];
  const several = attempts.length > 1;
  const begin = [sql`BEGIN`, ...opening, ...(several ? [sql`SAVEPOINT attempt`] : [])];
  const begun = await session.attempt(join(begin, sql`; `));
  let last = begun.ok ? observed('not-run') : problemObserved(begun.error, []);
  try {
    if (!begun.ok) return { observed: last, statements };
    for (const [place, attempt] of attempts.entries()) {
      // The savepoint is still there after a rollback to it.
      if (place > 0) await session.attempt(sql`ROLLBACK TO SAVEPOINT attempt`);
      last = await attemptOne(session, attempt);
      if (isLeak(last.outcome)) break;
    }
    return { observed: last, statements };
  } finally {
    await session.attempt(sql`ROLLBACK`);
  }
}

async function attemptOne(session: Session, attempt: Attempt): Promise<Observed> {
  const answered = await session.attempt(attempt.statement);
  return answered.ok ? attempt.read(answered.value) : refusalOf(answered.error, attempt);
}

function refusalOf(problem: ServerProblem, attempt: Attempt): Observed {
  const { sqlstate, message } = problem;
  const { passed, refusalMessage } = attempt;
  if (passed !== undefined && hasPassed(problem, passed)) return observed(passed.outcome, { sqlstate, log: message });
  const refusals = attempt.refusals ?? REFUSED;
  const otherwise = refusalMessage === undefined || refusalMessage.test(message);
  return problemObserved(problem, otherwise ? refusals : []);
}

function hasPassed({ sqlstate, context = '' }: ServerProblem, { sqlstates, inside, notInside }: Passed): boolean {
  if (notInside?.test(context) === true) return false;
  return (sqlstate !== null && sqlstates.includes(sqlstate)) || inside?.test(context) === true;
}
