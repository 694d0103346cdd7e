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
  return { plan: decoded.value, sha256: createHash('sha256').update(text).digest('hex') };
}

/** `plan.json` → `plan.journal.json` */
export function journalPath(plan: string): string {
  return `${plan.replace(/\.json$/u, '')}.journal.json`;
}

/** Written anew with every step that ends: a run that is cut off leaves what it did. */
export interface JournalFile {
  readonly formatVersion: '1.0';
  readonly plan: string;
  /** Steps that had begun and not ended: after a cut-off run, only the cluster knows. */
  readonly running: readonly string[];
  readonly entries: readonly JournalEntry[];
}

export function writeJournal(path: string, journal: Omit<JournalFile, 'formatVersion'>): void {
  writeResultFile(path, `${canonicalJson({ formatVersion: '1.0', ...journal }, 1)}\n`);
}

const journalSchema: z.ZodType<JournalFile> = z.object({
  formatVersion: z.literal('1.0'),
  plan: z.string(),
  running: z.array(z.string()),
  entries: z.array(
    z.object({
      step: z.string(),
      status: z.enum(['applied', 'unapplied', 'in-doubt']),
      reason: z.string().nullable(),
    }),
  ),
});

/** @throws InputError when there is none, it is no journal, or it is another plan's. */
export async function readJournal(path: string, plan: SavedPlan): Promise<JournalFile> {
  if (!existsSync(path)) throw noJournal(`there is no ${path}`, 'apply writes it beside the plan');
  const parsed = journalSchema.safeParse(parseJson(await readInputFile(path, 'the journal')));
  if (!parsed.success) throw noJournal(`${path} is no journal`, parsed.error.issues[0]?.message ?? 'wrong shape');
  if (parsed.data.plan !== plan.sha256)
    throw noJournal(`${path} is the journal of another plan`, 'plan.json changed since');
  return parsed.data;
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
