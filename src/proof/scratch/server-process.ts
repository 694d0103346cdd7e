// One running postmaster: started with a clean environment as the scratch account, ready when it says so
// in postmaster.pid, ended by PostgreSQL's own shutdown signals.
// https://www.postgresql.org/docs/current/server-shutdown.html

import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { OperationError } from '../../core/index.js';
import { logTail, readLogFile } from './server-log.js';
import type { Settings } from './settings.js';
import { CLEAN_ENV } from './template.js';
import type { Workspace } from './workspace.js';

export interface ServerProcess {
  readonly pid: number;
  /** Settles when the process is gone. */
  readonly ended: Promise<void>;
  readonly isRunning: () => boolean;
}

export interface ServerStart {
  readonly bindir: string;
  readonly dataDir: string;
  readonly logFile: string;
  readonly fixed: Settings;
  readonly space: Workspace;
}

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 10_000;

export type StartOutcome = { readonly kind: 'ready'; readonly server: ServerProcess } | { readonly kind: 'port-taken' };

/** @throws OperationError `scratch` with the end of the server's log when it does not become ready. */
export async function startServer(start: ServerStart): Promise<StartOutcome> {
  const offset = readLogFile(start.logFile).next;
  const server = launch(start);
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (server.isRunning() && !isReady(start.dataDir, server.pid)) {
    if (Date.now() > deadline) {
      await endServer(server, 'SIGQUIT');
      throw startFailed(start, 'is not ready after a minute');
    }
    await Promise.race([sleep(5), server.ended]);
  }
  // With several addresses one that cannot be bound is only a warning. One that the host does not have takes no port.
  const portTaken = /could not bind \S+ address .*: (?!can(?:no|')t assign)|could not create any TCP/iu.test(
    readLogFile(start.logFile, offset).text,
  );
  if (portTaken) {
    await endServer(server, 'SIGQUIT');
    return { kind: 'port-taken' };
  }
  if (!server.isRunning()) throw startFailed(start, 'ended while starting');
  return { kind: 'ready', server };
}

function launch(start: ServerStart): ServerProcess {
  const { as } = start.space;
  const log = openSync(start.logFile, 'a', 0o600);
  const settings = Object.entries(start.fixed).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const child = spawn(join(start.bindir, 'postgres'), ['-D', start.dataDir, ...settings], {
    cwd: start.space.dir,
    env: CLEAN_ENV,
    stdio: ['ignore', log, log],
    detached: true,
    ...(as.kind === 'drop' ? as.server : {}),
  });
  closeSync(log);
  const pid = child.pid;
  if (pid !== undefined) start.space.watch(pid);
  let running = pid !== undefined;
  const ended = new Promise<void>((resolve) => {
    const end = (): void => {
      running = false;
      if (pid !== undefined) start.space.unwatch(pid);
      resolve();
    };
    child.once('exit', end);
    child.once('error', end);
  });
  child.unref();
  return { pid: pid ?? 0, ended, isRunning: () => running };
}

/** Line 8 of postmaster.pid is the state; line 1 the process (src/include/utils/pidfile.h). */
function isReady(dataDir: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
    return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}

function startFailed(start: ServerStart, what: string): OperationError {
  return new OperationError({
    code: 'scratch',
    what: `the scratch server of ${start.bindir} ${what}: ${logTail(start.logFile) || 'it left no message'}`,
    fix: 'the settings under test may be refused by this major; the message above is the server’s own',
  });
}

/** SIGINT ends sessions and writes everything (fast), SIGQUIT abandons (immediate); then SIGKILL. */
export async function endServer(server: ServerProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  for (const step of [signal, 'SIGQUIT', 'SIGKILL'] as const) {
    if (!server.isRunning()) return;
    signalServer(server, step);
    await endedWithin(server, STOP_TIMEOUT_MS);
  }
}

/** The timer keeps this process alive while it waits: the server's own handle does not. */
async function endedWithin(server: ServerProcess, milliseconds: number): Promise<void> {
  const done = new AbortController();
  const timer = sleep(milliseconds, undefined, { signal: done.signal }).catch(() => undefined);
  await Promise.race([server.ended, timer]);
  done.abort();
}

export function signalServer(server: ServerProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(server.pid, signal);
  } catch {
    // It ended between the question and the signal: `ended` tells.
  }
}
