// A live cluster and the folder of files that its owner would hand over: PostgreSQL's own dumps and the server's
// own configuration files. pg_dump here is of 15: it dumps 14 and 15; a newer server is filled from that dump by psql.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { collectInventory } from '../../../src/collect/index.js';
import type { Inventory } from '../../../src/inventory/index.js';
import type { Major } from '../../../src/pg/index.js';
import { chooseServer, discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { readFolderSource } from '../../../src/runs/folder-source.js';
import type { SourceReading } from '../../../src/runs/source.js';

const BIN = '/usr/lib/postgresql/15/bin';
const servers = await discoverServers();

export const canDump: boolean = existsSync(join(BIN, 'pg_dump')) && existsSync(join(BIN, 'psql'));
/** The newest major that this pg_dump reads. */
export const DUMPED = 15;

export function hasServer(major: Major): boolean {
  return chooseServer(servers, { major }).ok;
}

export interface Handed {
  /** File name → text. */
  readonly [file: string]: string;
}

export interface Configuration {
  readonly hba: string;
  readonly ident: string;
  readonly settings: Readonly<Record<string, string>>;
  /** Files that the rules name. */
  readonly others?: Handed;
}

export async function startLive(major: Major, configuration: Configuration): Promise<ScratchCluster> {
  const server = chooseServer(servers, { major });
  if (!server.ok) throw new Error(server.error.what);
  const { hba, ident, settings, others = {} } = configuration;
  const cluster = await startScratch({ server: server.value, superuser: 'postgres', settings, ident });
  for (const [name, text] of Object.entries(others)) cluster.writeRulesFile(name, text);
  cluster.writeHba(hba);
  await cluster.reload();
  return cluster;
}

/** @throws when psql refuses a statement, unless `lenient` */
export function fill(cluster: ScratchCluster, database: string, text: string, lenient = false): void {
  run(cluster, 'psql', ['-X', '-q', '-v', `ON_ERROR_STOP=${lenient ? 0 : 1}`, '-d', database], text);
}

/** As one would hand it over: the globals, and each database with what CREATE DATABASE needs. */
export function dump(cluster: ScratchCluster, databases: readonly string[]): Handed {
  const globals = run(cluster, 'pg_dumpall', ['--globals-only']);
  const each = databases.map((name) => [
    `2-${name}.sql`,
    run(cluster, 'pg_dump', ['--schema-only', '--create', '-d', name]),
  ]);
  return { '1-globals.sql': globals, ...Object.fromEntries(each) };
}

/** postgresql.conf and whatever lies beside it, but for keys. */
export function configurationOf(cluster: ScratchCluster): Handed {
  const place = join(dirname(cluster.logFile), 'conf');
  const names = readdirSync(place, { recursive: true })
    .map(String)
    .filter((name) => !/\.(?:crt|key)$/u.test(name) && statSync(join(place, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(place, name), 'utf8')]));
}

export function settingsCsv(cluster: ScratchCluster): string {
  return run(cluster, 'psql', ['-X', '-q', '--csv', '-d', 'postgres', '-c', 'SELECT * FROM pg_settings']);
}

/** Said to be of another major: what pg_dump of that major would say of itself. */
export function claimed(files: Handed, major: Major): Handed {
  return Object.fromEntries(
    Object.entries(files).map(([name, text]) => [
      name,
      text.replaceAll(/^-- Dumped from database version \S+/gmu, `-- Dumped from database version ${major}.0`),
    ]),
  );
}

export async function readLive(cluster: ScratchCluster, databases: readonly string[]): Promise<Inventory> {
  const { host, port, user, password } = cluster.connection;
  const tls = { mode: 'disable', authority: null } as const;
  return collectInventory({ host, port, user, password, database: 'postgres', tls }, { databases });
}

export async function readHanded(files: Handed): Promise<SourceReading> {
  const folder = mkdtempSync(join(tmpdir(), 'pgrampart-handed-'));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    return await readFolderSource(folder, {}, () => undefined);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(cluster: ScratchCluster, program: string, words: readonly string[], input = ''): string {
  const { host, port, user, password } = cluster.connection;
  const env = { PATH: process.env['PATH'] ?? '', PGPASSWORD: password.reveal() };
  const ran = spawnSync(join(BIN, program), ['-h', host, '-p', String(port), '-U', user, ...words], {
    env,
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  const told = ran.stderr.trim();
  if (ran.error !== undefined || ran.status !== 0) throw new Error(`${program}: ${told || String(ran.error)}`);
  return ran.stdout;
}
