// A row that is there already although nobody inserted it here: a trigger of the source made it when its
// parent was planted (a profile for every user). It becomes the tenant's row, and gets the canaries.

import type { ServerProblem, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { join, qualified, sql, type Sql } from '../../sql/sql.js';
import type { DraftWish } from './draft.js';
import { columnValues } from './literals.js';
import type { ColumnValue } from './model.js';

type Values = ReadonlyMap<string, string | null>;

/** Null when the refusal was another one, or when a column of the violated key could have been chosen freely. */
export async function adoptRow(
  session: Session,
  wish: DraftWish,
  problem: ServerProblem,
  given: Values,
): Promise<Values | null> {
  if (problem.sqlstate !== '23505') return null;
  const name = /constraint "(.*)"/u.exec(problem.message)?.[1];
  const key = wish.plan.constraints.find((item) => item.name === name)?.columns ?? [];
  if (key.length === 0 || !key.every((column) => wish.fixed.has(column) || wish.preferred.has(column))) return null;
  const where = assignments(
    pick(wish, given, (column) => key.includes(column)),
    sql` AND `,
  );
  const texts = [...given].filter(([, value]) => value?.startsWith('canary-') === true).map(([column]) => column);
  const choices = [
    pick(wish, given, (column) => !key.includes(column)),
    pick(wish, given, (column) => !key.includes(column) && texts.includes(column)),
  ];
  const from = qualified(wish.plan.relation.schema, wish.plan.relation.name);
  for (const chosen of choices.filter((each) => each.length > 0)) {
    const outcome = await session.attempt(
      sql`SAVEPOINT adopt; UPDATE ${from} SET ${assignments(chosen, sql`, `)} WHERE ${where} RETURNING *`,
    );
    if (outcome.ok) return onlyRow(outcome.value);
    await session.query(sql`ROLLBACK TO SAVEPOINT adopt`);
  }
  return onlyRow(await session.query(sql`SELECT * FROM ${from} WHERE ${where}`));
}

function pick(wish: DraftWish, given: Values, wanted: (column: string) => boolean): readonly ColumnValue[] {
  return columnValues(wish.plan.columns, new Map([...given].filter(([column]) => wanted(column))));
}

function assignments(values: readonly ColumnValue[], between: Sql): Sql {
  return join(
    values.map(({ column, value }) => sql`${Ident.of(column)} = ${value}`),
    between,
  );
}

function onlyRow({
  fields,
  rows,
}: {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
}): Values | null {
  const [row] = rows;
  return row === undefined || rows.length > 1
    ? null
    : new Map(fields.map((field, index) => [field, row[index] ?? null]));
}
