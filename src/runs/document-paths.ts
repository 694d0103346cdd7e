// Where the documents are: the files that are named, and every Markdown and YAML file of the folders that are.
// Links are followed, each file is read once, and packages and the history of the repository are nobody's documents.

import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Diagnostic } from '../core/diagnostic.js';
import { InputError } from '../core/input-error.js';
import { sortBy } from '../core/order.js';

const EXTENSIONS: ReadonlySet<string> = new Set(['.md', '.markdown', '.yaml', '.yml']);
const NOT_OURS: ReadonlySet<string> = new Set(['node_modules', '.git']);

/** Sorted, each file once. @throws InputError when a place is not there, is no document, or none holds any. */
export async function documentPaths(places: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  const problems: Diagnostic[] = [];
  for (const place of places) {
    const kind = await kindOf(place);
    if (kind === null) problems.push(noSuchPlace(place));
    else if (kind === 'folder') await walk(place, found, problems, new Set());
    else if (isDocument(place)) found.push(normalize(place));
    else problems.push(notADocument(place));
  }
  if (problems.length > 0) throw new InputError(problems);
  if (found.length === 0) throw noDocuments(places);
  return eachOnce(sortBy(found, (path) => path));
}

async function walk(
  folder: string,
  found: string[],
  problems: Diagnostic[],
  above: ReadonlySet<string>,
): Promise<void> {
  const real = await realpath(folder);
  if (above.has(real)) return;
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => null);
  if (entries === null) {
    problems.push(noSuchPlace(folder));
    return;
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    const kind = entry.isSymbolicLink() ? await kindOf(path) : entry.isDirectory() ? 'folder' : 'file';
    if (kind === 'folder' && !NOT_OURS.has(entry.name)) await walk(path, found, problems, new Set([...above, real]));
    // A link to nothing is told when it is read, with the other files that cannot be.
    else if (kind !== 'folder' && isDocument(entry.name) && !entry.isFIFO() && !entry.isSocket()) found.push(path);
  }
}

async function kindOf(path: string): Promise<'file' | 'folder' | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return null;
  return found.isDirectory() ? 'folder' : 'file';
}

function isDocument(path: string): boolean {
  return EXTENSIONS.has(extname(path).toLowerCase());
}

async function eachOnce(paths: readonly string[]): Promise<readonly string[]> {
  const byFile = new Map<string, string>();
  for (const path of paths) {
    const real = await realpath(path).catch(() => path);
    if (!byFile.has(real)) byFile.set(real, path);
  }
  return [...byFile.values()];
}

function noSuchPlace(place: string): Diagnostic {
  return {
    code: 'no-such-documents',
    severity: 'error',
    what: `there is no ${place}`,
    why: 'the folder or file given with --docs does not exist or cannot be read',
    fix: 'give the folder that holds the architecture documents',
  };
}

function notADocument(place: string): Diagnostic {
  return {
    code: 'not-a-document',
    severity: 'error',
    what: `${place} is no Markdown or YAML file by its name`,
    why: `only ${[...EXTENSIONS].join(', ')} files are read, and a file that is named is not passed over in silence`,
    fix: 'give the file such a name, or name another one',
  };
}

function noDocuments(places: readonly string[]): InputError {
  return InputError.of(
    'no-documents',
    `no Markdown or YAML document in ${places.join(', ')}`,
    'threats, classification and isolation are read from the architecture documents, never guessed',
    'name the folder that holds security-architecture.md, or let `pgrampart init SOURCE` draft one',
  );
}
