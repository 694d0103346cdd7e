// Locks before a segment, taken without waiting: who waits while he holds locks can be one of two that wait for each
// other, and the server ends the one that notices, which would be the application. What is not free now is tried
// again a little later, holding nothing meanwhile. https://www.postgresql.org/docs/current/sql-lock.html

import { setTimeout as sleep } from 'node:timers/promises';
import { objectKey, objectRef, type ObjectRef } from '../pg/object.js';
import { join, qualified, sql } from '../sql/sql.js';
import type { Session } from '../session/index.js';
import type { SqlStep } from '../plan/model.js';

const PAUSE_MS = 25;

/** Begins the transaction. After `patienceMs` without success it goes on as it is, and waits like everybody. */
export async function beginLocked(steps: readonly SqlStep[], session: Session, patienceMs: number): Promise<void> {
  const tables = lockedTables(steps);
  const lock = sql`LOCK TABLE ${join(
    tables.map((table) => qualified(...table.path)),
    sql`, `,
  )} IN ACCESS EXCLUSIVE MODE NOWAIT`;
  const until = Date.now() + patienceMs;
  for (;;) {
    await session.query(sql`BEGIN`);
    if (tables.length === 0) return;
    const locked = await session.attempt(lock);
    if (locked.ok) return;
    await session.attempt(sql`ROLLBACK`);
    // 55P03: in use now. Anything else (no right to lock it) is not ours to decide.
    if (locked.error.sqlstate !== '55P03' || Date.now() >= until) break;
    await sleep(PAUSE_MS);
  }
  await session.query(sql`BEGIN`);
}

/** Tables that are there already: LOCK takes neither sequences nor materialized views. */
function lockedTables(steps: readonly SqlStep[]): readonly ObjectRef[] {
  const found = new Map<string, ObjectRef>();
  for (const { object, lock, kind } of steps) {
    const relation = object === null || lock === 'none' || MADE.has(kind) ? null : relationOf(object);
    if (relation !== null) found.set(objectKey(relation), relation);
  }
  return [...found.values()];
}

const MADE: ReadonlySet<SqlStep['kind']> = new Set<SqlStep['kind']>(['created-table', 'view']);

function relationOf(object: ObjectRef): ObjectRef | null {
  if (object.kind === 'table' || object.kind === 'view') return object;
  const inTable = object.kind === 'policy' || object.kind === 'column';
  return inTable ? objectRef('table', object.path.slice(0, 2), object.database) : null;
}
