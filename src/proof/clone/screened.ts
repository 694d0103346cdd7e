// Text of the source in a statement that our superuser session runs: allowed only when PostgreSQL's parser
// says that it is exactly one statement of the kind we mean. An inventory file may be anybody's, and
// `f(integer) OWNER TO x; COPY … TO PROGRAM …` must stay one malformed name.

import { parseSql } from '../../sql/parse.js';
import type { Sql } from '../../sql/sql.js';
import type { CloneLog } from './log.js';
import type { Task } from './task.js';

/** The tasks whose statements are what they should be; the others are held back and said so. */
export async function screenTasks(
  tasks: readonly Task[],
  kinds: ReadonlySet<string>,
  log: CloneLog,
): Promise<readonly Task[]> {
  const passed: Task[] = [];
  for (const task of tasks) {
    if (await isSingle(task.statement, kinds)) passed.push(task);
    else log.heldBack(task.object, 'its definition is not the single statement that it should be');
  }
  return passed;
}

export async function isSingle(statement: Sql, kinds: ReadonlySet<string>): Promise<boolean> {
  const parsed = await parseSql(statement.text);
  return parsed.ok && parsed.value.length === 1 && kinds.has(parsed.value[0]?.kind ?? '');
}
