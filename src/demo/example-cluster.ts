// The clinic as one finds it: a throwaway server of its own, loaded from examples/clinic, with that
// folder's pg_hba.conf and settings in force. Our own example, so its statements run as superuser.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/input-error.js';
import { OperationError } from '../core/operation-error.js';
import { memoryReader } from '../pg/config-reader.js';
import { effectiveConf, parseConf } from '../pg/conf.js';
import {
  chooseServer,
  discoverServers,
  startScratch,
  type ScratchCluster,
  type ServerWish,
} from '../proof/scratch/index.js';
import { connect } from '../session/index.js';
import type { Target } from '../session/index.js';
import { readDump } from '../sql/dump.js';
import { Ident } from '../sql/ident.js';
import { sql } from '../sql/sql.js';
import { verbatim } from '../sql/verbatim.js';

/** What the example's own file sets that a throwaway server must keep for itself. */
const HARNESS_SETTINGS: ReadonlySet<string> = new Set([
  'listen_addresses',
  'port',
  'unix_socket_directories',
  'hba_file',
  'ident_file',
  'data_directory',
  'logging_collector',
  'log_directory',
  'log_filename',
  'log_destination',
  'ssl_cert_file',
  'ssl_key_file',
  'ssl_ca_file',
]);

export type ExampleWish = ServerWish;

export interface ExampleCluster {
  readonly cluster: ScratchCluster;
  readonly target: Target;
}

/** @throws OperationError when no server of that major is there. */
export async function startExample(folder: string, database: string, wish: ExampleWish): Promise<ExampleCluster> {
  const chosen = chooseServer(await discoverServers(), wish);
  if (!chosen.ok) throw new OperationError({ code: 'scratch', what: chosen.error.what, fix: chosen.error.fix });
  const [schema, hba, ident, conf] = await Promise.all(
    ['schema.sql', 'pg_hba.conf', 'pg_ident.conf', 'postgresql.conf'].map((name) =>
      readFile(join(folder, name), 'utf8'),
    ),
  );
  const settings = settingsOf(conf ?? '');
  const cluster = await startScratch({
    server: chosen.value,
    superuser: 'postgres',
    hba: hba ?? '',
    ident: ident ?? '',
    settings,
  });
  try {
    await loadSchema(cluster, database, schema ?? '', join(folder, 'schema.sql'));
    return { cluster, target: targetOf(cluster, database) };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

function settingsOf(conf: string): { readonly [name: string]: string } {
  const parsed = effectiveConf(parseConf(memoryReader({ '/postgresql.conf': conf }), '/postgresql.conf'));
  const kept = [...parsed.values()].filter((entry) => !HARNESS_SETTINGS.has(entry.name));
  return Object.fromEntries(kept.map((entry) => [entry.name, entry.value]));
}

async function loadSchema(cluster: ScratchCluster, database: string, text: string, file: string): Promise<void> {
  const dump = readDump(text, file);
  if (dump.diagnostics.length > 0) throw new InputError(dump.diagnostics);
  const first = await connect(targetOf(cluster, 'postgres'));
  await first.query(sql`CREATE DATABASE ${Ident.of(database)}`);
  await first.close();
  const session = await connect(targetOf(cluster, database));
  try {
    for (const item of dump.items) if (item.kind === 'statement') await session.query(verbatim(item.sql));
  } finally {
    await session.close();
  }
}

function targetOf(cluster: ScratchCluster, database: string): Target {
  const { connection } = cluster;
  return {
    host: connection.host,
    port: connection.port,
    user: connection.user,
    password: connection.password,
    database,
    tls: { mode: 'disable', authority: null },
  };
}
