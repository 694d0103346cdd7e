// INSERT with as many attempts as the server's refusals teach something. Each attempt is one round trip
// with its own savepoint; foreign keys that are deferred are checked before the row counts as planted.

import type { ServerProblem, Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { emptySql, join, qualified, sql, type Sql } from '../../sql/sql.js';
import { adjustDraft } from './adjust.js';
import { adoptRow } from './adopt.js';
import { currentValues, draftRow, type DraftWish } from './draft.js';
import { columnValues } from './literals.js';
import type { ColumnValue } from './model.js';
import type { TablePlan } from './plan.js';

const ATTEMPTS = 80;

export type InsertOutcome =
  | {
      readonly ok: true;
      readonly values: ReadonlyMap<string, string | null>;
      /** What was said in the INSERT. */
      readonly given: ReadonlyMap<string, string | null>;
    }
  | { readonly ok: false; readonly problem: ServerProblem };

/** `deferred`: constraints stay deferred (the row is part of a cycle). */
export async function insertRow(
  session: Session,
  wish: DraftWish,
  fresh: () => number,
  deferred: boolean,
): Promise<InsertOutcome> {
  const first = await tryFill(session, wish, fresh, deferred);
  if (first.ok || wish.fill === 'bare') return first;
  const bare = await tryFill(session, { ...wish, fill: 'bare', serial: fresh() }, fresh, deferred);
  return bare.ok ? bare : first;
}

async function tryFill(
  session: Session,
  wish: DraftWish,
  fresh: () => number,
  deferred: boolean,
): Promise<InsertOutcome> {
  const draft = draftRow(wish);
  let problem: ServerProblem = { sqlstate: null, message: 'no attempt was made', detail: null, network: null };
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const given = currentValues(draft);
    const outcome = await session.attempt(attemptStatement(wish.plan, given));
    if (outcome.ok) {
      const checked = deferred ? null : await checkNow(session);
      if (checked === null) {
        const row = outcome.value.rows[0] ?? [];
        const values = new Map(outcome.value.fields.map((field, index) => [field, row[index] ?? null]));
        return { ok: true, values, given };
      }
      problem = checked;
    } else {
      problem = outcome.error;
    }
    await session.query(sql`ROLLBACK TO SAVEPOINT seed`);
    if (adjustDraft(draft, wish, problem, fresh)) continue;
    const planted = await adoptRow(session, wish, problem, given);
    if (planted !== null) return { ok: true, values: planted, given };
    break;
  }
  return { ok: false, problem };
}

async function checkNow(session: Session): Promise<ServerProblem | null> {
  const outcome = await session.attempt(sql`SET CONSTRAINTS ALL IMMEDIATE`);
  return outcome.ok ? null : outcome.error;
}

function attemptStatement(plan: TablePlan, given: ReadonlyMap<string, string | null>): Sql {
  return sql`SAVEPOINT seed; ${insertStatement(plan, columnValues(plan.columns, given))} RETURNING *`;
}

export function insertStatement(plan: TablePlan, values: readonly ColumnValue[]): Sql {
  const into = qualified(plan.relation.schema, plan.relation.name);
  if (values.length === 0) return sql`INSERT INTO ${into} DEFAULT VALUES`;
  const identity = plan.columns.some(
    (column) => column.identity === 'always' && values.some((value) => value.column === column.name),
  );
  const overriding = identity ? sql` OVERRIDING SYSTEM VALUE` : emptySql;
  const names = join(
    values.map((value) => Ident.of(value.column)),
    sql`, `,
  );
  const expressions = join(
    values.map((value) => value.value),
    sql`, `,
  );
  return sql`INSERT INTO ${into} (${names})${overriding} VALUES (${expressions})`;
}
