// VALID UNTIL is moved for one attempt and put back: into the past to see that it counts, away where an attack
// asks what else refuses a login with the right password.

import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import type { Ground } from './ground.js';

/** Null: the password never expires. */
export async function expiryOf(ground: Ground, role: string): Promise<string | null> {
  const asked = sql`SELECT rolvaliduntil::text FROM pg_catalog.pg_roles WHERE rolname = $1`;
  const { rows } = await ground.admin.query(ground.database, asked, [role]);
  const until = rows[0]?.[0] ?? 'infinity';
  return until === 'infinity' ? null : until;
}

/** A password that never expires is left alone. */
export async function withExpiry<T>(ground: Ground, role: string, moment: string, work: () => Promise<T>): Promise<T> {
  const until = await expiryOf(ground, role);
  if (until === null) return work();
  const set = async (value: string): Promise<void> => {
    await ground.admin.query(ground.database, sql`ALTER ROLE ${Ident.of(role)} VALID UNTIL ${Literal.of(value)}`);
  };
  await set(moment);
  try {
    return await work();
  } finally {
    await set(until);
  }
}
