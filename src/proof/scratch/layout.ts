// The files of one scratch cluster. Configuration, keys and log belong to the harness (root), readable by
// the server's group: code in the server can neither change the rules it is judged by nor plant a symbolic
// link where the harness, as root, will write. Only `data` and the socket folder `s` belong to the server.

import { execFile } from 'node:child_process';
import { chownSync, closeSync, existsSync, mkdirSync, openSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.js';
import type { Workspace } from './workspace.js';

export interface Layout {
  readonly dir: string;
  readonly dataDir: string;
  readonly confDir: string;
  readonly socketDir: string;
  readonly logFile: string;
  /** Uid of the server when it is not ours. */
  readonly owner: Account | undefined;
}

const run = promisify(execFile);
let made = 0;

/** Everything but `data`, which is copied from a template. */
export function createLayout(space: Workspace): Layout {
  made += 1;
  const dir = join(space.dir, `c${made}`);
  const owner = space.as.kind === 'drop' ? space.as.server : undefined;
  const layout: Layout = {
    dir,
    dataDir: join(dir, 'data'),
    confDir: join(dir, 'conf'),
    socketDir: join(dir, 's'),
    logFile: join(dir, 'server.log'),
    owner,
  };
  mkdirSync(dir, { mode: owner === undefined ? 0o700 : 0o711 });
  mkdirSync(layout.confDir, { mode: owner === undefined ? 0o700 : 0o750 });
  mkdirSync(layout.socketDir, { mode: 0o700 });
  if (owner !== undefined) {
    chownSync(layout.confDir, 0, owner.gid);
    chownSync(layout.socketDir, owner.uid, owner.gid);
  }
  closeSync(openSync(layout.logFile, 'wx', 0o600));
  return layout;
}

/**
 * Replaces a file of `conf` in one step. Mode 0640 root:group or 0600: what PostgreSQL demands of a key
 * file (ssl-tcp.html). Returns the path.
 */
export function writeConfFile(layout: Layout, name: string, text: string): string {
  const path = join(layout.confDir, name);
  makeFolders(layout, name);
  const fresh = `${path}.new`;
  writeFileSync(fresh, text, { mode: layout.owner === undefined ? 0o600 : 0o640 });
  if (layout.owner !== undefined) chownSync(fresh, 0, layout.owner.gid);
  renameSync(fresh, path);
  return path;
}

/** Of a name like `conf.d/more.conf`: the server may enter, and no more. */
function makeFolders(layout: Layout, name: string): void {
  const parts = name.split('/').slice(0, -1);
  for (const [place] of parts.entries()) {
    const folder = join(layout.confDir, ...parts.slice(0, place + 1));
    if (existsSync(folder)) continue;
    mkdirSync(folder, { mode: layout.owner === undefined ? 0o700 : 0o750 });
    if (layout.owner !== undefined) chownSync(folder, 0, layout.owner.gid);
  }
}

/**
 * By rm(1), which walks open folders and not paths: a program of the server's account that still runs
 * cannot lead root elsewhere by swapping a folder for a link, as it could with `fs.rm`.
 */
export async function removeLayout(layout: Layout): Promise<void> {
  await run('rm', ['-rf', '--', layout.dir]);
}
