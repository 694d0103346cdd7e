// Makes a fresh clone ready: packages installed, dist/ built. Quick when both are; safe when two runs do it at once.
import { build, isBuilt } from './build.mjs';
import { SetupFailure } from './failure.mjs';
import { install, isInstalled } from './install.mjs';
import { withLock } from './lock.mjs';

/** @param {(line: string) => void} say @param {{rebuild?: boolean}} [options] @throws {SetupFailure} */
export async function prepare(say, options = {}) {
  requireNode();
  endOnSignals();
  if (options.rebuild !== true && isInstalled() && isBuilt()) return;
  await withLock(async () => {
    if (!isInstalled()) await install(say);
    if (options.rebuild === true || !isBuilt()) await build(say);
  }, say);
}

/** Only installs: what the static checks need. */
export async function prepareTools(say) {
  requireNode();
  endOnSignals();
  if (isInstalled()) return;
  await withLock(async () => {
    if (!isInstalled()) await install(say);
  }, say);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new SetupFailure(`pgrampart needs Node 20.19 or later; this is ${process.version}.`, 'See https://nodejs.org/');
}

let listening = false;

/** Turns a signal into an ordinary exit, so that exit handlers end children and release the lock. */
function endOnSignals() {
  if (listening) return;
  listening = true;
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    process.once(signal, () => process.exit(code));
  }
}
