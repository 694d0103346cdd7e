// npm run check:static: types, lint, format, rooms, registries and dead code, package, without the tests.
import { describeFailure } from './setup/failure.mjs';
import { prepare } from './setup/prepare.mjs';
import { runStaticParts } from './setup/static-parts.mjs';

try {
  await prepare(console.log);
  const results = await runStaticParts();
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
  console.log(describeFailure(error));
  process.exitCode = 1;
}
