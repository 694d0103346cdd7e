// Installs the packages of package-lock.json when node_modules does not hold them yet.
// Install scripts are switched off: npm 11 refuses them, so nothing may depend on them with npm 10 either.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { SetupFailure } from './failure.mjs';
import { inCheckout } from './paths.mjs';
import { runNpm } from './run.mjs';
import { temporaryFolder } from './temporary.mjs';

const stamp = inCheckout('node_modules', '.pgrampart-installed');

/** @returns {boolean} whether node_modules holds what the lock file names */
export function isInstalled() {
  try {
    if (fs.readFileSync(stamp, 'utf8') === fingerprint()) return true;
  } catch {
    // No stamp: perhaps a plain `npm ci`, which leaves its own record.
  }
  return matchesLock();
}

export async function install(say) {
  say('installing the packages of package-lock.json (npm ci)');
  const home = usableHome();
  try {
    const args = ['ci', '--include=dev', '--include=optional', '--ignore-scripts', '--no-audit', '--no-fund'];
    const result = await runNpm([...args, '--loglevel=error'], { env: npmEnvironment(home), locked: true });
    if (result.code !== 0) {
      throw new SetupFailure(
        `npm ci ended with code ${result.code}; its own message is above.`,
        'It needs the npm registry (or a filled npm cache) and about 700 MB of disk.',
      );
    }
    fs.writeFileSync(stamp, fingerprint());
  } finally {
    home.remove();
  }
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['package.json', 'package-lock.json']) hash.update(fs.readFileSync(inCheckout(file)));
  return hash.digest('hex');
}

function matchesLock() {
  const wanted = readPackages(inCheckout('package-lock.json'));
  const present = readPackages(inCheckout('node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  const direct = wanted['']?.optionalDependencies ?? {};
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || present[place]?.version === entry.version) continue;
    if (present[place] !== undefined || entry.optional !== true) return false;
    const expected = place.replace('node_modules/', '') in direct && fits(entry.os, process.platform);
    if (expected && fits(entry.cpu, process.arch)) return false;
  }
  return true;
}

function fits(allowed, value) {
  return allowed === undefined || allowed.includes(value);
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm writes a cache and logs under HOME. Where HOME is unset or not ours, both go to a folder that is thrown away. */
function usableHome() {
  const home = process.env['HOME'] ?? process.env['USERPROFILE'] ?? '';
  const cache = process.env['npm_config_cache'] ?? (home === '' ? '' : path.join(home, '.npm'));
  if (home !== '' && cache !== '' && isWritable(home) && isWritable(cache))
    return { folder: home, remove: () => undefined, temporary: false };
  return { ...temporaryFolder('npm'), temporary: true };
}

function isWritable(folder) {
  try {
    fs.mkdirSync(folder, { recursive: true });
    fs.accessSync(folder, fs.constants.W_OK | fs.constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function npmEnvironment(home) {
  const env = { ...process.env };
  // What an outer `npm` was told (a dry run, an omitted group, another prefix) is not meant for this installation.
  for (const name of ['omit', 'dry_run', 'prefix', 'local_prefix', 'global', 'package_lock_only']) {
    delete env[`npm_config_${name}`];
  }
  delete env['NODE_ENV'];
  if (!home.temporary) return env;
  return { ...env, HOME: home.folder, npm_config_cache: path.join(home.folder, 'cache') };
}
