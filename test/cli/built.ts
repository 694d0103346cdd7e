// The program under test is the built one: built here when the sources have changed since.

import { spawnSync } from 'node:child_process';

const PREPARE = "import('./scripts/setup/prepare.mjs').then(({ prepare }) => prepare(console.error))";

/** PGRAMPART_PROGRAM names another build, relative to the checkout. */
export function ensureBuilt(): void {
  if (process.env['PGRAMPART_PROGRAM'] !== undefined) return;
  const built = spawnSync(process.execPath, ['--input-type=module', '-e', PREPARE], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the program cannot be built:\n${built.stderr}`);
}
