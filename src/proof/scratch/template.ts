// A fresh data directory. initdb takes about half a second, so its result is kept for the life of the
// process and copied for each further cluster with the same binaries and superuser; such clusters share
// the random superuser password (256 bits, known to this process only, handed to initdb in a 0600 file).
// https://www.postgresql.org/docs/current/app-initdb.html

import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { constants, copyFileSync, lchownSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OperationError, Secret } from '../../core/index.js';
import type { Account } from './account.js';
import type { Workspace } from './workspace.js';

export interface Template {
  readonly dir: string;
  readonly password: Secret;
}

/** Nothing of the caller's environment (tokens, PGPASSWORD, HOME) reaches the server or code that runs in it. */
export const CLEAN_ENV: Readonly<Record<string, string>> = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C', LANG: 'C' };

const run = promisify(execFile);
const templates = new Map<string, Promise<Template>>();
let made = 0;

export function templateFor(bindir: string, superuser: string, space: Workspace): Promise<Template> {
  const key = `${bindir}\0${superuser}`;
  const known = templates.get(key);
  if (known !== undefined) return known;
  const template = makeTemplate(bindir, superuser, space);
  templates.set(key, template);
  template.catch(() => templates.delete(key));
  return template;
}

async function makeTemplate(bindir: string, superuser: string, space: Workspace): Promise<Template> {
  checkSuperuser(superuser);
  made += 1;
  const home = join(space.dir, `t${made}`);
  const password = new Secret(randomBytes(32).toString('base64url'));
  const owner = space.as.kind === 'drop' ? space.as.setup : undefined;
  mkdirSync(home, { mode: 0o700 });
  const pwfile = join(home, 'pw');
  writeFileSync(pwfile, `${password.reveal()}\n`, { mode: 0o600, flag: 'wx' });
  if (owner !== undefined) for (const path of [pwfile, home]) lchownSync(path, owner.uid, owner.gid);
  const dir = join(home, 'data');
  try {
    await run(join(bindir, 'initdb'), initdbArguments(dir, superuser, pwfile), {
      env: CLEAN_ENV,
      cwd: space.dir,
      timeout: 120_000,
      ...owner,
    });
  } catch (cause) {
    rmSync(home, { recursive: true, force: true });
    throw initdbFailed(bindir, cause, password);
  }
  rmSync(pwfile);
  // Back to root: the account that ran initdb has no business in the files of the server.
  if (owner !== undefined) lchownSync(home, 0, 0);
  return { dir, password };
}

/** `--wal-segsize=1`: the first WAL file is 1 MB instead of 16, which makes the copy cheap. */
function initdbArguments(dir: string, superuser: string, pwfile: string): readonly string[] {
  return [
    `--pgdata=${dir}`,
    `--username=${superuser}`,
    `--pwfile=${pwfile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--wal-segsize=1',
    '--no-sync',
    '--no-instructions',
  ];
}

/** initdb repeats a failed statement with the password in it, so its output is redacted and not kept as cause. */
function initdbFailed(bindir: string, cause: unknown, password: Secret): OperationError {
  const stderr = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : '';
  const said = (stderr.trim() || String(cause)).replaceAll(password.reveal(), '***');
  return new OperationError({
    code: 'scratch',
    what: `initdb of ${bindir} failed: ${said.split('\n').slice(-4).join(' / ')}`,
    fix: 'check that these binaries run on this machine: initdb --version',
  });
}

/** initdb puts the name between double quotes without doubling those inside, and refuses the prefix `pg_`. */
function checkSuperuser(name: string): void {
  if (/^[^"\\\p{Cc}]+$/u.test(name) && !name.startsWith('pg_') && Buffer.byteLength(name) <= 63) return;
  throw new OperationError({
    code: 'scratch',
    what: `initdb cannot create a superuser of this name: ${JSON.stringify(name)}`,
    fix: 'start with another name; ALTER ROLE … RENAME TO accepts every name',
  });
}

/** The template's files as a data directory of its own (0700, as the server demands), owned by `owner`. */
export function copyTemplate(template: Template, dataDir: string, owner: Account | undefined): void {
  copyFolder(template.dir, dataDir, owner);
}

/** Half the time of `fs.cp`, which looks at every file twice. A data directory holds folders and files only. */
function copyFolder(from: string, to: string, owner: Account | undefined): void {
  mkdirSync(to, { mode: 0o700 });
  if (owner !== undefined) lchownSync(to, owner.uid, owner.gid);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    if (entry.isDirectory()) {
      copyFolder(source, target, owner);
      continue;
    }
    copyFileSync(source, target, constants.COPYFILE_FICLONE);
    if (owner !== undefined) lchownSync(target, owner.uid, owner.gid);
  }
}
