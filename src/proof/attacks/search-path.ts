// Shadow what a definer routine names without a schema: relations by views, operators and functions by
// functions, in the caller's temporary schema and in one where the caller may create. Each notes who runs it:
// if that is the routine's owner, code of the caller has run with the owner's rights.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import type { AttackOf } from '../../attack/model.js';
import { objectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import type { ServerProblem, Session } from '../../session/index.js';
import type { Observed } from '../model.js';
import type { Ground } from './ground.js';
import { notRun, observed, problemObserved, type Run } from './observed.js';
import type { ColumnFact } from './relation-facts.js';
import { routineCalls } from './routine-calls.js';
import type { AttackRunner } from './runner.js';
import { codeShadows, NOTE } from './shadow-code.js';
import { shadowedRelations, type Shadowed } from './shadowed.js';
import { carry } from './tenancy.js';

/** Said of the shadow only: a view without a rule cannot be written. */
const WRITE_TO_VIEW = /cannot (insert into|update|delete from|merge into) view/u;

export const searchPathRunner: AttackRunner<AttackOf<'search-path'>> = {
  expected: (attack) => `${attack.routine.path.join('.')} uses its own objects, whatever the caller's search_path`,
  runsForeignCode: () => true,
  run: async (attack, ground) => {
    const database = ground.databaseOf(attack.routine);
    const routine = await ground.routines.of(attack.routine, database);
    if (routine === null) return notRun(`${attack.routine.path.join('.')} is not there`);
    const shadowed = await shadowedRelations(routine, attack.role, ground, database);
    if (shadowed.length === 0) return notRun('its body names no relation of the database that could be shadowed');
    const calls = await routineCalls(attack, routine, ground, database);
    if (typeof calls === 'string') return notRun(calls);
    const schema = await ground.probes.schemaFor(attack.role, database);
    const opened = await ground.sessions.session(attack.role, database);
    if (!opened.ok) return { observed: problemObserved(opened.error, ['42501', '28000']), statements: [] };
    const { session, become } = opened.value;
    const code = await codeShadows(routine, shadowed, schema, ground, database);
    const carried = carriersOf(shadowed, ground, database);
    return shadowAndCall(session, { become, schema, shadowed, code, carried, calls, owner: routine.owner });
  },
};

interface Scene {
  readonly become: readonly Sql[];
  readonly schema: string;
  readonly shadowed: readonly Shadowed[];
  /** Statements that shadow operators and functions. */
  readonly code: readonly Sql[];
  /** The session is tenant A's, so that there are rows on which an operator is evaluated. */
  readonly carried: readonly Sql[];
  readonly owner: string;
  /** Each a list of statements, of which the last reaches the routine. */
  readonly calls: readonly (readonly Sql[])[];
}

type Say = (statement: Sql) => ReturnType<Session['attempt']>;

async function shadowAndCall(session: Session, scene: Scene): Promise<Run> {
  const statements: string[] = [];
  const say: Say = async (statement) => {
    statements.push(statement.text);
    return session.attempt(statement);
  };
  try {
    await say(join([sql`BEGIN`, ...scene.become], sql`; `));
    const problem = await castShadows(say, scene);
    return { observed: problem ?? (await callAll(say, scene)), statements };
  } finally {
    await session.attempt(sql`ROLLBACK`);
  }
}

/** Null when all shadows stand; TEMPORARY may have been revoked, then the schema alone serves. */
async function castShadows(say: Say, { schema, shadowed, code, carried }: Scene): Promise<Observed | null> {
  for (const relation of shadowed) {
    const made = await say(shadow(relation.columns, qualified(schema, relation.name)));
    if (!made.ok) return problemObserved(made.error, []);
    await say(sql`SAVEPOINT temporary`);
    const temporary = await say(shadow(relation.columns, qualified('pg_temp', relation.name)));
    if (!temporary.ok) await say(sql`ROLLBACK TO SAVEPOINT temporary`);
  }
  for (const statement of code) {
    const made = await say(statement);
    if (!made.ok) return problemObserved(made.error, []);
  }
  for (const statement of carried) await say(statement);
  const path = [schema, 'pg_catalog', ...new Set(shadowed.map((each) => each.schema))];
  await say(
    sql`SET LOCAL search_path = pg_temp, ${join(
      path.map((name) => Ident.of(name)),
      sql`, `,
    )}`,
  );
  return null;
}

async function callAll(say: Say, { calls, owner }: Scene): Promise<Observed> {
  let met = observed('no-rows', { rows: 0, log: 'the routine used its own objects' });
  for (const call of calls) {
    await say(sql`SAVEPOINT attempt`);
    met = await callOnce(say, call, owner);
    if (met.outcome === 'leaked') return met;
    await say(sql`ROLLBACK TO SAVEPOINT attempt`);
  }
  return met;
}

async function callOnce(say: Say, call: readonly Sql[], owner: string): Promise<Observed> {
  for (const statement of call) {
    const answered = await say(statement);
    if (!answered.ok) return callProblem(answered.error);
  }
  const hit = await say(sql`SELECT pg_catalog.current_setting('pgrampart.hit', true)`);
  const ran = hit.ok ? (hit.value.rows[0]?.[0] ?? '').split(',') : [];
  // The caller's own statement may use a shadow too, with the caller's rights: that is no leak.
  return ran.includes(owner)
    ? observed('leaked', { log: `a shadow ran with the rights of ${owner}` })
    : observed('no-rows', { rows: 0, log: 'the routine used its own objects' });
}

function callProblem(problem: ServerProblem): Observed {
  const { sqlstate, message } = problem;
  if (sqlstate === '55000' && WRITE_TO_VIEW.test(message))
    return observed('leaked', { sqlstate, log: `the shadow was written to: ${message}` });
  return problemObserved(problem, ['42501']);
}

function carriersOf(shadowed: readonly Shadowed[], ground: Ground, database: string): readonly Sql[] {
  for (const { schema, name } of shadowed) {
    const relation = objectRef('table', [schema, name], database);
    const carrier = ground.carrierOf(relation);
    const key = ground.seeds.relation(relation)?.rows.a.tenantKey ?? null;
    const carried = carrier === null ? null : carry(carrier, 'a', ground.seeds, key);
    if (carried?.ok === true) return carried.value;
  }
  return [];
}

/**
 * The condition is evaluated whatever columns are read; current_user is then the routine's owner, who must be
 * allowed to use the shadow, as any attacker would see to.
 */
function shadow(columns: readonly ColumnFact[], name: Sql): Sql {
  const list = columns.map((each) => sql`NULL::${each.type} AS ${Ident.of(each.name)}`);
  const view = sql`CREATE OR REPLACE VIEW ${name} AS SELECT ${join(list, sql`, `)} WHERE ${NOTE} IS NOT NULL`;
  return sql`${view}; GRANT ALL ON ${name} TO PUBLIC`;
}
