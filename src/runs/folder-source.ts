// A folder of files as SOURCE: its SQL is loaded on a scratch server of the dump's major and read there;
// settings, rules and client configuration come from the files beside it.

import { basename, join, resolve } from 'node:path';
import { hasErrors, type Diagnostic } from '../core/diagnostic.js';
import { InputError } from '../core/input-error.js';
import { OperationError } from '../core/operation-error.js';
import { uniqueSorted } from '../core/order.js';
import { readFolder, type FolderSource } from '../collect/files/folder.js';
import { isAtWork, itemsOf } from '../inventory/index.js';
import { isMajor } from '../pg/version.js';
import { describeRemark, inventoryOfFolder, type LoadReport } from '../proof/load/index.js';
import { chooseServer, discoverServers, startScratch, type ServerBinaries } from '../proof/scratch/index.js';
import type { Progress } from './progress.js';
import { summaryOf, type SourceOptions, type SourceReading } from './source-reading.js';

/** @throws InputError when there is no SQL, or it holds psql commands that are refused; OperationError */
export async function readFolderSource(
  folder: string,
  options: SourceOptions,
  progress: Progress,
): Promise<SourceReading> {
  const files = readFolder(folder);
  if (files.sql.length === 0) throw noSql(folder);
  progress({ stage: 'collect', state: 'start', text: 'loading the files on a scratch server' });
  const cluster = await startScratch({ server: await serverFor(files), superuser: 'postgres' });
  try {
    const { inventory, load } = await inventoryOfFolder(files, cluster, databaseOf(folder, files, options));
    const diagnostics = load.diagnostics.map((each) => inFolder(folder, each));
    if (hasErrors(diagnostics)) throw new InputError(diagnostics);
    const remarks = remarksOf(load, diagnostics);
    for (const text of remarks) progress({ stage: 'collect', state: 'note', text });
    progress({ stage: 'collect', state: 'done', text: summaryOf(inventory) });
    return { kind: 'files', describe: folder, inventory, target: null, remarks };
  } finally {
    await cluster.stop();
  }
}

/** The major that pg_dump wrote into the file, when it did and a server of it is here; else the newest. */
async function serverFor(files: FolderSource): Promise<ServerBinaries> {
  const servers = await discoverServers();
  const stated = files.sql.map(({ text }) => /^-- Dumped from database version (\d+)/mu.exec(text.slice(0, 2000))?.[1]);
  const major = Number(stated.find((each) => each !== undefined) ?? 0);
  const exact = chooseServer(servers, isMajor(major) ? { major } : {});
  const chosen = exact.ok ? exact : chooseServer(servers, {});
  if (chosen.ok) return chosen.value;
  throw new OperationError({ code: 'scratch', what: chosen.error.what, fix: chosen.error.fix });
}

/** Where SQL before any `\connect` belongs: as asked, as the applications connect, or as the folder is called. */
function databaseOf(folder: string, files: FolderSource, { databases = [] }: SourceOptions): string {
  const [asked] = databases;
  if (asked !== undefined && databases.length === 1) return asked;
  const atWork = itemsOf(files.clientConfigs).filter(isAtWork);
  const named = uniqueSorted(atWork.flatMap(({ database }) => (database === null ? [] : [database])));
  const [only] = named;
  return only !== undefined && named.length === 1 ? only : basename(resolve(folder)).slice(0, 32);
}

function remarksOf(load: LoadReport, diagnostics: readonly Diagnostic[]): readonly string[] {
  return [
    ...diagnostics.map(({ what }) => what),
    ...load.assumedRoles.map(
      (role) => `role ${role} is named but not created in the files: it is assumed without rights`,
    ),
    ...load.heldBack.map((remark) => `held back: ${describeRemark(remark)}`),
    ...load.refused.map((remark) => `refused by the server: ${describeRemark(remark)}`),
  ];
}

function inFolder(folder: string, diagnostic: Diagnostic): Diagnostic {
  const { source } = diagnostic;
  return source === undefined ? diagnostic : { ...diagnostic, source: { ...source, file: join(folder, source.file) } };
}

function noSql(folder: string): InputError {
  return InputError.of(
    'no-schema',
    `the folder ${folder} holds no *.sql file`,
    'the inventory of a folder is read from its schema dump',
    'put the output of pg_dump --schema-only (and pg_dumpall --globals-only) there, or name another folder',
  );
}
