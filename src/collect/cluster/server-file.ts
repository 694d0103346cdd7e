// A configuration file of the server, read through it by whoever may (a superuser, pg_read_server_files).
// https://www.postgresql.org/docs/current/functions-admin.html#FUNCTIONS-ADMIN-GENFILE

import { sql } from '../../sql/sql.js';
import type { Snapshot } from '../snapshot.js';

/** Null: not readable for this role. */
export async function readServerFile({ session }: Snapshot, file: string): Promise<string | null> {
  const answer = await session.attempt(sql`SELECT pg_catalog.encode(pg_catalog.pg_read_binary_file($1), 'base64')`, [
    file,
  ]);
  if (answer.ok) return Buffer.from(answer.value.rows[0]?.[0] ?? '', 'base64').toString('utf8');
  await session.attempt(sql`ROLLBACK TO SAVEPOINT section`);
  return null;
}
