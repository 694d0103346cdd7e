// A directory of files as a source: SQL of the schema, the server's own configuration files, and the
// application's configuration beside them. Reads at most a few levels and no links out of the directory.

import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { OperationError } from '../../core/operation-error.js';
import type { ClientConfig, Section } from '../../inventory/index.js';
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
  /** Read in part where a file could not be read the whole way. */
  readonly clientConfigs: Section<ClientConfig>;
}

const MAX_DEPTH = 3;
const MAX_FILES = 5000;
/** Of the names of such files, how many are said. */
const SHOWN = 5;
const MAX_BYTES = 64 * 1024 * 1024;
const SKIPPED = new Set(['node_modules', '.git', 'docs']);

/** @throws OperationError `file` */
export function readFolder(directory: string): FolderSource {
  const skipped: string[] = [];
  const files = readFiles({ root: directory, skipped, count: 0 }, directory, 0);
  const named = (name: string): TextFile | null => files.find((file) => basename(file.path) === name) ?? null;
  return {
    sql: files.filter((file) => file.path.endsWith('.sql')),
    hba: named('pg_hba.conf'),
    ident: named('pg_ident.conf'),
    conf: named('postgresql.conf'),
    autoConf: named('postgresql.auto.conf'),
    settingsCsv: files.find((file) => file.path.endsWith('.csv') && isSettingsCsv(file.text)) ?? null,
    others: files.filter((file) => !file.path.endsWith('.sql')),
    clientConfigs: clientConfigsOf(files, skipped),
  };
}

function clientConfigsOf(files: readonly TextFile[], skipped: readonly string[]): Section<ClientConfig> {
  const readings = files.map((file) => readClientConfigs(file.path, file.text));
  const problems = [...skipped, ...readings.flatMap((reading) => reading.problems)];
  const items = readings.flatMap((reading) => reading.found);
  if (problems.length === 0) return { status: 'read', items };
  const more = problems.length > SHOWN ? `; and ${problems.length - SHOWN} more` : '';
  return { status: 'read', items, partial: problems.slice(0, SHOWN).join('; ') + more };
}

interface Reading {
  readonly root: string;
  /** What was passed by, in words. */
  readonly skipped: string[];
  count: number;
}

function readFiles(reading: Reading, directory: string, depth: number): readonly TextFile[] {
  const found: TextFile[] = [];
  for (const name of namesIn(directory)) {
    const path = join(directory, name);
    const shown = relative(reading.root, path);
    const status = lstatSync(path);
    if (status.isDirectory() && !SKIPPED.has(name)) {
      if (depth < MAX_DEPTH) found.push(...readFiles(reading, path, depth + 1));
      else reading.skipped.push(`${shown}/ lies too deep and was not read`);
    } else if (status.isFile() && isText(name)) {
      reading.count += 1;
      if (reading.count === MAX_FILES + 1) reading.skipped.push(`only the first ${MAX_FILES} files were read`);
      if (reading.count > MAX_FILES) continue;
      if (status.size > MAX_BYTES) reading.skipped.push(`${shown} is over 64 MiB and was not read`);
      else found.push({ path: shown, text: readFileSync(path, 'utf8') });
    }
  }
  return found;
}

function isText(name: string): boolean {
  return (
    /\.(sql|conf|env|ini|properties|ya?ml|txt|users|json|csv|lst|list|sh|bash|tf|tfvars|tfstate|hcl|toml|pgpass)$/u.test(
      name,
    ) ||
    /^\.env|^\.pgpass$|^(?:Docker|Container)file/iu.test(name) ||
    /\.dockerfile$/iu.test(name) ||
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
