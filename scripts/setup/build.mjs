// Compiles src/ to dist/. The new dist/ appears by renaming, so a run that is reading the old one is not cut off.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { SetupFailure } from './failure.mjs';
import { writeRegistries } from './registry.mjs';
import { inCheckout } from './paths.mjs';
import { runTool } from './run.mjs';

const dist = inCheckout('dist');
const stamp = path.join(dist, '.built-from');

/** @returns {boolean} whether dist/ was built from exactly the present sources */
export function isBuilt() {
  try {
    return fs.readFileSync(stamp, 'utf8') === sourceFingerprint();
  } catch {
    return false;
  }
}

export async function build(say) {
  say('building dist/ (tsc)');
  writeRegistries();
  const from = sourceFingerprint();
  const fresh = inCheckout(`dist.new-${process.pid}`);
  const old = inCheckout(`dist.old-${process.pid}`);
  try {
    const args = ['-p', inCheckout('tsconfig.build.json'), '--outDir', fresh];
    const result = await runTool('typescript/bin/tsc', args, { locked: true });
    if (result.code !== 0) throw new SetupFailure('The sources do not compile.', 'The compiler says why above.');
    fs.writeFileSync(path.join(fresh, path.basename(stamp)), from);
    if (fs.existsSync(dist)) fs.renameSync(dist, old);
    fs.renameSync(fresh, dist);
  } finally {
    removeLeftovers();
  }
}

/** Also those of a build that was killed: only the holder of the lock comes here. */
function removeLeftovers() {
  const leftovers = fs.readdirSync(inCheckout('.')).filter((name) => /^dist\.(new|old)-\d+$/.test(name));
  for (const name of leftovers) fs.rmSync(inCheckout(name), { recursive: true, force: true });
}

function sourceFingerprint() {
  const hash = createHash('sha256');
  const files = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', ...sources('src')];
  for (const file of files) hash.update(`${file}\n`).update(fs.readFileSync(inCheckout(file)));
  return hash.digest('hex');
}

function sources(folder) {
  const files = fs.readdirSync(inCheckout(folder), { recursive: true }).map((name) => path.join(folder, String(name)));
  return files.filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts')).sort();
}
