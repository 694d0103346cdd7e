// A system function called without its schema: the one that fits the arguments best wins, wherever in the path
// it stands, so that length(varchar) of a writable schema goes before the system's length(text).
// https://www.postgresql.org/docs/current/typeconv-func.html

import { randomInt } from 'node:crypto';
import type { AttackOf } from '../../attack/model.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';
import { notRun, observed, problemObserved, type Run } from './observed.js';
import { openOwnSession } from './own-session.js';
import type { AttackRunner } from './runner.js';

type PlantedNameAttack = AttackOf<'planted-name'>;

const CALL = sql`SELECT length('x'::pg_catalog.varchar)`;

export const plantedNameRunner: AttackRunner<PlantedNameAttack> = {
  expected: (attack) => `${attack.role} gets the system's length(), not the one in ${attack.schema.path.join('.')}`,
  runsForeignCode: () => false,
  run: async (attack, ground) => {
    const marker = randomInt(1_000_000, 2_000_000_000);
    const planted = await plant(attack, ground, marker);
    if (typeof planted === 'string') return notRun(planted);
    try {
      return await call(attack, ground, marker, planted);
    } finally {
      await ground.admin.query(
        ground.databaseOf(attack.schema),
        sql`DROP FUNCTION IF EXISTS ${nameIn(attack)}(varchar)`,
      );
    }
  },
};

function nameIn(attack: PlantedNameAttack): Sql {
  return qualified(attack.schema.path[0] ?? '', 'length');
}

/** The statements that planted it; a text: why it could not be. */
async function plant(attack: PlantedNameAttack, ground: Ground, marker: number): Promise<readonly string[] | string> {
  const opened = await ground.sessions.anywhere(attack.planter, ground.databaseOf(attack.schema));
  if (!opened.ok) return `${attack.planter} cannot come in to plant anything: ${opened.error.message}`;
  const { session, become } = opened.value;
  const body = sql`RETURN ${Literal.of(String(marker))}::pg_catalog.int4`;
  const create = sql`CREATE FUNCTION ${nameIn(attack)}(varchar) RETURNS int4 LANGUAGE sql IMMUTABLE ${body}`;
  const grant = sql`GRANT EXECUTE ON FUNCTION ${nameIn(attack)}(varchar) TO ${Ident.of(attack.role)}`;
  const statements = [...become, create, grant];
  const made = await session.attempt(join([sql`BEGIN`, ...statements, sql`COMMIT`], sql`; `));
  if (made.ok) return statements.map(({ text }) => text);
  await session.attempt(sql`ROLLBACK`);
  return `${attack.planter} cannot create a function in ${attack.schema.path.join('.')}: ${made.error.message}`;
}

async function call(
  attack: PlantedNameAttack,
  ground: Ground,
  marker: number,
  planted: readonly string[],
): Promise<Run> {
  const statements = [...planted, CALL.text];
  await ground.sessions.release(attack.role);
  const opened = await openOwnSession(ground, attack.role, ground.databaseOf(attack.schema));
  if (!opened.ok) return { observed: problemObserved(opened.error, []), statements };
  try {
    const answered = await opened.value.attempt(CALL);
    if (!answered.ok) return { observed: problemObserved(answered.error, []), statements };
    const leaked = answered.value.rows[0]?.[0] === String(marker);
    const log = leaked ? 'the planted function answered' : 'the system’s function answered';
    return { observed: observed(leaked ? 'leaked' : 'no-rows', { log }), statements };
  } finally {
    await opened.value.close();
  }
}
