// What no statement gave to anybody belongs to whoever loads the files: the superuser.

import type { Session } from '../../session/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { sql } from '../../sql/sql.js';
import type { ScratchCluster } from '../scratch/index.js';

export async function handOver(
  session: Session,
  builderName: string,
  { major, superuser }: Pick<ScratchCluster, 'major' | 'superuser'>,
): Promise<void> {
  const builder = Ident.of(builderName);
  await session.query(sql`SET search_path = ''`);
  const { rows } = await session.query(sql`SELECT FROM pg_catalog.pg_namespace
    WHERE nspname = 'public' AND nspowner = ${Literal.of(builderName)}::pg_catalog.regrole`);
  const initial = major >= 15 ? 'pg_database_owner' : superuser;
  if (rows.length > 0) await session.query(sql`ALTER SCHEMA public OWNER TO ${Ident.of(initial)}`);
  await session.query(sql`REASSIGN OWNED BY ${builder} TO ${Ident.of(superuser)}`);
  await session.query(sql`DROP OWNED BY ${builder}`);
}
