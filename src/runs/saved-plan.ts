// plan.json as `apply` and `undo` take it, and the journal that stands beside it.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { z } from 'zod';
import { canonicalJson } from '../core/canonical-json.js';
import { InputError } from '../core/input-error.js';
import type { JournalEntry } from '../apply/index.js';
import { decodePlan } from '../plan/codec.js';
import { PLAN_FORMAT } from '../plan/model.js';
import type { Plan } from '../plan/index.js';
import { readInputFile, refuseOtherFormat } from './input-file.js';
import { writeResultFile } from './result-file.js';

export interface SavedPlan {
  readonly plan: Plan;
  /** Of the file's bytes: which plan a journal belongs to. */
  readonly sha256: string;
}

/** @throws InputError */
export async function readSavedPlan(path: string): Promise<SavedPlan> {
  const text = await readInputFile(path, 'the plan');
  refuseOtherFormat(text, path, PLAN_FORMAT);
  const decoded = decodePlan(text);
  if (!decoded.ok) throw new InputError(decoded.error);
  return { plan: decoded.value, sha256: sha256Of(text) };
}

/** `plan.json` → `plan.journal.json` */
export function journalPath(plan: string): string {
  return `${plan.replace(/\.json$/u, '')}.journal.json`;
}

/** `plan.journal.json` → `plan.undo.json` */
export function undoJournalPath(journal: string): string {
  return journal.replace(/(\.journal)?\.json$/u, '.undo.json');
}

/** Written anew with every step that ends: a run that is cut off leaves what it did. */
export interface JournalFile {
  readonly formatVersion: '1.0';
  readonly plan: string;
  /** When, in UTC: no two runs have the same journal. */
  readonly started?: string;
  /** Steps that had begun and not ended: after a cut-off run, only the cluster knows. */
  readonly running: readonly string[];
  /** Theirs, once COMMIT was the next word: the server remembers what came of it. */
  readonly transaction?: string;
  readonly entries: readonly JournalItem[];
  /** Of an undo: SHA-256 of the journal that it takes back. */
  readonly undoes?: string;
  /** The run came to its end: what it wrote was also made effective, or taken back. */
  readonly ended?: true;
}

export interface JournalItem extends JournalEntry {
  /** Of a step in doubt. */
  readonly transaction?: string;
}

export function writeJournal(path: string, journal: Omit<JournalFile, 'formatVersion'>): void {
  writeResultFile(path, `${canonicalJson({ formatVersion: '1.0', ...journal }, 1)}\n`);
}

const journalSchema: z.ZodType<JournalFile> = z.object({
  formatVersion: z.literal('1.0'),
  plan: z.string(),
  started: z.string().exactOptional(),
  running: z.array(z.string()),
  transaction: z.string().exactOptional(),
  entries: z.array(
    z.object({
      step: z.string(),
      status: z.enum(['applied', 'unapplied', 'in-doubt']),
      reason: z.string().nullable(),
      leftover: z.literal(true).exactOptional(),
      transaction: z.string().exactOptional(),
    }),
  ),
  undoes: z.string().exactOptional(),
  ended: z.literal(true).exactOptional(),
});

export interface SavedJournal extends JournalFile {
  /** Of the file's bytes: which journal an undo takes back. */
  readonly sha256: string;
}

/** @throws InputError when there is none, it is no journal, or it is another plan's. */
export async function readJournal(path: string, plan: SavedPlan): Promise<SavedJournal> {
  if (!existsSync(path)) throw noJournal(`there is no ${path}`, 'apply writes it beside the plan');
  const text = await readInputFile(path, 'the journal');
  const parsed = journalSchema.safeParse(parseJson(text));
  if (!parsed.success) throw noJournal(`${path} is no journal`, parsed.error.issues[0]?.message ?? 'wrong shape');
  if (parsed.data.plan !== plan.sha256)
    throw noJournal(`${path} is the journal of another plan`, 'plan.json changed since');
  return { ...parsed.data, sha256: sha256Of(text) };
}

/** Of an undo that was begun for this very journal; null when there is none. */
export async function readUndoJournal(path: string, of: SavedJournal): Promise<JournalFile | null> {
  if (!existsSync(path)) return null;
  const parsed = journalSchema.safeParse(parseJson(await readInputFile(path, 'the journal of undo')));
  return parsed.success && parsed.data.undoes === of.sha256 ? parsed.data : null;
}

function sha256Of(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function noJournal(what: string, why: string): InputError {
  return InputError.of(
    'no-journal',
    what,
    `${why}: without it nobody knows what was applied`,
    'name it with --journal',
  );
}
