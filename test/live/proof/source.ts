// A source cluster for tests: a scratch server with the statements of a file in it, as somebody's database.

import { readFileSync } from 'node:fs';
import { connect, type Session, type Target } from '../../../src/session/index.js';
import {
  chooseServer,
  discoverServers,
  startScratch,
  type ScratchCluster,
  type ServerBinaries,
} from '../../../src/proof/scratch/index.js';
import type { Major } from '../../../src/pg/index.js';
import { readDump } from '../../../src/sql/dump.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import { qualified, sql } from '../../../src/sql/sql.js';

const servers = await discoverServers();

export function serverOf(major: Major): ServerBinaries | undefined {
  const chosen = chooseServer(servers, { major });
  return chosen.ok ? chosen.value : undefined;
}

export function superuserOf(cluster: ScratchCluster, database: string): Target {
  const { host, port, user, password } = cluster.connection;
  return { host, port, user, password, database, tls: { mode: 'disable', authority: null } };
}

/** Runs the SQL texts in a new database, as the bootstrap superuser `postgres`. */
export async function startSource(
  server: ServerBinaries,
  database: string,
  texts: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<ScratchCluster> {
  const cluster = await startScratch({ server, superuser: 'postgres', settings });
  const admin = await connect(superuserOf(cluster, 'postgres'));
  if (database !== 'postgres') await admin.query(sql`CREATE DATABASE ${qualified(database)}`);
  await admin.close();
  const session = await connect(superuserOf(cluster, database));
  for (const text of texts) await runText(session, text);
  await session.close();
  return cluster;
}

export async function runText(session: Session, text: string): Promise<void> {
  for (const item of readDump(text, 'test.sql').items) {
    if (item.kind === 'statement') await session.query(verbatim(item.sql));
  }
}

export function clinicSchema(): string {
  return readFileSync(new URL('../../../examples/clinic/schema.sql', import.meta.url), 'utf8');
}
