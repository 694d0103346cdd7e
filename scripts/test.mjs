// npm test: from a fresh clone to the result, with nothing but Node and npm.
//   --static   also types, lint, format, rooms, registries and dead code, each counted as one test (npm run check)
//   --long     also the tests of test/long (npm run test:long)
//   other arguments go to vitest, e.g. npm test -- src/pg
// The last line is `N passed, N failed, N skipped`; a part that this machine lacks is skipped, never passed.
import { describeFailure } from './setup/failure.mjs';
import { missingParts } from './setup/machine.mjs';
import { prepare, prepareTools } from './setup/prepare.mjs';
import { runStaticParts } from './setup/static-parts.mjs';
import { runTests } from './setup/test-run.mjs';

const own = new Set(['--static', '--long']);
const options = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };

function add({ passed, failed, skipped }) {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
}

function fail(error) {
  console.log(describeFailure(error));
  total.failed += 1;
}

async function statics() {
  for (const { ok } of await runStaticParts()) add({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });
}

function nameMissing() {
  const missing = missingParts();
  for (const { name, what, get } of missing)
    console.log(`skipped: ${name} is not on this machine (${what}). Get it: ${get}`);
  total.skipped += missing.length;
}

async function builds() {
  try {
    await prepare(console.log);
    return true;
  } catch (error) {
    fail(error);
    return false;
  }
}

async function tests() {
  const result = await runTests({
    long: options.includes('--long'),
    args: options.filter((option) => !own.has(option)),
  });
  add(result);
  if (result.passed + result.failed === 0) fail('No test ran.');
  nameMissing();
}

try {
  await prepareTools(console.log);
  const built = await builds();
  if (options.includes('--static')) await statics();
  if (built) await tests();
} catch (error) {
  fail(error);
}

process.exitCode = total.failed === 0 ? 0 : 1;
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
