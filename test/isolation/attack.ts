// Each session tries a command on the random rows; a foreign row that is reached is a leak.

import type { Session } from '../../src/session/index.js';
import { Literal } from '../../src/sql/literal.js';
import { sql, type Sql } from '../../src/sql/sql.js';
import { A, B, SESSIONS } from './law-schema.js';

/** What was reached, null when nothing. */
export async function leaked(app: Session, command: string): Promise<string | null> {
  for (const settings of SESSIONS) {
    await app.query(sql`BEGIN`);
    try {
      for (const [name, value] of Object.entries(settings))
        await app.query(sql`SELECT set_config(${Literal.of(name)}, ${Literal.of(value)}, true)`);
      const seen = await reached(app, command, settings['app.tenant_id'] ?? '');
      if (seen !== null) return `${JSON.stringify(settings)} ${seen}`;
    } finally {
      await app.attempt(sql`ROLLBACK`);
    }
  }
  return null;
}

/** Row by row where an error of one row would hide another. */
async function reached(app: Session, command: string, own: string): Promise<string | null> {
  const foreign = own === '' ? sql`true` : sql`tenant_id <> ${Literal.of(own)}::uuid`;
  const other = Literal.of(own === B ? A : B);
  const statements: Readonly<Record<string, readonly Sql[]>> = {
    select: [
      sql`SELECT id FROM app.docs WHERE ${foreign}`,
      ...eachRow((row) => sql`SELECT id FROM app.docs WHERE ${row} AND ${foreign}`),
    ],
    delete: [
      sql`DELETE FROM app.docs WHERE ${foreign} RETURNING id`,
      ...eachRow((row) => sql`DELETE FROM app.docs WHERE ${row} AND ${foreign}`),
    ],
    update: [
      sql`UPDATE app.docs SET name = 'changed' WHERE ${foreign} RETURNING id`,
      sql`UPDATE app.docs SET tenant_id = ${other}`,
      ...eachRow((row) => sql`UPDATE app.docs SET tenant_id = ${other}, name = name WHERE ${row}`),
      ...eachRow((row) => sql`UPDATE app.docs SET n = n WHERE ${row} AND ${foreign}`),
    ],
    insert: [
      sql`INSERT INTO app.docs VALUES (9001, ${other}, ${Literal.of(own === B ? B : A)}, 'x', 1, true, 'draft', '{a}', '{"k":"v"}')`,
      sql`INSERT INTO app.docs (id, tenant_id) VALUES (9002, ${other})`,
      sql`INSERT INTO app.docs VALUES (9003, ${other}, ${other}, 'xyzz', 0, false, 'live', ARRAY[${other}], ${Literal.of(JSON.stringify({ tenant: B }))}, ${Literal.of(`${B}/x`)}, 1, 1, int4range(0, 9), '2000-01-01')`,
    ],
  };
  for (const statement of statements[command] ?? []) {
    await app.query(sql`SAVEPOINT one`);
    const outcome = await app.attempt(statement);
    if (outcome.ok && outcome.value.count > 0) return `reached ${outcome.value.count} rows`;
    await app.query(sql`ROLLBACK TO SAVEPOINT one`);
  }
  return null;
}

/** Some of the rows, one at a time. */
function eachRow(statement: (row: Sql) => Sql): readonly Sql[] {
  return [4, 5, 6, 7, 16, 17, 18].map((id) => statement(sql`id = ${Literal.of(String(id))}::integer`));
}
