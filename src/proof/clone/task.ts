// One object to rebuild = one task. Tasks run in batches of one simple query each; a batch that fails is
// run again one by one, and what fails there waits for a later round, when what it needs may be there.

import type { ServerProblem, Session } from '../../session/index.js';
import { join, sql, type Sql } from '../../sql/sql.js';

export interface Task {
  /** For people: `view app.open_docs`. */
  readonly object: string;
  readonly statement: Sql;
  /** Counted as a relation of the clone. */
  readonly relation?: true;
}

export interface FailedTask {
  readonly task: Task;
  readonly problem: ServerProblem;
}

const BATCH = 50;

/** Runs all tasks in order; returns those that the server refused. Each task is its own transaction or part of one. */
export async function runTasks(session: Session, tasks: readonly Task[]): Promise<readonly FailedTask[]> {
  const failed: FailedTask[] = [];
  for (let from = 0; from < tasks.length; from += BATCH) {
    const batch = tasks.slice(from, from + BATCH);
    if (batch.length > 1) {
      const together = join(
        batch.map((task) => task.statement),
        sql`;
`,
      );
      const outcome = await session.attempt(together);
      if (outcome.ok) continue;
    }
    failed.push(...(await runSingly(session, batch)));
  }
  return failed;
}

async function runSingly(session: Session, tasks: readonly Task[]): Promise<readonly FailedTask[]> {
  const failed: FailedTask[] = [];
  for (const task of tasks) {
    const outcome = await session.attempt(task.statement);
    if (!outcome.ok) failed.push({ task, problem: outcome.error });
  }
  return failed;
}

/** Rounds over what failed, until a round brings nothing new. */
export async function retryTasks(session: Session, failed: readonly FailedTask[]): Promise<readonly FailedTask[]> {
  let waiting = failed;
  while (waiting.length > 0) {
    const still = await runSingly(
      session,
      waiting.map((entry) => entry.task),
    );
    if (still.length === waiting.length) return still;
    waiting = still;
  }
  return waiting;
}

export function describeProblem(problem: ServerProblem): string {
  const state = problem.sqlstate === null ? '' : ` (SQLSTATE ${problem.sqlstate})`;
  return `${problem.message}${state}`;
}
