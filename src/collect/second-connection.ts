// A large database is read over two connections that see one snapshot: the server works on one section
// while we decode another. Where that is refused (a pooler, a limit of connections, a function that was
// revoked) one connection reads it all. https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-SNAPSHOT-SYNCHRONIZATION

import { OperationError } from '../core/operation-error.js';
import type { Session } from '../session/index.js';
import { sql, type Sql } from '../sql/sql.js';
import type { ReadingConnections } from './connection.js';
import { beginReading, beginSnapshot, fixSpelling } from './snapshot.js';

/** Some 30,000 columns: of fewer, another connection would cost more than it saves. */
const EXPORT: Sql = sql`SELECT CASE WHEN pg_catalog.pg_relation_size('pg_catalog.pg_attribute') > 4000000
  THEN pg_catalog.pg_export_snapshot() END`;

/** Begins a snapshot; its name while the transaction lasts, null when the database is small or none may be exported. */
export async function beginExported(session: Session): Promise<string | null> {
  await beginReading(session);
  // Before the savepoint: inside of one PostgreSQL exports nothing.
  const exported = await session.attempt(EXPORT);
  if (exported.ok) {
    await session.query(sql`SAVEPOINT section`);
    return exported.value.rows[0]?.[0] ?? null;
  }
  await session.query(sql`ROLLBACK`);
  await beginSnapshot(session);
  return null;
}

/** Null when no second connection may see the snapshot. */
export async function openBeside(
  connections: ReadingConnections,
  database: string,
  snapshot: string,
): Promise<Session | null> {
  const opened = await connections.open(database);
  if (!opened.ok) return null;
  try {
    await beginReading(opened.value, snapshot);
    await fixSpelling(opened.value);
    return opened.value;
  } catch (error) {
    await opened.value.close();
    if (error instanceof OperationError) return null;
    throw error;
  }
}
