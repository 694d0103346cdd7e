// npm run demo [-- --out DIR]: from a fresh clone to a hardened example. The demo itself is src/demo/run-demo.ts:
//   runDemo({ out, print }): Promise<number>   0 when the outcome is the one the example is meant to have
import path from 'node:path';

import { describeFailure, SetupFailure } from './setup/failure.mjs';
import { inCheckout } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';

/** @returns {string | undefined} the folder after --out; relative to where the user typed the command */
function outFolder(args) {
  if (args.length === 0) return undefined;
  const [option = '', value = ''] = args[0].startsWith('--out=') ? ['--out', args[0].slice(6)] : args;
  if (option !== '--out' || value === '' || args.length > 2) {
    throw new SetupFailure(`Not understood: ${args.join(' ')}`, 'Usage: npm run demo -- --out DIR');
  }
  return path.resolve(process.env['INIT_CWD'] ?? process.cwd(), value);
}

try {
  const out = outFolder(process.argv.slice(2));
  await prepare(console.log);
  const { runDemo } = await import(new URL(`file://${inCheckout('dist/demo/run-demo.js')}`).href);
  process.exitCode = await runDemo({ ...(out === undefined ? {} : { out }), print: console.log });
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = error instanceof SetupFailure ? 2 : 70;
}
