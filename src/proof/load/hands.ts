// The two sessions by which a database is loaded: our superuser's, and the builder's, who is an ordinary role.

import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { sql } from '../../sql/sql.js';
import { openAs, openAsSuperuser } from '../clone/door.js';
import type { ScratchCluster } from '../scratch/index.js';

export interface Hands {
  readonly superuser: Session;
  readonly builder: Session;
}

/** Creates the database when it is not there; the builder owns its schema public. */
export async function openHands(cluster: ScratchCluster, name: string, role: string): Promise<Hands> {
  const admin = await openAsSuperuser(cluster, 'postgres');
  await admin.attempt(sql`CREATE DATABASE ${Ident.of(name)} TEMPLATE template0 ENCODING 'UTF8'`);
  await admin.query(sql`GRANT ALL ON DATABASE ${Ident.of(name)} TO ${Ident.of(role)}`);
  await admin.close();
  const superuser = await openAsSuperuser(cluster, name);
  await superuser.query(sql`ALTER SCHEMA public OWNER TO ${Ident.of(role)}`);
  const builder = await openAs(cluster, name, role);
  await builder.query(sql`SET search_path = public`);
  await superuser.query(sql`SET search_path = public; SET allow_in_place_tablespaces = on`);
  return { superuser, builder };
}
