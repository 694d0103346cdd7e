// The roles of the source, without SUPERUSER until the very end, and with verifiers of nobody's password, of
// the kind that the source has. https://www.postgresql.org/docs/current/sql-createrole.html

import { randomBytes } from 'node:crypto';
import { itemsOf, type Inventory, type PasswordKind, type Role } from '../../inventory/index.js';
import { isPredefinedRole } from '../../pg/predefined-role.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { emptySql, integer, sql, type Sql } from '../../sql/sql.js';
import type { Task } from './task.js';

export function roleTasks(inventory: Inventory, superuser: string): readonly Task[] {
  const own = clonedRoles(inventory, superuser);
  return own.flatMap((role) => [
    { object: `role ${role.name}`, statement: createRole(role) },
    ...(role.comment === null
      ? []
      : [
          {
            object: `comment on role ${role.name}`,
            statement: sql`COMMENT ON ROLE ${Ident.of(role.name)} IS ${Literal.of(role.comment)}`,
          },
        ]),
  ]);
}

/** Roles that the clone creates: not the server's own ones, not the harness's superuser. */
export function clonedRoles(inventory: Inventory, superuser: string): readonly Role[] {
  return itemsOf(inventory.cluster.roles).filter((role) => !isPredefinedRole(role.name) && role.name !== superuser);
}

/** The last step of cloning: until then every role of the source is an ordinary one. */
export function superuserTasks(inventory: Inventory, superuser: string): readonly Task[] {
  return clonedRoles(inventory, superuser)
    .filter((role) => role.superuser)
    .map((role) => ({ object: `role ${role.name}`, statement: sql`ALTER ROLE ${Ident.of(role.name)} SUPERUSER` }));
}

function createRole(role: Role): Sql {
  const valid = role.validUntil === null ? emptySql : sql` VALID UNTIL ${Literal.of(role.validUntil)}`;
  const verifier = verifierOf(role.password);
  const password = verifier === null ? emptySql : sql` PASSWORD ${Literal.of(verifier)}`;
  return sql`CREATE ROLE ${Ident.of(role.name)} NOSUPERUSER ${flag(role.inherit, sql`INHERIT`, sql`NOINHERIT`)} ${flag(
    role.createRole,
    sql`CREATEROLE`,
    sql`NOCREATEROLE`,
  )} ${flag(role.createDb, sql`CREATEDB`, sql`NOCREATEDB`)} ${flag(role.login, sql`LOGIN`, sql`NOLOGIN`)} ${flag(
    role.replication,
    sql`REPLICATION`,
    sql`NOREPLICATION`,
  )} ${flag(role.bypassRls, sql`BYPASSRLS`, sql`NOBYPASSRLS`)} CONNECTION LIMIT ${integer(role.connectionLimit)}${valid}${password}`;
}

function flag(on: boolean, yes: Sql, no: Sql): Sql {
  return on ? yes : no;
}

function base64(bytes: number): string {
  return randomBytes(bytes).toString('base64');
}

/** Random bytes in the form of the kind: the state is the same, and no password fits. */
function verifierOf(password: PasswordKind): string | null {
  if (password.kind === 'md5') return `md5${randomBytes(16).toString('hex')}`;
  if (password.kind !== 'scram-sha-256') return null;
  return `SCRAM-SHA-256$${password.iterations}:${base64(16)}$${base64(32)}:${base64(32)}`;
}
