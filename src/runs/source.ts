// SOURCE on the command line → an inventory: a live cluster, a saved inventory, or a folder of files.

import { readFile, stat } from 'node:fs/promises';
import { InputError } from '../core/input-error.js';
import { collectInventory } from '../collect/index.js';
import { decodeInventory } from '../inventory/codec.js';
import type { Inventory } from '../inventory/index.js';
import { isConnectionSource, parseConnectionSource } from '../session/conninfo.js';
import type { Target } from '../session/target.js';
import { withoutHarness } from '../proof/harness-view.js';
import type { Progress } from './progress.js';
import { readFolderSource } from './folder-source.js';

export interface SourceOptions {
  /** Narrows a live cluster to these databases. */
  readonly databases?: readonly string[];
}

export interface SourceReading {
  readonly kind: 'live' | 'inventory' | 'files';
  /** For people and reports; no password, no user. */
  readonly describe: string;
  readonly inventory: Inventory;
  /** Present when it can be connected to. */
  readonly target: Target | null;
}

/** @throws InputError, OperationError */
export async function readSource(text: string, options: SourceOptions, progress: Progress): Promise<SourceReading> {
  if (isConnectionSource(text)) return readLive(text, options, progress);
  const found = await stat(text).catch(() => null);
  if (found === null) throw noSuchSource(text);
  return found.isDirectory() ? readFolderSource(text, progress) : readSaved(text, progress);
}

async function readLive(text: string, options: SourceOptions, progress: Progress): Promise<SourceReading> {
  const source = parseConnectionSource(text);
  if (!source.ok) throw new InputError(source.error);
  for (const warning of source.value.warnings) progress({ stage: 'connect', state: 'note', text: warning.what });
  return readTarget(source.value.target, options, progress);
}

/** A live cluster known by its target; `hbaLinesToSkip` when it is a scratch cluster with harness lines. */
export async function readTarget(
  target: Target,
  options: SourceOptions & { readonly hbaLinesToSkip?: number },
  progress: Progress,
): Promise<SourceReading> {
  progress({ stage: 'collect', state: 'start', text: 'reading the cluster' });
  const collected = await collectInventory(
    target,
    options.databases === undefined ? {} : { databases: options.databases },
  );
  const inventory = withoutHarness(collected, { hbaLines: options.hbaLinesToSkip ?? 0, roles: [] });
  progress({ stage: 'collect', state: 'done', text: summaryOf(inventory) });
  const describe = `${target.host.startsWith('/') ? 'socket' : target.host}:${target.port}`;
  return { kind: 'live', describe, inventory, target };
}

async function readSaved(path: string, progress: Progress): Promise<SourceReading> {
  const decoded = decodeInventory(await readFile(path, 'utf8'));
  if (!decoded.ok) throw new InputError(decoded.error);
  progress({ stage: 'collect', state: 'done', text: summaryOf(decoded.value) });
  return { kind: 'inventory', describe: path, inventory: decoded.value, target: null };
}

function summaryOf(inventory: Inventory): string {
  const relations = inventory.databases.map((database) =>
    database.relations.status === 'read' ? database.relations.items.length : 0,
  );
  const total = relations.reduce((sum, count) => sum + count, 0);
  return `PostgreSQL ${inventory.server.major}, ${inventory.databases.length} databases, ${total} relations`;
}

function noSuchSource(text: string): InputError {
  return InputError.of(
    'no-such-source',
    `SOURCE ${JSON.stringify(text.slice(0, 80))} is neither a connection nor a file`,
    'it does not begin with postgresql://, holds no keyword=value, and no such file or folder exists',
    'give a connection URI, an inventory.json, or a folder with a schema dump and configuration files',
  );
}
