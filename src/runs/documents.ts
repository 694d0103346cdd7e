// The architecture documents on disk: a folder (or files) of Markdown and YAML, read in the order of
// their names. A file that cannot be read is a diagnostic like any other.

import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join, relative } from 'node:path';
import { InputError } from '../core/input-error.js';
import { sortBy } from '../core/order.js';

const EXTENSIONS: ReadonlySet<string> = new Set(['.md', '.markdown', '.yaml', '.yml']);

export interface DocumentFile {
  /** As given on the command line, joined with the path inside the folder. */
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
}

/** @throws InputError when the folder is not there or holds no document. */
export async function readDocuments(places: readonly string[]): Promise<readonly DocumentFile[]> {
  const paths = (await Promise.all(places.map(documentPaths))).flat();
  if (paths.length === 0) {
    throw InputError.of(
      'no-documents',
      `no Markdown or YAML document in ${places.join(', ')}`,
      'threats, classification and isolation are read from the architecture documents, never guessed',
      'name the folder that holds security-architecture.md, or let `pgrampart init SOURCE` draft one',
    );
  }
  const files = await Promise.all(paths.map(readDocument));
  return sortBy(files, (file) => file.path);
}

async function documentPaths(place: string): Promise<readonly string[]> {
  const found = await stat(place).catch(() => null);
  if (found === null) {
    throw InputError.of(
      'no-such-documents',
      `there is no ${place}`,
      'the folder or file given with --docs does not exist or cannot be read',
      'give the folder that holds the architecture documents',
    );
  }
  if (!found.isDirectory()) return [place];
  const entries = await readdir(place, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && EXTENSIONS.has(extname(entry.name).toLowerCase()))
    .map((entry) => join(place, relative(place, join(entry.parentPath, entry.name))));
}

async function readDocument(path: string): Promise<DocumentFile> {
  const bytes = await readFile(path);
  return { path, text: bytes.toString('utf8'), sha256: createHash('sha256').update(bytes).digest('hex') };
}
