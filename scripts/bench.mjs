// npm run bench [-- NAME…]: runs the benchmarks of bench/*.mjs one after another; each prints its own ratios.
import fs from 'node:fs';

import { describeFailure } from './setup/failure.mjs';
import { inCheckout } from './setup/paths.mjs';
import { prepare } from './setup/prepare.mjs';
import { run } from './setup/run.mjs';

const wanted = process.argv.slice(2);

try {
  await prepare(console.error);
  const folder = inCheckout('bench');
  const files = fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((name) => name.endsWith('.mjs'))
        .sort()
    : [];
  const chosen = files.filter((name) => wanted.length === 0 || wanted.includes(name.slice(0, -4)));
  if (chosen.length === 0) console.log('No benchmark of that name in bench/.');
  for (const name of chosen) {
    console.log(`== ${name}`);
    const { code } = await run(process.execPath, [inCheckout('bench', name)]);
    if (code !== 0) process.exitCode = 1;
  }
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}
