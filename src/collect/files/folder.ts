// A directory of files as a source: SQL of the schema, the server's own configuration files, and the
// application's configuration beside them. Reads at most a few levels and no links out of the directory.

import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { OperationError } from '../../core/operation-error.js';
import type { ClientConfig } from '../../inventory/index.js';
import { readClientConfigs } from './client-configs.js';
import { isSettingsCsv } from './settings-csv.js';

export interface TextFile {
  /** Relative to the directory. */
  readonly path: string;
  readonly text: string;
}

export interface FolderSource {
  /** Sorted by path; loaded in that order. */
  readonly sql: readonly TextFile[];
  readonly hba: TextFile | null;
  readonly ident: TextFile | null;
  readonly conf: TextFile | null;
  /** What ALTER SYSTEM wrote. */
  readonly autoConf: TextFile | null;
  /** pg_settings as CSV. */
  readonly settingsCsv: TextFile | null;
  /** The other files, which `include` or `@file` may name. */
  readonly others: readonly TextFile[];
  readonly clientConfigs: readonly ClientConfig[];
}

const MAX_DEPTH = 3;
const MAX_BYTES = 64 * 1024 * 1024;
const SKIPPED = new Set(['node_modules', '.git', 'docs']);

/** @throws OperationError `file` */
export function readFolder(directory: string): FolderSource {
  const files = readFiles(directory, directory, 0);
  const named = (name: string): TextFile | null => files.find((file) => basename(file.path) === name) ?? null;
  return {
    sql: files.filter((file) => file.path.endsWith('.sql')),
    hba: named('pg_hba.conf'),
    ident: named('pg_ident.conf'),
    conf: named('postgresql.conf'),
    autoConf: named('postgresql.auto.conf'),
    settingsCsv: files.find((file) => file.path.endsWith('.csv') && isSettingsCsv(file.text)) ?? null,
    others: files.filter((file) => !file.path.endsWith('.sql')),
    clientConfigs: files.flatMap((file) => readClientConfigs(file.path, file.text)),
  };
}

function readFiles(root: string, directory: string, depth: number): readonly TextFile[] {
  const found: TextFile[] = [];
  for (const name of namesIn(directory)) {
    const path = join(directory, name);
    const status = lstatSync(path);
    if (status.isDirectory() && depth < MAX_DEPTH && !SKIPPED.has(name))
      found.push(...readFiles(root, path, depth + 1));
    else if (status.isFile() && status.size <= MAX_BYTES && isText(name)) {
      found.push({ path: relative(root, path), text: readFileSync(path, 'utf8') });
    }
  }
  return found;
}

function isText(name: string): boolean {
  return (
    /\.(sql|conf|env|ini|properties|ya?ml|txt|users|json|csv|lst|list)$/u.test(name) ||
    name.startsWith('.env') ||
    !name.includes('.')
  );
}

function namesIn(directory: string): readonly string[] {
  try {
    return readdirSync(directory).sort();
  } catch (cause) {
    throw new OperationError({
      code: 'file',
      what: `cannot read the directory ${directory}`,
      fix: 'name a readable directory',
      cause,
    });
  }
}
