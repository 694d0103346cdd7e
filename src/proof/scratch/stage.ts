// Binaries where the server's account can run them. An embedded package is used in place when that
// account can read it and its library links are there; else it is rebuilt in the workspace from hard
// links (copies where a link is impossible or its mode too narrow). npm 11 does not run the package's
// install script, so the links listed in pg-symlinks.json may be missing: they are made in the copy.

import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import type { ServerBinaries } from './binaries.js';
import { isOpenPath, type Workspace } from './workspace.js';

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

const SKIPPED = new Set(['include', 'doc', 'locale', 'man', 'pkgconfig', 'pgxs']);

const staged = new Map<string, string>();

/** The bin directory to run from. Copies at most once per process and package. */
export function stageBinaries(server: ServerBinaries, space: Workspace): string {
  const root = dirname(server.bindir);
  if (server.origin === 'system' || isUsableInPlace(server, root, space)) return server.bindir;
  const known = staged.get(root);
  if (known !== undefined) return known;
  const target = join(space.dir, `b${staged.size}`);
  copyTree(root, target);
  for (const link of missingLinks(root)) {
    const path = join(target, link.target);
    mkdirSync(dirname(path), { recursive: true });
    if (!existsSync(path)) symlinkSync(relative(dirname(path), join(target, link.source)), path);
  }
  staged.set(root, join(target, 'bin'));
  return join(target, 'bin');
}

function isUsableInPlace(server: ServerBinaries, root: string, space: Workspace): boolean {
  if (missingLinks(root).length > 0 || (statSync(join(server.bindir, 'postgres')).mode & 0o111) === 0) return false;
  if (space.as.kind === 'self') return true;
  const samples = [
    join(server.bindir, 'postgres'),
    join(server.sharedir, 'postgres.bki'),
    join(server.libdir, 'plpgsql.so'),
  ];
  return samples.every((path) => isOpenPath(dirname(path)) && isOpenFile(path));
}

function isOpenFile(path: string): boolean {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
  return (mode & 0o004) !== 0 && ((mode & 0o100) === 0 || (mode & 0o001) !== 0);
}

/** Paths of the file are relative to the package: `native/lib/libpq.so.5.18`. */
function missingLinks(root: string): readonly { readonly source: string; readonly target: string }[] {
  const path = join(root, 'pg-symlinks.json');
  if (!existsSync(path)) return [];
  return Links.parse(JSON.parse(readFileSync(path, 'utf8')))
    .map((link) => ({ source: inRoot(link.source), target: inRoot(link.target) }))
    .filter((link) => !existsSync(join(root, link.target)));
}

function inRoot(name: string): string {
  return name.replace(/^native\//, '');
}

function copyTree(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  chmodSync(to, 0o755);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (SKIPPED.has(entry.name) || entry.name.endsWith('.a')) continue;
    const source = join(from, entry.name);
    const target = join(to, entry.name);
    const status = statSync(source, { throwIfNoEntry: false });
    if (status === undefined) continue;
    if (status.isDirectory()) copyTree(source, target);
    else linkOrCopy(source, target, entry.isSymbolicLink(), from.endsWith('/bin'));
  }
}

/** A hard link shares the mode of the original, which we never change. */
function linkOrCopy(source: string, target: string, isLink: boolean, isProgram: boolean): void {
  if (!isLink && isOpenFile(source) && (!isProgram || (statSync(source).mode & 0o001) !== 0)) {
    try {
      linkSync(source, target);
      return;
    } catch {
      // Another file system, or hard links are not allowed: copy.
    }
  }
  copyFileSync(source, target);
  chmodSync(target, isProgram ? 0o755 : 0o644);
}
