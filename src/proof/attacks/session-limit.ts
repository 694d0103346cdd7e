// Outlast a time limit. Waiting for minutes would show nothing more than waiting for a moment: the limit with
// which the role's session starts is divided, and so is the wait; a session without a limit has none to divide.
// https://www.postgresql.org/docs/current/runtime-config-client.html

import { statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AttackOf } from '../../attack/model.js';
import type { ServerProblem, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql, type Sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';
import { observed, problemObserved, type Run } from './observed.js';
import { openOwnSession } from './own-session.js';
import type { AttackRunner } from './runner.js';

type SessionLimitAttack = AttackOf<'session-limit'>;

/** The demanded limit becomes this long, and an attack that nothing ends lasts twice as long. */
const SCALED_MS = 20;

/** How long an attack lasts that a limit should end: a busy machine wakes a timer late, and that is no leak. */
const PATIENCE_MS = 5000;

export const sessionLimitRunner: AttackRunner<SessionLimitAttack> = {
  expected: (attack) => `a session of ${attack.role} is ended at its ${attack.setting} (${REFUSED[attack.setting]})`,
  runsForeignCode: () => false,
  run: async (attack, ground): Promise<Run> => {
    await ground.sessions.release(attack.role);
    const opened = await openOwnSession(ground, attack.role, attack.database);
    if (!opened.ok) return { observed: problemObserved(opened.error, []), statements: [`connect as ${attack.role}`] };
    try {
      return await outlast(attack, opened.value, ground);
    } finally {
      await opened.value.close();
    }
  },
};

const REFUSED: { readonly [S in SessionLimitAttack['setting']]: string } = {
  statement_timeout: '57014',
  idle_in_transaction_session_timeout: '25P03',
};

async function outlast(attack: SessionLimitAttack, session: Session, ground: Ground): Promise<Run> {
  const from = statSync(ground.cluster.logFile).size;
  const { setting } = attack;
  const { rows } = await session.query(
    sql`SELECT setting FROM pg_catalog.pg_settings WHERE name = ${Literal.of(setting)}`,
  );
  const inForce = Number(rows[0]?.[0] ?? '0');
  const scaled = Math.ceil((inForce / attack.milliseconds) * SCALED_MS);
  const lasts = scaled > 0 && scaled <= SCALED_MS ? PATIENCE_MS : 2 * SCALED_MS;
  const divide = sql`SET ${Ident.of(setting)} = ${Literal.of(String(scaled))}`;
  const lasting = lastingStatements(setting, lasts);
  const statements = [divide.text, ...lasting.map(({ text }) => text)];
  await session.query(divide);
  const log = (): string => ground.cluster.readLog(from).text;
  for (const statement of lasting) {
    const answered = await session.attempt(statement);
    if (!answered.ok) return { observed: endedBy(attack, answered.error, log()), statements };
    if (setting === 'idle_in_transaction_session_timeout') await idle(lasts, log);
  }
  const why = inForce === 0 ? `${setting} is 0: no limit` : `${setting} is ${inForce} ms: longer than demanded`;
  return { observed: observed('leaked', { log: why }), statements };
}

function lastingStatements(setting: SessionLimitAttack['setting'], milliseconds: number): readonly Sql[] {
  return setting === 'statement_timeout'
    ? [sql`SELECT pg_catalog.pg_sleep(${Literal.of(String(milliseconds / 1000))}::pg_catalog.float8)`]
    : [sql`BEGIN`, sql`SELECT 1`];
}

/** Until the server says in its log that it has ended the session, or that long. */
async function idle(milliseconds: number, log: () => string): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end && !IDLE.test(log())) await sleep(5);
}

const IDLE = /FATAL:  terminating connection due to idle-in-transaction timeout/u;

/** Between two statements the server says why and hangs up: the driver knows only that it did, the log knows why. */
function endedBy(attack: SessionLimitAttack, problem: ServerProblem, log: string): Run['observed'] {
  const why = problem.sqlstate === null ? IDLE.exec(log)?.[0] : undefined;
  if (why !== undefined) return observed('refused', { sqlstate: REFUSED[attack.setting], log: why });
  return problemObserved(problem, [REFUSED[attack.setting]]);
}
