// Writes a run's files as one: into a folder beside the wanted one, then in its place. What is there and
// not ours is never overwritten; a failed run leaves the former output as it was.

import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../core/input-error.js';
import { OperationError } from '../core/operation-error.js';

export interface OutputFile {
  /** Relative, with `/`. */
  readonly path: string;
  readonly text: string;
}

/** Tells a folder that an earlier run wrote. */
const MARKER = '.pgrampart-output';

const noEntries: readonly string[] = [];

/** Before hours of work: whether the folder may be written. @throws InputError */
export async function checkOutputFolder(folder: string, force: boolean): Promise<void> {
  const entries: readonly string[] = await readdir(folder).catch((error: unknown) => {
    if (isNotFound(error)) return noEntries;
    throw cannotWrite(folder, error);
  });
  if (entries.length === 0 || entries.includes(MARKER) || force) return;
  throw InputError.of(
    'output-not-empty',
    `the output folder ${folder} holds files that pgrampart did not write`,
    'they would be replaced',
    'choose another folder with --out, or give --force',
  );
}

/** @throws OperationError `file` */
export async function writeOutputFolder(folder: string, files: readonly OutputFile[]): Promise<void> {
  const target = resolve(folder);
  try {
    await mkdir(dirname(target), { recursive: true });
    const fresh = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
    for (const file of [...files, { path: MARKER, text: 'Written by pgrampart; replaced by its next run.\n' }]) {
      await mkdir(dirname(join(fresh, file.path)), { recursive: true });
      await writeFile(join(fresh, file.path), file.text);
    }
    await replaceFolder(fresh, target);
  } catch (error) {
    throw cannotWrite(folder, error);
  }
}

async function replaceFolder(fresh: string, target: string): Promise<void> {
  const former = `${fresh}-former`;
  const moved = await rename(target, former).then(
    () => true,
    (error: unknown) => {
      if (isNotFound(error)) return false;
      throw error;
    },
  );
  await rename(fresh, target);
  if (moved) await rm(former, { recursive: true, force: true });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function cannotWrite(folder: string, cause: unknown): OperationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new OperationError({
    code: 'file',
    what: `cannot write the output folder ${folder}: ${reason}`,
    fix: 'choose a folder that you may write with --out',
    cause,
  });
}
