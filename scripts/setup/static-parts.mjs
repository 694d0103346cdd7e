// The checks that need no database: types, lint, format, rooms, registries, dead code, package. Each runs even if another failed,
// one on every core.
import fs from 'node:fs';
import os from 'node:os';

import { inCheckout } from './paths.mjs';
import { runTool } from './run.mjs';
import { staleRegistries } from './registry.mjs';

/** @returns {Promise<readonly {name: string, ok: boolean}[]>} */
export async function runStaticParts() {
  const waiting = Object.entries(parts);
  const results = [];
  const runSome = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [name, part] = next;
      const { code, output } = await part();
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
      if (code !== 0) console.log(output.trimEnd());
      results.push({ name, ok: code === 0 });
    }
  };
  await Promise.all(Array.from({ length: os.availableParallelism() }, runSome));
  return results;
}

const parts = {
  registry,
  types: () => quietly('typescript/bin/tsc', ['-p', '.', '--noEmit']),
  lint,
  format: () => quietly('oxfmt/bin/oxfmt', ['--check', '.']),
  rooms: () =>
    quietly('dependency-cruiser/bin/dependency-cruise.mjs', ['--config', '.dependency-cruiser.cjs', ...cruised()]),
  package: () => quietly('publint/src/cli.js', ['run', '.', '--strict', '--pack', 'false']),
  'dead code': () => quietly('knip/bin/knip.js', ['--no-progress']),
};

function quietly(entry, args) {
  const { FORCE_COLOR: _, ...env } = process.env;
  return runTool(entry, args, { quiet: true, env: { ...env, NO_COLOR: '1' } });
}

async function registry() {
  const stale = staleRegistries().map(({ file }) => `${file} is stale. Run: node scripts/generate-registry.mjs`);
  return { code: stale.length === 0 ? 0 : 1, output: stale.join('\n') };
}

/** Type-aware rules need tsgolint's binary, which does not exist for every platform; the other rules run everywhere. */
async function lint() {
  const platform = `${process.platform}-${process.arch}`;
  const typeAware = fs.existsSync(inCheckout('node_modules', '@oxlint-tsgolint', platform));
  if (!typeAware) console.log(`       lint: no type-aware rules on ${platform}`);
  return quietly('oxlint/bin/oxlint', [
    ...(typeAware ? ['--type-aware'] : []),
    '--deny-warnings',
    '--format=unix',
    '.',
  ]);
}

function cruised() {
  return ['src', 'test', 'bench'].filter((folder) => fs.existsSync(inCheckout(folder)));
}
