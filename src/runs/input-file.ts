// One text file that the user named. What cannot be read is his input's problem, said with the reason.

import { readFile } from 'node:fs/promises';
import { InputError } from '../core/input-error.js';

/** `what` names its part, e.g. `the plan`. @throws InputError */
export async function readInputFile(path: string, what: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw InputError.of(
      'cannot-read',
      `${what} ${path} cannot be read`,
      reasonOf(error),
      'name a file that is there and that you may read',
    );
  }
}

const REASONS: { readonly [code: string]: string } = {
  ENOENT: 'there is no such file',
  EACCES: 'you have no permission to read it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? (error instanceof Error ? error.message : String(error));
}

/** A saved document of another major is refused with one word about it, not with all that differs. @throws InputError */
export function refuseOtherFormat(text: string, path: string, known: string): void {
  const version = /"formatVersion"\s*:\s*"([^"]{1,20})"/u.exec(text)?.[1];
  if (version === undefined || version.split('.')[0] === known.split('.')[0]) return;
  throw InputError.of(
    'other-format',
    `${path} has the format ${version}`,
    `this version of pgrampart reads format ${known}`,
    'use the version of pgrampart that wrote it, or write it anew',
  );
}
