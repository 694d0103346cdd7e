// npm run check:static: types, lint, format, rooms, registries and dead code, package, without the tests.
import { describeFailure } from './setup/failure.mjs';
import { prepare, prepareTools } from './setup/prepare.mjs';
import { runStaticParts } from './setup/static-parts.mjs';

try {
  await prepareTools(console.log);
  // A source that does not compile must not hide what the other parts have to say.
  await prepare(console.log).catch((error) => console.log(describeFailure(error)));
  const results = await runStaticParts();
  process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
  console.log(describeFailure(error));
  process.exitCode = 1;
}
