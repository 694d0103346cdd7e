// Which files are read as documents, and what is said of those that cannot be.

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../core/input-error.js';
import { readDocuments } from './documents.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'pgrampart-documents-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string | Uint8Array = '# text\n'): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

async function names(...places: readonly string[]): Promise<readonly string[]> {
  const documents = await readDocuments(places.length === 0 ? [folder] : places);
  return documents.map(({ path }) => path.slice(folder.length + 1));
}

async function problems(...places: readonly string[]): Promise<readonly string[]> {
  const error: unknown = await readDocuments(places).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(InputError);
  return error instanceof InputError
    ? error.diagnostics.map(({ code, source }) => (source === undefined ? code : `${code}:${source.line}`))
    : [];
}

describe('readDocuments', () => {
  it('reads a file once, however often and under whatever name it is given', async () => {
    const path = put('a.md');
    expect(await names(folder, path, folder, `${folder}/./a.md`)).toEqual(['a.md']);
  });

  it('follows links to files and folders, and no circle', async () => {
    mkdirSync(join(folder, 'real'));
    put('real/a.md');
    mkdirSync(join(folder, 'docs'));
    symlinkSync('../real/a.md', join(folder, 'docs/linked.md'));
    symlinkSync('../real', join(folder, 'docs/more'));
    symlinkSync('../docs', join(folder, 'real/back'));
    expect(await names(join(folder, 'docs'))).toEqual(['docs/linked.md']);
    rmSync(join(folder, 'docs/linked.md'));
    expect(await names(join(folder, 'docs'))).toEqual(['docs/more/a.md']);
  });

  it('reads nothing of packages and of the history', async () => {
    mkdirSync(join(folder, 'node_modules'));
    mkdirSync(join(folder, '.git'));
    put('node_modules/README.md');
    put('.git/x.md');
    put('a.md');
    expect(await names()).toEqual(['a.md']);
  });

  it('says every file that cannot be read, at once', async () => {
    symlinkSync('nowhere.md', join(folder, 'gone.md'));
    put('bytes.md', Uint8Array.from([35, 32, 97, 10, 0, 1, 2]));
    put('latin.md', Uint8Array.from([35, 10, 10, 99, 97, 102, 0xe9, 10]));
    put('wide.md', Buffer.from('\uFEFF# wide\n', 'utf16le'));
    put('good.md');
    expect(await problems(folder)).toEqual(['not-text:2', 'unreadable-document:1', 'not-text:3', 'not-text:1']);
  });

  it('does not pass over a file that is named and is no document', async () => {
    put('a.md');
    expect(await problems(folder, put('notes.txt'))).toEqual(['not-a-document']);
  });

  it('says what is not there, and an empty folder', async () => {
    expect(await problems(join(folder, 'nope'), join(folder, 'nor-this'))).toEqual([
      'no-such-documents',
      'no-such-documents',
    ]);
    expect(await problems(folder)).toEqual(['no-documents']);
  });
});
