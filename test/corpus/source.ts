// A source cluster of its own with one schema of the corpus in it, loaded statement by statement as the
// bootstrap superuser `postgres`. The files are other people's: they are read in place, never copied.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { chooseServer, discoverServers, startScratch, type ScratchCluster } from '../../src/proof/scratch/index.js';
import type { Major } from '../../src/pg/index.js';
import { connect, type Target } from '../../src/session/index.js';
import { readDump } from '../../src/sql/dump.js';
import { Ident } from '../../src/sql/ident.js';
import { sql } from '../../src/sql/sql.js';
import { verbatim } from '../../src/sql/verbatim.js';

export const DATABASE = 'app';

/** Small, and of different kinds: rows of persons, of accounts with members, of practitioners, of organisations. */
export const SAMPLE: readonly string[] = [
  'supabase_evals',
  'vercel_nextjs_subscription_payments',
  '0rderfl0w_open_booking_tool',
  'hexpm_structure',
];

export interface LoadedSource {
  readonly cluster: ScratchCluster;
  readonly target: Target;
  /** Statements of the file that the server refused: the first line of each message. */
  readonly refused: readonly string[];
}

/** Null when the corpus is not on this machine. */
export function schemaFolder(): string | null {
  const shared = process.env['PGRAMPART_SHARED'] ?? resolve('..', 'shared');
  const folder = join(shared, 'corpora', 'schemas');
  return existsSync(folder) ? folder : null;
}

/** Small files first. */
export function schemaNames(folder: string): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.sql'));
  const sized = files.map((name) => ({ name: name.slice(0, -'.sql'.length), size: statSync(join(folder, name)).size }));
  return sized.toSorted((left, right) => left.size - right.size).map(({ name }) => name);
}

/** @throws OperationError when no server of that major is there. */
export async function loadSource(folder: string, schema: string, major: Major): Promise<LoadedSource> {
  const chosen = chooseServer(await discoverServers(), { major });
  if (!chosen.ok) throw new Error(`${chosen.error.what}: ${chosen.error.fix}`);
  const cluster = await startScratch({ server: chosen.value, superuser: 'postgres' });
  try {
    const target = (database: string): Target => targetOf(cluster, database);
    return {
      cluster,
      target: target(DATABASE),
      refused: await loadInto(target, join(folder, `${schema}.sql`), DATABASE),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Makes the database and loads the file, as the superuser that the targets name. Answers what was refused. */
export async function loadInto(
  target: (database: string) => Target,
  file: string,
  database: string,
): Promise<readonly string[]> {
  const admin = await connect(target('postgres'));
  await admin.query(sql`CREATE DATABASE ${Ident.of(database)}`);
  await admin.close();
  const session = await connect(target(database));
  const refused: string[] = [];
  try {
    for (const item of readDump(await readFile(file, 'utf8'), file).items) {
      if (item.kind !== 'statement') continue;
      const outcome = await session.attempt(verbatim(item.sql));
      if (!outcome.ok) refused.push(outcome.error.message.split('\n')[0] ?? '');
    }
  } finally {
    await session.close();
  }
  return refused;
}

function targetOf(cluster: ScratchCluster, database: string): Target {
  const { host, port, user, password } = cluster.connection;
  return { host, port, user, password, database, tls: { mode: 'disable', authority: null } };
}
