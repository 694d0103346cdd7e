// Roles and their attributes; of a password only its kind, decided inside the query: the verifier
// never leaves the server. https://www.postgresql.org/docs/current/catalog-pg-authid.html

import { PASSWORDS_HIDDEN, type PasswordKind, type Role } from '../../inventory/index.js';
import { sql, type Sql } from '../../sql/sql.js';
import { bool, type Column, int, maybe, text, UnknownCatalogValue } from '../cell.js';
import type { Family } from '../family.js';
import { select, type Selection } from '../select.js';

export const roles: Family<Role> = {
  attempts: () => [
    { selections: [selectRoles(sql`pg_catalog.pg_authid`, passwordKind())] },
    { selections: [selectRoles(sql`pg_catalog.pg_roles`, unknownKind)], partial: PASSWORDS_HIDDEN },
  ],
  order: (role) => role.name,
};

function selectRoles(from: Sql, password: Column<PasswordKind>): Selection<Role> {
  return select<Role>(
    {
      name: text(sql`r.rolname`),
      superuser: bool(sql`r.rolsuper`),
      inherit: bool(sql`r.rolinherit`),
      createRole: bool(sql`r.rolcreaterole`),
      createDb: bool(sql`r.rolcreatedb`),
      login: bool(sql`r.rolcanlogin`),
      replication: bool(sql`r.rolreplication`),
      bypassRls: bool(sql`r.rolbypassrls`),
      connectionLimit: int(sql`r.rolconnlimit`),
      validUntil: maybe(text(VALID_UNTIL)),
      password,
      comment: maybe(text(sql`remark.description`)),
    },
    sql`FROM ${from} r LEFT JOIN pg_catalog.pg_shdescription remark
      ON remark.objoid = r.oid AND remark.classoid = 'pg_catalog.pg_authid'::pg_catalog.regclass
      ORDER BY r.rolname COLLATE "C"`,
  );
}

const VALID_UNTIL = sql`CASE WHEN pg_catalog.isfinite(r.rolvaliduntil) THEN pg_catalog.rtrim(pg_catalog.rtrim(
  pg_catalog.to_char(r.rolvaliduntil AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'
  ELSE r.rolvaliduntil::pg_catalog.text END`;

/** As get_password_type() and parse_scram_secret() tell them apart (src/backend/libpq/crypt.c, auth-scram.c). */
const KIND = sql`CASE WHEN r.rolpassword IS NULL THEN 'none'
  WHEN r.rolpassword ~ '^md5[0-9a-f]{32}$' THEN 'md5'
  WHEN r.rolpassword ~ '^SCRAM-SHA-256[$][0-9]+:[^:$]+[$][^:$]+:[^:$]+$'
    THEN 'scram:' || pg_catalog.split_part(pg_catalog.split_part(r.rolpassword, '$', 2), ':', 1)
  ELSE 'unknown' END`;

function passwordKind(): Column<PasswordKind> {
  const kind = text(KIND);
  return { expressions: kind.expressions, decode: (row, at) => toKind(kind.decode(row, at)) };
}

function toKind(cell: string): PasswordKind {
  if (cell === 'none' || cell === 'md5') return { kind: cell };
  if (cell === 'unknown')
    return { kind: 'unknown', reason: 'the stored verifier has a form that this program does not know' };
  const iterations = Number(/^scram:(\d+)$/u.exec(cell)?.[1]);
  if (!Number.isSafeInteger(iterations)) throw new UnknownCatalogValue(`unknown kind of password ${cell}`);
  return { kind: 'scram-sha-256', iterations };
}

const unknownKind: Column<PasswordKind> = {
  expressions: [],
  decode: () => ({ kind: 'unknown', reason: PASSWORDS_HIDDEN }),
};
