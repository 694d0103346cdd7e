// A set of SQL files as a database cluster: split, screened, loaded on a scratch cluster.

import type { Diagnostic } from '../../core/index.js';
import { parseSql } from '../../sql/parse.js';
import { textAt } from '../../sql/parse-tree.js';
import { readDump } from '../../sql/dump.js';
import type { ScratchCluster } from '../scratch/index.js';
import { Loader, type LoadRemark } from './loader.js';

export interface DumpFile {
  readonly path: string;
  readonly text: string;
}

export interface LoadOptions {
  /** Where statements before any `\connect` go. */
  readonly database: string;
  /** Also INSERT, COPY and calls, as the builder. Default false. */
  readonly data?: boolean;
}

export interface LoadReport {
  readonly databases: readonly string[];
  readonly assumedRoles: readonly string[];
  readonly heldBack: readonly LoadRemark[];
  readonly refused: readonly LoadRemark[];
  /** Psql commands and unreadable places in the files. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Piece {
  readonly database: string;
  readonly sql: string;
  readonly source: LoadRemark['source'];
}

/** @throws OperationError when the scratch server cannot be used. */
export async function loadDump(
  files: readonly DumpFile[],
  cluster: ScratchCluster,
  options: LoadOptions,
): Promise<LoadReport> {
  const loader = new Loader(cluster, options.data ?? false);
  const { pieces, diagnostics } = cutFiles(files, options);
  await loader.begin();
  await loader.useDatabase(options.database);
  for (const piece of pieces) await loader.useDatabase(piece.database);
  for (const piece of pieces) {
    if (/^CREATE\s+EXTENSION\b/iu.test(piece.sql))
      await loader.createExtension(piece.database, piece.sql, piece.source);
  }
  for (const piece of pieces) {
    const created = await createdDatabase(piece.sql);
    if (created !== null) await loader.useDatabase(created);
    else await loader.run(piece.database, piece.sql, piece.source);
  }
  await loader.finish();
  return {
    databases: [...loader.databases].sort(),
    assumedRoles: [...loader.assumedRoles].sort(),
    heldBack: loader.heldBack,
    refused: loader.refused,
    diagnostics,
  };
}

function cutFiles(
  files: readonly DumpFile[],
  options: LoadOptions,
): { readonly pieces: readonly Piece[]; readonly diagnostics: readonly Diagnostic[] } {
  const pieces: Piece[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of files) {
    let database = options.database;
    const dump = readDump(file.text, file.path);
    diagnostics.push(...dump.diagnostics);
    for (const item of dump.items) {
      if (item.kind === 'connect') database = item.database;
      else if (item.kind === 'statement') pieces.push({ database, sql: item.sql, source: item.source });
    }
  }
  return { pieces, diagnostics };
}

/** CREATE DATABASE makes ours of that name, without its options. */
async function createdDatabase(text: string): Promise<string | null> {
  if (!/^CREATE\s+DATABASE\b/iu.test(text)) return null;
  const parsed = await parseSql(text);
  return parsed.ok ? textAt(parsed.value[0]?.node, 'dbname') || null : null;
}
