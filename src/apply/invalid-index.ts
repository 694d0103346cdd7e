// CREATE INDEX CONCURRENTLY commits the index before it fills it. What fails in between leaves it INVALID: every write
// maintains it, no query uses it. https://www.postgresql.org/docs/current/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY

import { OperationError } from '../core/operation-error.js';
import type { SqlStep } from '../plan/model.js';
import type { Session } from '../session/index.js';
import { Ident } from '../sql/ident.js';
import { qualified, sql } from '../sql/sql.js';

/** duplicate_table: an index of that name stood there before, and is not ours. */
const ALREADY_THERE = '42P07';

/** The failure with what our own statement left; null when it left nothing. */
export async function leftoverOf(
  steps: readonly SqlStep[],
  failure: OperationError,
  session: Session,
): Promise<OperationError | null> {
  if (failure.sqlstate === ALREADY_THERE) return null;
  for (const step of steps) {
    const name = await invalidIndexOf(step, session);
    if (name === null) continue;
    const drop = sql`DROP INDEX CONCURRENTLY ${name}`.text;
    const { code, message, sqlstate, cause } = failure;
    return new OperationError({
      code,
      what: `${step.title}: ${message}; the INVALID index ${name.text} is left, which slows writes and serves no query`,
      fix: `take the plan back with undo, or ${drop}; a new plan drops it first and builds it again`,
      cause,
      ...(sqlstate === undefined ? {} : { sqlstate }),
    });
  }
  return null;
}

async function invalidIndexOf(step: SqlStep, session: Session): Promise<ReturnType<typeof qualified> | null> {
  const [schema, relation] = step.kind === 'index' ? (step.object?.path ?? []) : [];
  if (schema === undefined || relation === undefined) return null;
  const found = await session.attempt(
    sql`SELECT c.relname FROM pg_catalog.pg_index AS i
      JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
      JOIN pg_catalog.pg_class AS t ON t.oid = i.indrelid
      JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace
      WHERE NOT i.indisvalid AND n.nspname = $1 AND t.relname = $2 ORDER BY 1`,
    [schema, relation],
  );
  const names = found.ok ? found.value.rows.flatMap(([name]) => name ?? []) : [];
  const ours = names.find((name) => {
    const made = sql`CREATE INDEX CONCURRENTLY ${Ident.of(name)} ON `.text;
    return step.statements.some((each) => each.sql.text.startsWith(made));
  });
  return ours === undefined ? null : qualified(schema, ours);
}
