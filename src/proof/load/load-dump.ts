// A set of SQL files as a database cluster: split, screened, loaded on a scratch cluster.

import type { Diagnostic } from '../../core/index.js';
import { parseSql, type ParsedStatement } from '../../sql/parse.js';
import { textAt } from '../../sql/parse-tree.js';
import { readDump } from '../../sql/dump.js';
import type { ScratchCluster } from '../scratch/index.js';
import { Loader } from './loader.js';
import type { LoadRemark } from './remark.js';
import type { Withheld } from './withheld.js';

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
  /** What of these could be parsed, for who completes the sections. */
  readonly withheld: readonly Withheld[];
  /** CREATE DATABASE and ALTER DATABASE: ours of that name have none of their options. */
  readonly databaseStatements: readonly ParsedStatement[];
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
  const databaseStatements: ParsedStatement[] = [];
  await loader.begin();
  await loader.useDatabase(options.database);
  for (const piece of pieces) await loader.useDatabase(piece.database);
  for (const piece of pieces) {
    if (/^CREATE\s+EXTENSION\b/iu.test(piece.sql))
      await loader.createExtension(piece.database, piece.sql, piece.source);
  }
  for (const piece of pieces) {
    const stated = await databaseStatement(piece.sql);
    if (stated !== null) databaseStatements.push(stated);
    if (stated?.kind === 'CreatedbStmt') await loader.useDatabase(textAt(stated.node, 'dbname'));
    else if (stated === null) await loader.run(piece.database, piece.sql, piece.source);
  }
  await loader.finish();
  return {
    databases: [...loader.databases]
      .filter((name) => name !== options.database || loader.databases.size === 1 || loader.filled.has(name))
      .sort(),
    assumedRoles: [...loader.assumedRoles].sort(),
    heldBack: loader.heldBack,
    refused: loader.refused,
    withheld: loader.withheld,
    databaseStatements,
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

/** CREATE DATABASE, and ALTER DATABASE … WITH; nothing else (ALTER DATABASE … SET and OWNER are run). */
async function databaseStatement(text: string): Promise<ParsedStatement | null> {
  if (!/^(?:CREATE|ALTER)\s+DATABASE\b/iu.test(text)) return null;
  const parsed = await parseSql(text);
  const statement = parsed.ok ? parsed.value[0] : undefined;
  return statement?.kind === 'CreatedbStmt' || statement?.kind === 'AlterDatabaseStmt' ? statement : null;
}
