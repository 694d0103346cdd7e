// The builder: the NOSUPERUSER role whose session runs every statement that may evaluate expressions of the
// source (constant folding, index builds, validation, domain checks). It owns the objects while they are
// built; superuser moves them to their real owners afterwards, with DDL that runs nothing.

import { randomBytes } from 'node:crypto';
import type { Inventory } from '../../inventory/index.js';
import { itemsOf } from '../../inventory/model.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';

/** A role name that the source does not use. */
export function freeRoleName(stem: string, inventory: Inventory): string {
  const taken = new Set(itemsOf(inventory.cluster.roles).map((role) => role.name));
  if (!taken.has(stem)) return stem;
  return freeRoleName(`${stem}_${randomBytes(3).toString('hex')}`, inventory);
}

export async function createBuilder(superuser: Session, name: string): Promise<void> {
  await superuser.query(
    sql`CREATE ROLE ${Ident.of(name)} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS`,
  );
}

/** In every database first `releaseBuilder`, then this. */
export async function dropBuilder(superuser: Session, name: string): Promise<void> {
  await superuser.query(sql`DROP ROLE IF EXISTS ${Ident.of(name)}`);
}

/** What it still owns in this database is what could not be given to its owner; it goes. */
export async function releaseBuilder(superuser: Session, name: string): Promise<void> {
  await superuser.query(sql`DROP OWNED BY ${Ident.of(name)} CASCADE`);
}
