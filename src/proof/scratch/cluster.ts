// The scratch cluster: a throwaway PostgreSQL server of its own, with rules, settings and TLS that the
// caller writes, and nothing of it left when it is stopped or this process dies (workspace.ts).
// It listens on loopback only; outgoing connections of code in the server are not blocked by us, so the
// clone installs no untrusted language and runs foreign code as NOSUPERUSER (DESIGN.md section 11).

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError, type Secret } from '../../core/index.js';
import type { Major } from '../../pg/index.js';
import type { ServerBinaries } from './binaries.js';
import { freePort } from './free-port.js';
import { HARNESS_ADDRESS, harnessHba, type HarnessDoor } from './harness-hba.js';
import { createLayout, removeLayout, writeConfFile, type Layout } from './layout.js';
import type { HarnessConnection, ScratchOptions } from './options.js';
import { reloadServer, type ReloadOutcome } from './reload.js';
import { readLogFile, type LogSlice } from './server-log.js';
import { endServer, startServer, type ServerProcess } from './server-process.js';
import { BASE_SETTINGS, fixedSettings, renderSettings, type Settings } from './settings.js';
import { stageBinaries } from './stage.js';
import { copyTemplate, templateFor } from './template.js';
import { createTls, type ScratchTls } from './tls.js';
import { workspace, type Workspace } from './workspace.js';

/** Where no rules are given. */
export const DEFAULT_HBA: string = 'host all all 127.0.0.0/8 scram-sha-256\n';
const SUPERUSER = 'pgrampart';
const PORT_ATTEMPTS = 20;

interface Parts {
  readonly options: ScratchOptions;
  readonly space: Workspace;
  readonly bindir: string;
  readonly layout: Layout;
  readonly password: Secret;
  readonly tls: ScratchTls | undefined;
}

/** Begins what `startScratch` will wait for first (initdb), beside other work. A failure is told there. */
export function prepareScratch({ server, superuser }: Pick<ScratchOptions, 'server' | 'superuser'>): void {
  const space = workspace();
  templateFor(stageBinaries(server, space), superuser ?? SUPERUSER, space).catch(() => undefined);
}

/** @throws OperationError `scratch`; nothing is left behind then. */
export async function startScratch(options: ScratchOptions): Promise<ScratchCluster> {
  const space = workspace();
  const bindir = stageBinaries(options.server, space);
  const template = await templateFor(bindir, options.superuser ?? SUPERUSER, space);
  const layout = createLayout(space);
  try {
    copyTemplate(template, layout.dataDir, layout.owner);
    const made = await createTls(layout, options.tls ?? 'off', options.hostNames ?? []);
    const preload = { shared_preload_libraries: (options.preload ?? []).join(',') };
    const base = renderSettings({ ...BASE_SETTINGS, ...preload, ...made?.settings });
    writeConfFile(layout, 'postgresql.conf', `${base}include_if_exists = 'settings.conf'\n`);
    const cluster = new ScratchCluster({ options, space, bindir, layout, password: template.password, tls: made?.tls });
    cluster.writeConf(options.settings ?? {});
    cluster.writeHba(options.hba ?? DEFAULT_HBA);
    cluster.writeIdent(options.ident ?? '');
    await cluster.start();
    return cluster;
  } catch (error) {
    await removeLayout(layout);
    throw error instanceof OperationError ? error : cannotStart(error);
  }
}

export class ScratchCluster implements AsyncDisposable {
  readonly server: ServerBinaries;
  readonly major: Major;
  readonly host: string;
  readonly superuser: string;
  readonly password: Secret;
  readonly dataDir: string;
  readonly socketDir: string;
  readonly logFile: string;
  readonly tls: ScratchTls | undefined;
  readonly #parts: Parts;
  readonly #listen: readonly string[];
  #door: HarnessDoor;
  #port = 0;
  #process: ServerProcess | undefined;

  constructor(parts: Parts) {
    const { options, layout } = parts;
    this.#parts = parts;
    this.#listen = options.listen ?? ['127.0.0.1'];
    this.#door = options.door ?? 'socket';
    this.server = options.server;
    this.major = options.server.major;
    this.host = this.#listen[0] ?? '127.0.0.1';
    this.superuser = options.superuser ?? SUPERUSER;
    this.password = parts.password;
    this.dataDir = layout.dataDir;
    this.socketDir = layout.socketDir;
    this.logFile = layout.logFile;
    this.tls = parts.tls;
  }

