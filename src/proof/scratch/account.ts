// As whom the scratch server runs. PostgreSQL refuses to run as root, so under root it runs as a uid of
// its own that owns nothing else and has no passwd entry: code of a hostile database that reaches the
// operating system can read neither another service's files nor authenticate by `peer`.
// initdb needs a passwd entry (it runs no foreign code), so that step uses `postgres` or `nobody`.
// Where such a uid is not mapped (rootless containers) the passwd account also runs the server.

import { randomInt } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { OperationError } from '../../core/index.js';

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

export type RunAs =
  /** An ordinary user: everything runs as the caller. */
  | { readonly kind: 'self' }
  /** Root: `setup` runs initdb, `server` the server; `own` says that nothing else uses the server's uid. */
  | { readonly kind: 'drop'; readonly setup: Account; readonly server: Account; readonly own: boolean };

// The range that systemd hands out to DynamicUser= services: by convention nobody has files under it.
const FIRST_OWN_UID = 61_184;
const LAST_OWN_UID = 65_519;

/** @throws OperationError `scratch` when root finds no account that it could drop to. */
export function runAs(): RunAs {
  if (process.geteuid === undefined || process.geteuid() !== 0) return { kind: 'self' };
  const setup = passwdAccount('postgres') ?? passwdAccount('nobody');
  if (setup === undefined) {
    throw new OperationError({
      code: 'scratch',
      what: 'PostgreSQL refuses to run as root, and /etc/passwd has neither `postgres` nor `nobody`',
      fix: 'run as an ordinary user, or add the account: useradd --system postgres',
    });
  }
  const own = ownAccount();
  return { kind: 'drop', setup, server: own ?? setup, own: own !== undefined };
}

function passwdAccount(name: string): Account | undefined {
  const line = readPasswd().find((entry) => entry.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return uid === undefined || gid === undefined || uid === '0' ? undefined : { uid: Number(uid), gid: Number(gid) };
}

function readPasswd(): readonly string[] {
  return existsSync('/etc/passwd') ? readFileSync('/etc/passwd', 'utf8').split('\n') : [];
}

function ownAccount(): Account | undefined {
  if (process.platform !== 'linux') return undefined;
  const taken = new Set(readPasswd().map((line) => Number(line.split(':')[2])));
  for (const uid of uidsOfProcesses().values()) taken.add(uid);
  for (let attempt = 0; attempt < 50; attempt += 1) {
    const uid = randomInt(FIRST_OWN_UID, LAST_OWN_UID + 1);
    if (!taken.has(uid)) return isMapped('uid_map', uid) && isMapped('gid_map', uid) ? { uid, gid: uid } : undefined;
  }
  return undefined;
}

/** Lines of `/proc/self/uid_map` are `inside outside count` (user_namespaces(7)). */
function isMapped(map: 'uid_map' | 'gid_map', id: number): boolean {
  const path = `/proc/self/${map}`;
  if (!existsSync(path)) return true;
  return readFileSync(path, 'utf8')
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .some(([inside, , count]) => inside !== undefined && count !== undefined && id >= inside && id - inside < count);
}

function uidsOfProcesses(): ReadonlyMap<number, number> {
  const uids = new Map<number, number>();
  for (const name of existsSync('/proc') ? readdirSync('/proc') : []) {
    if (!/^\d+$/.test(name)) continue;
    const status = statSync(join('/proc', name), { throwIfNoEntry: false });
    if (status !== undefined) uids.set(Number(name), status.uid);
  }
  return uids;
}

/** Ends whatever the server's own uid left running, e.g. a program that detached itself from a backend. */
export function killLeftovers(as: RunAs): void {
  if (as.kind !== 'drop' || !as.own) return;
  for (const [pid, uid] of uidsOfProcesses()) {
    if (uid !== as.server.uid) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
}
