// Another row of a parent, of another kind: a CHECK of the child can ask what its parent is (a routine that
// reads it, a column that both share), or want two different parents. Tried one label after the other.

import type { ServerProblem, Session } from '../../session/index.js';
import { sql } from '../../sql/sql.js';
import { guessesOf } from './check-values.js';
import { isKey, type DraftWish } from './draft.js';
import { insertStatement } from './insert.js';
import { columnValues } from './literals.js';
import type { ForeignKey, TablePlan } from './plan.js';
import { anotherValues } from './seeded.js';

/** As many kinds of parent are tried. */
export const VARIANTS = 12;

type Values = ReadonlyMap<string, string | null>;

export function parentsToVary(plan: TablePlan, problem: ServerProblem): readonly ForeignKey[] {
  const columns = checkOf(plan, problem.message)?.columns ?? [];
  return plan.needed.filter(
    (foreign) => foreign.parent !== plan.key && foreign.columns.some((column) => columns.includes(column)),
  );
}

function checkOf(plan: TablePlan, message: string): TablePlan['constraints'][number] | undefined {
  const name = /violates check constraint "(.*)"/u.exec(message)?.[1];
  return plan.constraints.find((item) => item.kind === 'check' && item.name === name);
}

interface Variation {
  readonly foreign: ForeignKey;
  /** Of the child. */
  readonly wish: DraftWish;
  readonly variant: number;
  readonly serial: number;
}

/** The new row as the server has it; null when it takes none. */
export async function variedParent(
  session: Session,
  planted: { readonly wish: DraftWish; readonly given: Values },
  { foreign, wish, variant, serial }: Variation,
): Promise<Values | null> {
  const parent = planted.wish;
  const values = new Map(anotherValues({ ...parent, serial }, planted.given) ?? []);
  if (values.size === 0) return null;
  for (const column of parent.plan.columns) {
    const labels = parent.types.get(column.type)?.labels ?? [];
    const shared = foreign.columns[foreign.parentColumns.indexOf(column.name)];
    const alone = parent.plan.constraints.some((item) => isKey(item.kind) && item.columns.join() === column.name);
    const wanted = shared === undefined || alone ? labels : literalsOf(wish.plan, shared);
    const value = wanted[variant % Math.max(1, wanted.length)];
    if (value !== undefined && !parent.fixed.has(column.name)) values.set(column.name, value);
  }
  const insert = insertStatement(parent.plan, columnValues(parent.plan.columns, values));
  const outcome = await session.attempt(sql`SAVEPOINT parent; ${insert} RETURNING *`);
  if (!outcome.ok) {
    await session.query(sql`ROLLBACK TO SAVEPOINT parent`);
    return null;
  }
  const [row = []] = outcome.value.rows;
  return new Map(outcome.value.fields.map((field, index) => [field, row[index] ?? null]));
}

/** What a CHECK about this column alone names. */
function literalsOf(plan: TablePlan, column: string): readonly string[] {
  return plan.constraints
    .filter(({ kind, columns }) => kind === 'check' && columns.join() === column)
    .flatMap(({ definition }) => guessesOf(definition, 0, ''));
}
