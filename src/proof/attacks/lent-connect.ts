// CONNECT or TEMPORARY, lent to a role for one attempt, with the control and without: so that what is asked decides (may
// it log in, do the rules admit it, may it use the type), and not a right of the database that another control is about. A role that
// lacks it stands in no list, and PUBLIC's default is gone: the list goes back to exactly what it was.

import { Ident } from '../../sql/ident.js';
import { keyword, sql } from '../../sql/sql.js';
import type { Admin } from './admin.js';

export interface Lender {
  readonly admin: Admin;
  /** Any database in which the harness may run cluster-wide statements. */
  readonly database: string;
}

const LACKS = sql`
  SELECT NOT pg_catalog.has_database_privilege(r.oid, d.oid, $3)
    FROM pg_catalog.pg_roles r, pg_catalog.pg_database d WHERE r.rolname = $1 AND d.datname = $2`;

type Lent = 'CONNECT' | 'TEMPORARY';

export function withConnect<T>(lender: Lender, role: string, target: string, work: () => Promise<T>): Promise<T> {
  return withPrivilege(lender, { role, target, privilege: 'CONNECT' }, work);
}

export function withTemporary<T>(lender: Lender, role: string, target: string, work: () => Promise<T>): Promise<T> {
  return withPrivilege(lender, { role, target, privilege: 'TEMPORARY' }, work);
}

interface Loan {
  readonly role: string;
  readonly target: string;
  readonly privilege: Lent;
}

async function withPrivilege<T>(
  { admin, database }: Lender,
  { role, target, privilege }: Loan,
  work: () => Promise<T>,
): Promise<T> {
  const { rows } = await admin.query(database, LACKS, [role, target, privilege]);
  if (rows[0]?.[0] !== 't') return work();
  const lent = sql`${keyword(privilege)} ON DATABASE ${Ident.of(target)}`;
  await admin.query(database, sql`GRANT ${lent} TO ${Ident.of(role)}`);
  try {
    return await work();
  } finally {
    await admin.query(database, sql`REVOKE ${lent} FROM ${Ident.of(role)}`);
  }
}
