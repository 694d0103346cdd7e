// One file that a run writes for the user: whole or not at all, the former one kept until then.

import { randomBytes } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { OperationError } from '../core/operation-error.js';
import type { Progress } from './progress.js';

/** @throws OperationError `file` */
export function writeResultFile(path: string, text: string): void {
  const fresh = `${path}.${randomBytes(4).toString('hex')}.part`;
  try {
    writeFileSync(fresh, text);
    renameSync(fresh, path);
  } catch (cause) {
    rmSync(fresh, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OperationError({
      code: 'file',
      what: `cannot write ${path}: ${reason}`,
      fix: 'choose a place that you may write to',
      cause,
    });
  }
}

/** The result for standard output, or nothing when it went to a file. */
export function toPlace(text: string, out: string | undefined, progress: Progress): string {
  if (out === undefined) return text;
  writeResultFile(out, text);
  progress({ stage: 'written', state: 'done', text: out });
  return '';
}
