// `init`: drafts the architecture documents from a source. Nothing that is there is overwritten, and
// what is drafted states nothing until a person confirms it.

import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError } from '../core/input-error.js';
import { draftDocuments, type DraftDocument } from '../intent/draft/draft-documents.js';
import type { ContentGuesses } from '../intent/draft/evidence.js';
import type { Inventory } from '../inventory/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { sampleContents } from './init-sample.js';
import type { Progress } from './progress.js';
import { writeResultFile } from './result-file.js';
import { readSource, type SourceReading } from './source.js';

export interface InitRun {
  readonly source: string;
  readonly databases: readonly string[];
  readonly out: string;
  /** Overrides the name of the database. */
  readonly product?: string;
  readonly sample: boolean;
  readonly force: boolean;
}

/** `result` names the files written. @throws InputError, OperationError */
export async function runInit(
  run: InitRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  refuseOverwriting(run);
  const reading = await readSource(run.source, { databases: run.databases }, progress);
  const contents: ContentGuesses = run.sample ? await contentsOf(reading, progress) : new Map();
  const drafts = draftDocuments(reading.inventory, run.product ?? productOf(reading.inventory), contents);
  mkdirSync(run.out, { recursive: true });
  for (const { path, text } of drafts) writeResultFile(join(run.out, path), text);
  return { exit: EXIT.clean, result: summary(run, drafts) };
}

const FILES = ['data-architecture.md', 'security-architecture.md'];

function refuseOverwriting({ out, force }: InitRun): void {
  const there = FILES.map((file) => join(out, file)).filter((path) => existsSync(path));
  if (there.length === 0 || force) return;
  throw InputError.of(
    'documents-exist',
    `${there.join(' and ')} is there already`,
    'a draft would replace what people wrote',
    'choose another folder with --out, or give --force',
  );
}

async function contentsOf(reading: SourceReading, progress: Progress): Promise<ContentGuesses> {
  if (reading.target !== null) return sampleContents(reading.target, reading.inventory, progress);
  throw InputError.of(
    'nothing-to-sample',
    'SOURCE holds no rows',
    '--sample looks at the contents of tables, which only a live cluster has',
    'give a connection, or leave --sample out',
  );
}

function productOf({ databases }: Inventory): string {
  const named = databases.map(({ name }) => name).filter((name) => name !== 'postgres');
  return named[0] ?? 'product';
}

function summary({ out }: InitRun, drafts: readonly DraftDocument[]): string {
  const marks = drafts.reduce((sum, { text }) => sum + text.split('(unconfirmed)').length - 1, 0);
  return [
    ...drafts.map(({ path }) => `wrote ${join(out, path)}`),
    `${marks} guesses, every one marked (unconfirmed): nothing is stated yet`,
    `next: edit them, then pgrampart docs check ${out}`,
  ].join('\n');
}