  get port(): number {
    return this.#port;
  }

  get isRunning(): boolean {
    return this.#process?.isRunning() ?? false;
  }

  /** The lines that stand before the rules under test in pg_hba.conf; a collector leaves them out. */
  get harnessHbaLines(): readonly string[] {
    return harnessHba(this.#door, this.superuser);
  }

  get connection(): HarnessConnection {
    const who = { port: this.#port, user: this.superuser, password: this.password };
    return this.#door === 'socket'
      ? { ...who, host: this.socketDir }
      : { ...who, host: this.host, localAddress: HARNESS_ADDRESS };
  }

  /** Replaces the rules under test. In force after `reload`. */
  writeHba(rules: string, door: HarnessDoor = this.#door): void {
    this.#door = door;
    writeConfFile(this.#parts.layout, 'pg_hba.conf', `${[...this.harnessHbaLines, rules].join('\n')}\n`);
  }

  writeIdent(maps: string): void {
    writeConfFile(this.#parts.layout, 'pg_ident.conf', `${maps}\n`);
  }

  /** A file that rules may name: `@admins`, `include more.conf`. */
  writeRulesFile(name: string, text: string): void {
    if (!isRulesFileName(name)) {
      throw new OperationError({
        code: 'file',
        what: `not a name for a rules file: ${name}`,
        fix: 'use letters and digits, in folders below',
      });
    }
    writeConfFile(this.#parts.layout, name, text);
  }

  /** Replaces the settings under test. In force after `reload`, some after `restart` only. */
  writeConf(settings: Settings): void {
    writeConfFile(this.#parts.layout, 'settings.conf', renderSettings(settings));
  }

  /** Returns when new sessions are judged by the new files, or when the server has refused them. */
  async reload(): Promise<ReloadOutcome> {
    if (this.#process === undefined || !this.#process.isRunning()) throw notRunning();
    return reloadServer(this.#process, this.logFile, join(this.socketDir, `.s.PGSQL.${this.#port}`));
  }

  /** Fast shutdown and start on the same port. When the new settings are refused, the cluster stays down. */
  async restart(): Promise<void> {
    if (this.#process !== undefined) await endServer(this.#process, 'SIGINT');
    await this.start();
  }

  /** The server's messages from a byte offset on. */
  readLog(from = 0): LogSlice {
    return readLogFile(this.logFile, from);
  }

  /** Used by `startScratch` and `restart`; a port that was given once is kept, so that addresses stay valid. */
  async start(): Promise<void> {
    const { bindir, layout, space, options } = this.#parts;
    const listen = options.listenBySettings === true ? null : this.#listen;
    for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
      const port = this.#port === 0 ? await freePort(this.host) : this.#port;
      const fixed = fixedSettings({ ...layout, listen, port });
      const outcome = await startServer({ ...layout, bindir, fixed, space });
      if (outcome.kind === 'ready') {
        this.#process = outcome.server;
        this.#port = port;
        return;
      }
      await sleep(25);
    }
    throw new OperationError({ code: 'scratch', what: 'found no free TCP port', fix: 'close listening programs' });
  }

  /** Immediate shutdown and removal of every file. Safe to call again. */
  async stop(): Promise<void> {
    if (this.#process !== undefined) await endServer(this.#process, 'SIGQUIT');
    this.#parts.space.sweep();
    await removeLayout(this.#parts.layout);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** Relative, downwards only, and none of the harness's own. */
export function isRulesFileName(name: string): boolean {
  return /^(?:[a-z0-9_-]+\/){0,3}[a-z0-9_-]+(?:\.[a-z0-9]+)?$/iu.test(name) && !RESERVED_FILES.has(name);
}

const RESERVED_FILES: ReadonlySet<string> = new Set([
  'postgresql.conf',
  'settings.conf',
  'pg_hba.conf',
  'pg_ident.conf',
  'ca.crt',
  'server.crt',
  'server.key',
]);

function cannotStart(cause: unknown): OperationError {
  return new OperationError({
    code: 'scratch',
    what: `cannot start a scratch server: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'root needs the rights to change owner and user id; else run as an ordinary user',
    cause,
  });
}

function notRunning(): OperationError {
  return new OperationError({ code: 'scratch', what: 'the scratch server is not running', fix: 'start it again' });
}
