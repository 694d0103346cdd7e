// The one folder per process under which binaries, templates and clusters lie, and the promise that
// neither it nor a server outlives this process. A child `sh` holds the reading end of a pipe: however
// this process ends (exit, signal, SIGKILL, crash), the kernel closes the pipe, and the child shuts the
// servers down and removes the folder. No signal handler is installed: the caller's own stay in force.

import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { OperationError } from '../../core/index.js';
import { killLeftovers, runAs, type RunAs } from './account.js';

export interface Workspace {
  readonly dir: string;
  readonly as: RunAs;
  /** The watchdog ends this server when this process dies. */
  watch(pid: number): void;
  unwatch(pid: number): void;
  /** Ends what a stopped server's code left running, once no server of ours runs. */
  sweep(): void;
}

// SIGQUIT is PostgreSQL's immediate shutdown (server-shutdown.html): children die with the postmaster.
const WATCHDOG = `
pids=
while read -r verb pid; do
  case $verb in
    watch) pids="$pids $pid" ;;
    unwatch) rest=; for p in $pids; do [ "$p" = "$pid" ] || rest="$rest $p"; done; pids=$rest ;;
  esac
done
for p in $pids; do kill -QUIT "$p" 2>/dev/null; done
for p in $pids; do
  n=0
  while kill -0 "$p" 2>/dev/null && [ $n -lt 30 ]; do sleep 0.1; n=$((n + 1)); done
  kill -KILL "$p" 2>/dev/null
done
if [ -n "$2" ]; then
  stat -c '%u %n' /proc/[0-9]* 2>/dev/null | while read -r u p; do
    [ "$u" = "$2" ] && kill -KILL "\${p#/proc/}" 2>/dev/null
  done
fi
rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
`;

// A socket path holds 107 bytes (unix(7)); "/pgrampart-65519-XXXXXX/c123/s/.s.PGSQL.65535" takes 47 of them.
const LONGEST_BASE = 55;

let current: Workspace | undefined;

/** Made on first use, kept until this process ends. */
export function workspace(): Workspace {
  current ??= createWorkspace();
  return current;
}

function createWorkspace(): Workspace {
  if (process.platform === 'win32') {
    throw new OperationError({
      code: 'unsupported',
      what: 'scratch servers need a POSIX system',
      fix: 'run inside WSL or a Linux container',
    });
  }
  const { dir, as } = reserveFolder();
  const watchdog = startWatchdog(dir, as);
  const pids = new Set<number>();
  process.once('exit', () => endNow(dir, as, pids));
  return {
    dir,
    as,
    watch(pid) {
      pids.add(pid);
      watchdog.stdin?.write(`watch ${pid}\n`);
    },
    unwatch(pid) {
      pids.delete(pid);
      watchdog.stdin?.write(`unwatch ${pid}\n`);
    },
    sweep() {
      if (pids.size === 0) killLeftovers(as);
    },
  };
}

/** The folder's name carries the uid, so that two processes never take the same one. */
function reserveFolder(): { readonly dir: string; readonly as: RunAs } {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const as = runAs();
    const base = chooseBase(as);
    const prefix = as.kind === 'drop' && as.own ? `pgrampart-${as.server.uid}-` : 'pgrampart-';
    const dir = mkdtempSync(join(base, prefix));
    const rivals = readdirSync(base).filter((name) => name.startsWith(prefix)).length;
    if (as.kind === 'drop' && as.own && rivals > 1) {
      rmSync(dir, { recursive: true });
      continue;
    }
    // Others may pass through but not list: the server's uid must reach its own files below.
    chmodSync(dir, as.kind === 'drop' ? 0o711 : 0o700);
    return { dir, as };
  }
  throw new OperationError({
    code: 'scratch',
    what: 'found no user id for the scratch server that another run does not use',
    fix: 'remove the folders pgrampart-* of ended runs from the temporary directory',
  });
}

/** A temporary directory whose path is short enough and which the server's account can reach. */
function chooseBase(as: RunAs): string {
  const candidates = [resolve(tmpdir()), '/tmp', '/var/tmp'];
  const base = candidates.find((dir) => dir.length <= LONGEST_BASE && (as.kind === 'self' || isOpenPath(dir)));
  if (base !== undefined) return base;
  throw new OperationError({
    code: 'scratch',
    what: 'no temporary directory is short enough for a socket path and open to another user',
    fix: 'set TMPDIR to a short path whose folders other users may enter, for example /tmp',
  });
}

/** May any user pass through every folder of the path? */
export function isOpenPath(dir: string): boolean {
  for (let path = dir; ; path = dirname(path)) {
    const status = statSync(path, { throwIfNoEntry: false });
    if (status === undefined || !status.isDirectory() || (status.mode & 0o001) === 0) return false;
    if (dirname(path) === path) return true;
  }
}

/** Detached: a Ctrl-C at the terminal reaches the whole process group, and the watchdog must survive it. */
function startWatchdog(dir: string, as: RunAs): ChildProcess {
  const ownUid = as.kind === 'drop' && as.own ? String(as.server.uid) : '';
  const child = spawn('/bin/sh', ['-c', WATCHDOG, 'pgrampart-watchdog', dir, ownUid], {
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  child.on('error', () => undefined);
  child.stdin?.on('error', () => undefined);
  if (child.stdin instanceof Socket) child.stdin.unref();
  child.unref();
  return child;
}

/** The orderly end of the process: nothing is left when it is gone. The watchdog then finds nothing to do. */
function endNow(dir: string, as: RunAs, pids: ReadonlySet<number>): void {
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGQUIT');
    } catch {
      // It has ended already.
    }
  }
  if (pids.size === 0) killLeftovers(as);
  // What a dying server still writes is removed by the watchdog once the server is gone.
  spawnSync('rm', ['-rf', '--', dir], { stdio: 'ignore' });
}
