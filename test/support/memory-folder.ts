// Where the tests' throwaway servers lie: in memory, where the machine has enough of it. A cluster is a thousand small
// files made and removed again; on some file systems (ext4 without a journal) making them costs a second, in memory a
// twentieth of that. Whoever sets TMPDIR has decided already.

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MOUNT = '/dev/shm';
/** `TMPFS_MAGIC` of statfs(2). */
const TMPFS = 0x0102_1994;
/** Far above what a run with three workers was seen to take, so that two runs at once fit as well. */
const ENOUGH = 6 * 1024 ** 3;

/** A folder to set TMPDIR to; none when TMPDIR is set, memory is short, or programs may not be run from there. */
export function memoryFolder(): string | undefined {
  if (process.platform !== 'linux' || process.env['TMPDIR'] !== undefined) return undefined;
  try {
    const { type, bavail, bsize } = statfsSync(MOUNT);
    const room = Math.min(bavail * bsize, process.availableMemory());
    return type === TMPFS && room >= ENOUGH && runsPrograms(MOUNT) ? MOUNT : undefined;
  } catch {
    return undefined;
  }
}

/** Containers often mount it `noexec`; the servers' programs may have to be copied there. */
function runsPrograms(place: string): boolean {
  const folder = mkdtempSync(join(place, 'pgrampart-probe-'));
  try {
    const program = join(folder, 'probe');
    writeFileSync(program, '#!/bin/sh\nexit 0\n', { mode: 0o700 });
    return spawnSync(program).status === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
