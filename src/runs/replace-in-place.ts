// Replaces a file that somebody else reads: whole, with the owner and mode it had.

import { chmodSync, chownSync, readFileSync, renameSync, rmSync, statSync, writeFileSync, type Stats } from 'node:fs';
import { OperationError } from '../core/operation-error.js';

/** The former text, which is kept under `keepAs` when given. @throws OperationError `file`; the file is as it was then. */
export function replaceInPlace(file: string, text: string, keepAs?: string): string {
  const fresh = `${file}.pgrampart`;
  try {
    const former = readFileSync(file, 'utf8');
    const like = statSync(file);
    if (keepAs !== undefined) writeLike(keepAs, former, like);
    writeLike(fresh, text, like);
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

function writeLike(path: string, text: string, { uid, gid, mode }: Stats): void {
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  chownSync(path, uid, gid);
  chmodSync(path, mode);
}
