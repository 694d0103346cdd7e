// A random value is bound to a statement, and looked for in the server's log. That the statement itself is
// recorded is made sure of by the harness (log_min_duration_statement of the role, put back afterwards).
// https://www.postgresql.org/docs/current/runtime-config-logging.html

import { randomBytes } from 'node:crypto';
import { statSync } from 'node:fs';
import type { AttackOf } from '../../attack/model.js';
import { itemsOf } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';
import { notRun, observed, problemObserved, type Run } from './observed.js';
import { openOwnSession } from './own-session.js';
import type { AttackRunner } from './runner.js';

type LogLeakAttack = AttackOf<'log-leak'>;

const SETTING = 'log_min_duration_statement';

export const logLeakRunner: AttackRunner<LogLeakAttack> = {
  expected: (attack) =>
    attack.through === 'parameter'
      ? 'the statement is logged without the values of its parameters'
      : 'the error is logged without the value that it failed on',
  runsForeignCode: () => false,
  run: async (attack, ground) => {
    if (attack.through === 'error-detail') return leak(attack, ground);
    const { roleSettings } = ground.inventory.cluster;
    if (itemsOf(roleSettings).some((each) => each.role === attack.role && each.name === SETTING))
      return notRun(`${attack.role} has a ${SETTING} of its own`);
    const role = Ident.of(attack.role);
    await ground.admin.query(ground.database, sql`ALTER ROLE ${role} SET ${Ident.of(SETTING)} = 0`);
    try {
      return await leak(attack, ground);
    } finally {
      await ground.admin.query(ground.database, sql`ALTER ROLE ${role} RESET ${Ident.of(SETTING)}`);
    }
  },
};

async function leak(attack: LogLeakAttack, ground: Ground): Promise<Run> {
  const mark = randomBytes(8).toString('hex');
  const value = randomBytes(12).toString('hex');
  const statement = statementOf(attack, mark);
  const statements = [`${statement.text} -- $1 bound`];
  await ground.sessions.release(attack.role);
  const opened = await openOwnSession(ground, attack.role, attack.database);
  if (!opened.ok) return { observed: problemObserved(opened.error, []), statements };
  const from = statSync(ground.cluster.logFile).size;
  try {
    const answered = await opened.value.attempt(statement, [value]);
    const failed = attack.through === 'error-detail';
    if (answered.ok === failed) return notRun('the statement did not end as it should', statements);
  } finally {
    await opened.value.close();
  }
  const { text } = ground.cluster.readLog(from);
  if (attack.through === 'parameter' && !text.includes(mark))
    return notRun('the server did not log the statement', statements);
  return {
    observed: text.includes(value)
      ? observed('leaked', { log: 'the value stands in the log' })
      : observed('no-rows', { rows: 0 }),
    statements,
  };
}

/** A failing cast tells its value in the error's detail and context, and nothing of it in the message. */
function statementOf(attack: LogLeakAttack, mark: string): Sql {
  return attack.through === 'parameter'
    ? sql`SELECT ${Literal.of(mark)}, $1::pg_catalog.text`
    : sql`SELECT ${Literal.of(mark)}, $1::pg_catalog.text::pg_catalog.json`;
}
