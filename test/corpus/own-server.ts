// A server as a team runs it, without any door of a harness: the account `postgres`, Debian's first pg_hba.conf
// (peer on the socket, SCRAM on loopback), certificate and key in files. Programs of that account enter by peer.

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Secret } from '../../src/core/secret.js';
import { chooseServer, createAuthority, discoverServers, type ServerWish } from '../../src/proof/scratch/index.js';
import { freePort } from '../../src/proof/scratch/free-port.js';
import { stageBinaries } from '../../src/proof/scratch/stage.js';
import { CLEAN_ENV } from '../../src/proof/scratch/template.js';
import { workspace } from '../../src/proof/scratch/workspace.js';
import type { Target } from '../../src/session/index.js';

const run = promisify(execFile);

const SUPERUSER = 'postgres';

const FIRST_HBA = `local all postgres peer
local all all peer
host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
local replication all peer
host replication all 127.0.0.1/32 scram-sha-256
`;

export interface ServerTexts {
  readonly hba: string;
  readonly ident: string;
  /** Lines for the end of postgresql.conf. */
  readonly settings: string;
}

export interface OwnServer {
  /** Everything of it lies below; a program of the account may write here. */
  readonly folder: string;
  /** Spawn options that make a program one of the account. */
  readonly account: { readonly uid?: number; readonly gid?: number };
  /** Libpq's environment for the socket. */
  readonly environment: Readonly<Record<string, string>>;
  /** By TCP with a password, as the first pg_hba.conf admits it. */
  readonly target: (database: string) => Target;
  readonly tlsFolder: string;
  readonly restart: () => Promise<void>;
  /** Replaces files of the data directory, adds settings, and restarts. */
  readonly configure: (files: ServerTexts) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Null where nobody here is, or may become, the account `postgres`. */
function postgresAccount(): OwnServer['account'] | null {
  if (userInfo().username === SUPERUSER) return {};
  if (process.getuid?.() !== 0) return null;
  const entry = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith(`${SUPERUSER}:`));
  const [, , uid, gid] = entry?.split(':') ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

/** Null where the account is missing. @throws when no such server is there, or it does not start. */
export async function startOwnServer(wish: ServerWish): Promise<OwnServer | null> {
  const account = postgresAccount();
  if (account === null) return null;
  const chosen = chooseServer(await discoverServers(), wish);
  if (!chosen.ok) throw new Error(chosen.error.what);
  const bindir = stageBinaries(chosen.value, workspace());
  const folder = mkdtempSync('/tmp/pgrampart-own-');
  const give = (path: string): void => {
    if (account.uid !== undefined && account.gid !== undefined) chownSync(path, account.uid, account.gid);
  };
  give(folder);
  const data = join(folder, 'data');
  const password = new Secret(randomBytes(24).toString('base64url'));
  const program = async (name: string, ...args: readonly string[]): Promise<void> => {
    await run(join(bindir, name), [...args], { cwd: folder, env: CLEAN_ENV, ...account });
  };
  const control = (...args: readonly string[]): Promise<void> =>
    program('pg_ctl', '--pgdata', data, '--wait', '--silent', ...args);
  const restart = (): Promise<void> => control('--log', join(folder, 'server.log'), '--mode', 'fast', 'restart');
  try {
    const tlsFolder = await writeCertificates(folder, give);
    await initialise({ folder, data, password, give, program });
    const port = await freePort('127.0.0.1');
    writeFileSync(join(data, 'postgresql.conf'), settingsText(folder, port), { flag: 'a' });
    writeFileSync(join(data, 'pg_hba.conf'), FIRST_HBA);
    await control('--log', join(folder, 'server.log'), 'start');
    return {
      folder,
      account,
      environment: { ...CLEAN_ENV, PGHOST: folder, PGPORT: String(port), PGUSER: SUPERUSER },
      target: (database) => ({
        host: '127.0.0.1',
        port,
        user: SUPERUSER,
        password,
        database,
        tls: { mode: 'disable', authority: null },
      }),
      tlsFolder,
      restart,
      configure: async ({ hba, ident, settings }) => {
        writeFileSync(join(data, 'pg_hba.conf'), hba);
        writeFileSync(join(data, 'pg_ident.conf'), ident);
        writeFileSync(join(data, 'postgresql.conf'), settings, { flag: 'a' });
        await restart();
      },
      stop: async () => {
        await control('--mode', 'immediate', 'stop').catch(() => undefined);
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await control('--mode', 'immediate', 'stop').catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

interface Beginning {
  readonly folder: string;
  readonly data: string;
  readonly password: Secret;
  readonly give: (path: string) => void;
  readonly program: (name: string, ...args: readonly string[]) => Promise<void>;
}

async function initialise({ folder, data, password, give, program }: Beginning): Promise<void> {
  const file = join(folder, 'pw');
  writeFileSync(file, `${password.reveal()}\n`, { mode: 0o600 });
  give(file);
  const kept = ['--username', SUPERUSER, '--pwfile', file, '--auth', 'scram-sha-256'];
  await program('initdb', '--pgdata', data, ...kept, '--encoding', 'UTF8', '--locale', 'C', '--no-sync');
  rmSync(file);
}

/** What makes it reachable and fast; everything that a plan may set is left as it comes. */
function settingsText(folder: string, port: number): string {
  return `
port = ${port}
unix_socket_directories = '${folder}'
fsync = off
autovacuum = off
max_wal_size = '1GB'
`;
}

async function writeCertificates(folder: string, give: (path: string) => void): Promise<string> {
  const place = join(folder, 'tls');
  mkdirSync(place);
  give(place);
  const authority = await createAuthority();
  const server = await authority.issueServer([]);
  const files = { 'ca.crt': authority.caPem, 'server.crt': server.certPem, 'server.key': server.keyPem.reveal() };
  for (const [name, text] of Object.entries(files)) {
    const path = join(place, name);
    writeFileSync(path, text, { mode: 0o600 });
    chmodSync(path, 0o600);
    give(path);
  }
  return place;
}
