// The architecture documents on disk: a folder (or files) of Markdown and YAML, read in the order of
// their names. A file that cannot be read is a diagnostic like any other.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Diagnostic } from '../core/diagnostic.js';
import { InputError } from '../core/input-error.js';
import { documentPaths } from './document-paths.js';

export interface DocumentFile {
  /** As given on the command line, joined with the path inside the folder. */
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
}

export interface DocumentsRead {
  readonly documents: readonly DocumentFile[];
  /** One for each file that is there and cannot be read as text. */
  readonly problems: readonly Diagnostic[];
}

/** @throws InputError when a place is not there, holds no document, or one of its files cannot be read. */
export async function readDocuments(places: readonly string[]): Promise<readonly DocumentFile[]> {
  const { documents, problems } = await readDocumentFiles(places);
  if (problems.length > 0) throw new InputError(problems);
  return documents;
}

/** @throws InputError when a place is not there or holds no document. */
export async function readDocumentFiles(places: readonly string[]): Promise<DocumentsRead> {
  const documents: DocumentFile[] = [];
  const problems: Diagnostic[] = [];
  for (const path of await documentPaths(places)) {
    const read = await readDocument(path);
    if ('text' in read) documents.push(read);
    else problems.push(read);
  }
  return { documents, problems };
}

async function readDocument(path: string): Promise<DocumentFile | Diagnostic> {
  const bytes = await readFile(path).catch((error: unknown) => (error instanceof Error ? error : new Error('unknown')));
  if (bytes instanceof Error) return unreadable(path, bytes);
  const wrong = notText(path, bytes);
  if (wrong !== null) return wrong;
  return { path, text: bytes.toString('utf8'), sha256: createHash('sha256').update(bytes).digest('hex') };
}

function unreadable(path: string, error: Error): Diagnostic {
  return {
    code: 'unreadable-document',
    severity: 'error',
    what: `${path} cannot be read: ${error.message.split(',')[0] ?? ''}.`,
    why: 'What it states would be missing, and missing statements become questions or lost controls.',
    fix: 'Let it be read, or remove it from the folder.',
    source: { file: path, line: 1, column: 1 },
  };
}

/** UTF-8 without NUL: in any other encoding names and headings would be read wrongly, or not at all. */
function notText(path: string, bytes: Buffer): Diagnostic | null {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const at = wide ? 0 : firstWrongByte(bytes);
  if (at === null) return null;
  const line = wide ? 1 : bytes.subarray(0, at).reduce((count, byte) => (byte === 0x0a ? count + 1 : count), 1);
  return {
    code: 'not-text',
    severity: 'error',
    what: `${path} is ${wide ? 'UTF-16' : bytes[at] === 0 ? 'no text' : 'no UTF-8'}.`,
    why: 'Documents are read as UTF-8; what is in another encoding would be read wrongly or passed over.',
    fix: 'Save it as UTF-8, or remove it from the folder.',
    source: { file: path, line, column: 1 },
  };
}

function firstWrongByte(bytes: Buffer): number | null {
  const text = bytes.toString('utf8');
  const same = Buffer.from(text, 'utf8');
  const zero = bytes.indexOf(0);
  if (same.equals(bytes)) return zero < 0 ? null : zero;
  const different = bytes.findIndex((byte, index) => byte !== same[index]);
  return zero < 0 ? different : Math.min(zero, different);
}
