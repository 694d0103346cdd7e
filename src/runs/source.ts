// SOURCE on the command line → an inventory: a live cluster, a saved inventory, or a folder of files.

import { stat } from 'node:fs/promises';
import { InputError } from '../core/input-error.js';
import { collectInventory } from '../collect/index.js';
import { readFolder } from '../collect/files/folder.js';
import { decodeInventory } from '../inventory/codec.js';
import { itemsOf, readSection } from '../inventory/index.js';
import { isConnectionSource, parseConnectionSource } from '../session/conninfo.js';
import type { Target } from '../session/target.js';
import { withoutHarness } from '../proof/harness-view.js';
import type { Progress } from './progress.js';
import { readFolderSource } from './folder-source.js';
import { readInputFile } from './input-file.js';
import { summaryOf, type SourceOptions, type SourceReading } from './source-reading.js';

export type { SourceOptions, SourceReading } from './source-reading.js';

/** @throws InputError, OperationError */
export async function readSource(text: string, options: SourceOptions, progress: Progress): Promise<SourceReading> {
  const reading = await readAny(text, options, progress);
  return options.files === undefined ? reading : withFiles(reading, options.files);
}

async function readAny(text: string, options: SourceOptions, progress: Progress): Promise<SourceReading> {
  if (isConnectionSource(text)) return readTarget(targetOf(text, progress), options, progress);
  const found = await stat(text).catch(() => null);
  if (found === null) throw noSuchSource(text);
  return found.isDirectory() ? readFolderSource(text, options, progress) : readSaved(text, progress);
}

/** A connection string, with the environment's and the password file's share. @throws InputError */
export function targetOf(text: string, progress: Progress): Target {
  if (!isConnectionSource(text)) throw noConnection();
  const source = parseConnectionSource(text);
  if (!source.ok) throw new InputError(source.error);
  for (const warning of source.value.warnings) progress({ stage: 'connect', state: 'note', text: warning.what });
  return source.value.target;
}

/** A live cluster known by its target; `hbaLinesToSkip` when it is a scratch cluster with harness lines. */
export async function readTarget(
  target: Target,
  options: SourceOptions & { readonly hbaLinesToSkip?: number },
  progress: Progress,
): Promise<SourceReading> {
  progress({ stage: 'collect', state: 'start', text: 'reading the cluster' });
  const { databases = [], statistics = false } = options;
  const collected = await collectInventory(target, { statistics, ...(databases.length === 0 ? {} : { databases }) });
  const inventory = withoutHarness(collected, { hbaLines: options.hbaLinesToSkip ?? 0, roles: [] });
  progress({ stage: 'collect', state: 'done', text: summaryOf(inventory) });
  const describe = `${target.host.startsWith('/') ? 'socket' : target.host}:${target.port}`;
  return { kind: 'live', describe, inventory, target, remarks: [] };
}

async function readSaved(path: string, progress: Progress): Promise<SourceReading> {
  const decoded = decodeInventory(await readInputFile(path, 'the inventory'));
  if (!decoded.ok) throw new InputError(decoded.error);
  progress({ stage: 'collect', state: 'done', text: summaryOf(decoded.value) });
  return { kind: 'inventory', describe: path, inventory: decoded.value, target: null, remarks: [] };
}

/** Adds how applications connect; their secrets are dropped while reading. */
function withFiles(reading: SourceReading, folder: string): SourceReading {
  const { inventory } = reading;
  const known = itemsOf(inventory.cluster.clientConfigs);
  const read = readFolder(folder).clientConfigs;
  const clientConfigs = { ...read, ...readSection([...known, ...itemsOf(read)]) };
  return { ...reading, inventory: { ...inventory, cluster: { ...inventory.cluster, clientConfigs } } };
}

function noConnection(): InputError {
  const fix = 'e.g. postgresql://admin@host/database, dbname=clinic, or nothing for the libpq environment alone';
  return InputError.of('no-connection', 'what was given is no connection', 'a plan is applied to a server', fix);
}

function noSuchSource(text: string): InputError {
  return InputError.of(
    'no-such-source',
    `SOURCE ${JSON.stringify(withoutPassword(text).slice(0, 80))} is neither a connection nor a file`,
    'it does not begin with postgresql://, holds no keyword=value, and no such file or folder exists',
    'give a connection URI, an inventory.json, or a folder with a schema dump and configuration files',
  );
}

/** A mistyped connection string may hold one. */
function withoutPassword(text: string): string {
  return text.replace(/:.*@/su, ':***@').replace(/=.*/su, '=***');
}
