// How configuration parsers reach other files: `include`, `include_dir` and `@file` are answered by
// a reader that the caller injects, so that this room never touches a disk.
// Paths are those of the server's host (POSIX).

import { posix } from 'node:path';

/** Both functions answer `undefined` when the path cannot be read. */
export type ConfigReader = {
  readonly readFile: (path: string) => string | undefined;
  /** Plain file names (no path) in a directory, in any order. */
  readonly listDirectory: (path: string) => readonly string[] | undefined;
};

/** PostgreSQL refuses to nest configuration files deeper than this (CONF_FILE_MAX_DEPTH). */
export const MAX_INCLUDE_DEPTH = 10;

/** A relative path is relative to the directory of the file that names it (AbsoluteConfigLocation). */
export function resolveConfigPath(outerFile: string, path: string): string {
  return posix.isAbsolute(path) ? posix.normalize(path) : posix.join(posix.dirname(outerFile), path);
}

/** The files `include_dir` reads: `*.conf`, not hidden, in byte order (GetConfFilesInDir). */
export function configFilesIn(reader: ConfigReader, directory: string): readonly string[] | undefined {
  const names = reader.listDirectory(directory);
  if (names === undefined) return undefined;
  return names
    .filter((name) => name.length >= 6 && !name.startsWith('.') && name.endsWith('.conf'))
    .toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map((name) => posix.join(directory, name));
}

/** A reader over texts already in memory; keys are absolute paths. */
export function memoryReader(files: Readonly<Record<string, string>>): ConfigReader {
  const texts = new Map(Object.entries(files));
  return {
    readFile: (path) => texts.get(path),
    listDirectory: (path) => {
      const names = [...texts.keys()].filter((key) => posix.dirname(key) === path).map((key) => posix.basename(key));
      return names.length > 0 ? names : undefined;
    },
  };
}
