// One read-only snapshot of one database, as a session sees it: nothing is written, every name is
// qualified in what the server prints, dates and numbers have one spelling, and no lock is waited for long.

import type { OperationError } from '../core/operation-error.js';
import { sortBy } from '../core/order.js';
import { unreadable, type Section } from '../inventory/index.js';
import { Literal } from '../sql/literal.js';
import { sql, type Sql } from '../sql/sql.js';
import { toOperationError, type Session, type ServerProblem, type TakeRow } from '../session/index.js';
import { UnknownCatalogValue } from './cell.js';
import type { Attempt, Families, Family, Reader } from './family.js';

export interface Snapshot {
  readonly session: Session;
  readonly reader: Reader;
}

/** Only `search_path`: what the session itself sets would hide what the server says about its settings. */
export async function beginSnapshot(session: Session): Promise<void> {
  await beginReading(session);
  await session.query(sql`SAVEPOINT section`);
}

/** The transaction alone. `snapshot` is the exported one that it shall see, which must be said before anything else. */
export async function beginReading(session: Session, snapshot?: string): Promise<void> {
  await session.query(sql`BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY`);
  if (snapshot !== undefined) await session.query(sql`SET TRANSACTION SNAPSHOT ${Literal.of(snapshot)}`);
  await session.query(sql`SET LOCAL search_path = ''`);
}

/** One spelling for everything that is printed from here on; catalogs are sorted in memory, compiling would cost more. */
export async function fixSpelling(session: Session): Promise<void> {
  await session.query(sql`
    SET LOCAL statement_timeout = '10min';
    SET LOCAL lock_timeout = '10s';
    SET LOCAL work_mem = '64MB';
    SET LOCAL jit = off;
    SET LOCAL idle_in_transaction_session_timeout = '10min';
    SET LOCAL DateStyle = 'ISO, MDY';
    SET LOCAL IntervalStyle = 'postgres';
    SET LOCAL TimeZone = 'UTC';
    SET LOCAL bytea_output = 'hex';
    SET LOCAL extra_float_digits = 1;
    SET LOCAL quote_all_identifiers = off;
    SET LOCAL standard_conforming_strings = on;
    SET LOCAL xmlbinary = 'base64';
    SAVEPOINT section`);
}

export async function endSnapshot(session: Session): Promise<void> {
  await session.attempt(sql`ROLLBACK`);
}

/** @throws OperationError when the server went away; everything else is said in the section. */
export async function readFamily<T>(snapshot: Snapshot, family: Family<T>): Promise<Section<T>> {
  const attempts = family.attempts(snapshot.reader);
  if (typeof attempts === 'string') return unreadable(attempts);
  let reason = 'there is nothing to ask';
  for (const attempt of attempts) {
    const answer = await readAttempt(snapshot.session, attempt);
    if (typeof answer !== 'string')
      return toSection(
        sortBy(answer, (item) => family.order(item)),
        attempt.partial,
      );
    reason = answer;
  }
  return unreadable(reason);
}

/** Every section once, by whichever snapshot is free first. The overload ties each family to its section's type. */
export function readSections<S extends object>(snapshots: readonly Snapshot[], families: Families<S>): Promise<S>;
export async function readSections(
  snapshots: readonly Snapshot[],
  families: { readonly [section: string]: Family<unknown> },
): Promise<object> {
  // In the order of the families, whoever reads them.
  const sections: { [section: string]: Section<unknown> | undefined } = Object.fromEntries(
    Object.keys(families).map((section) => [section, undefined]),
  );
  const waiting = Object.entries(families);
  async function readWaiting(snapshot: Snapshot): Promise<void> {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [section, family] = next;
      sections[section] = await readFamily(snapshot, family).catch((error: unknown) => {
        // The others end what they are at, and begin nothing more.
        waiting.length = 0;
        throw error;
      });
    }
  }
  const ended = await Promise.allSettled(snapshots.map(readWaiting));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
  return sections;
}

function toSection<T>(items: readonly T[], partial: string | undefined): Section<T> {
  return partial === undefined ? { status: 'read', items } : { status: 'read', items, partial };
}

/** The items, or why not. */
async function readAttempt<T>(session: Session, attempt: Attempt<T>): Promise<readonly T[] | string> {
  const items: T[] = [];
  for (const selection of attempt.selections) {
    try {
      const refused = await askWithin(session, selection.query, (row) => items.push(selection.decode(row)));
      if (refused !== null) return refused;
    } catch (error) {
      if (error instanceof UnknownCatalogValue) return error.message;
      throw error;
    }
  }
  return items;
}

/** A refusal rolls back to the savepoint, so that it does not end the snapshot. */
async function askWithin(session: Session, query: Sql, take: TakeRow): Promise<string | null> {
  const answer = await session.copy(query, take);
  if (answer.ok) return null;
  if (isGone(answer.error)) throw gone(answer.error);
  await session.query(sql`ROLLBACK TO SAVEPOINT section`);
  return `${answer.error.message} (SQLSTATE ${answer.error.sqlstate ?? 'none'})`;
}

/** Class 08 (connection), 57P (shutdown, crash), 25P03 (idle too long) or no answer from the server at all. */
function isGone(problem: ServerProblem): boolean {
  const { sqlstate } = problem;
  return sqlstate === null || sqlstate.startsWith('08') || sqlstate.startsWith('57P') || sqlstate === '25P03';
}

function gone(problem: ServerProblem): OperationError {
  return toOperationError(problem, 'read', 'the server ended the connection while it was read: try again');
}
