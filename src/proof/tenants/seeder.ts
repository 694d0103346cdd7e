// Who plants the rows: a NOSUPERUSER role that is a member of the owners (so that triggers, defaults and
// checks of the source run with what the owners may, and no more) and is not held by row security. It is
// gone afterwards, and so is everything that was granted to it.

import { itemsOf, type DatabaseInventory, type Inventory } from '../../inventory/index.js';
import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import { openAs, openAsSuperuser } from '../clone/door.js';
import type { ScratchCluster } from '../scratch/index.js';
import { freeRoleName } from '../clone/builder.js';

export async function withSeeder<T>(
  cluster: ScratchCluster,
  inventory: Inventory,
  database: DatabaseInventory,
  work: (session: Session, role: string) => Promise<T>,
): Promise<T> {
  const superuser = await openAsSuperuser(cluster, database.name);
  const role = freeRoleName('pgrampart_seeder', inventory);
  const name = Ident.of(role);
  try {
    await superuser.query(sql`CREATE ROLE ${name} LOGIN NOSUPERUSER INHERIT BYPASSRLS`);
    for (const owner of ownersIn(database)) {
      if (owner === cluster.superuser || owner === 'pg_database_owner') continue;
      await superuser.attempt(sql`GRANT ${Ident.of(owner)} TO ${name}`);
    }
    await superuser.query(sql`GRANT pg_read_all_data TO ${name}`);
    await grantConnect(superuser, database.name, role);
    const session = await openAs(cluster, database.name, role);
    try {
      return await work(session, role);
    } finally {
      await session.close();
    }
  } finally {
    await superuser.attempt(sql`DROP OWNED BY ${name}`);
    await superuser.attempt(sql`DROP ROLE IF EXISTS ${name}`);
    await superuser.close();
  }
}

/** A database whose list is explicit may not let PUBLIC in; where it does, its list stays as it is. */
async function grantConnect(superuser: Session, database: string, role: string): Promise<void> {
  const { rows } = await superuser.query(
    sql`SELECT pg_catalog.has_database_privilege(${Literal.of(role)}, ${Literal.of(database)}, 'CONNECT')`,
  );
  if (rows[0]?.[0] === 't') return;
  await superuser.query(sql`GRANT CONNECT ON DATABASE ${Ident.of(database)} TO ${Ident.of(role)}`);
}

function ownersIn(database: DatabaseInventory): readonly string[] {
  const owners = [
    ...itemsOf(database.relations).map((item) => item.owner),
    ...itemsOf(database.routines).map((item) => item.owner),
    ...itemsOf(database.schemas).map((item) => item.owner),
    ...itemsOf(database.types).map((item) => item.owner),
  ];
  return [...new Set(owners)].sort();
}
