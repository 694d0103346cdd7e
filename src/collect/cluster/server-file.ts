// A configuration file of the server, read through it by whoever may (a superuser, pg_read_server_files).
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE

import { sql, type Sql } from '../../sql/sql.js';
import type { Snapshot } from '../snapshot.js';

/** Null: not readable for this role. */
export async function readServerFile(snapshot: Snapshot, file: string): Promise<string | null> {
  const text = await valueOf(snapshot, sql`SELECT pg_catalog.encode(pg_catalog.pg_read_binary_file($1), 'base64')`, [
    file,
  ]);
  return text === null ? null : Buffer.from(text, 'base64').toString('utf8');
}

/** Where a file stands is a setting that not everybody may see. */
export function pathOfIdentFile(snapshot: Snapshot): Promise<string | null> {
  return valueOf(snapshot, sql`SELECT pg_catalog.current_setting('ident_file', true)`, []);
}

async function valueOf({ session }: Snapshot, query: Sql, parameters: readonly string[]): Promise<string | null> {
  const answer = await session.attempt(query, parameters);
  if (answer.ok) return answer.value.rows[0]?.[0] ?? null;
  await session.attempt(sql`ROLLBACK TO SAVEPOINT section`);
  return null;
}
