// Replaces a file that somebody else reads: whole, with the owner and mode it had.

import { chmodSync, chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { OperationError } from '../core/operation-error.js';

/** The former text. @throws OperationError `file`; the file is as it was then. */
export function replaceInPlace(file: string, text: string): string {
  const fresh = `${file}.pgrampart`;
  try {
    const former = readFileSync(file, 'utf8');
    const { uid, gid, mode } = statSync(file);
    writeFileSync(fresh, text, { mode: 0o600 });
    chownSync(fresh, uid, gid);
    chmodSync(fresh, mode);
    renameSync(fresh, file);
    return former;
  } catch (cause) {
    rmSync(fresh, { force: true });
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new OperationError({
      code: 'file',
      what: `cannot replace ${file}: ${reason}`,
      fix: 'run as its owner',
      cause,
    });
  }
}
