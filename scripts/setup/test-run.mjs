// Runs vitest and counts from its JSON report, never from its exit code alone: nothing that did not run counts as passed.
import fs from 'node:fs';
import path from 'node:path';

import { inCheckout } from './paths.mjs';
import { runTool } from './run.mjs';
import { temporaryFolder } from './temporary.mjs';

/**
 * @param {{long: boolean, args: readonly string[]}} options
 * @returns {Promise<{passed: number, failed: number, skipped: number}>}
 */
export async function runTests({ long, args }) {
  const { folder, remove } = temporaryFolder('tests');
  const report = path.join(folder, 'results.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { code } = await runTool('vitest/vitest.mjs', ['run', '--configLoader=runner', ...reporters, ...args], {
      env: { ...process.env, ...environment(long, folder) },
    });
    return count(report, code);
  } finally {
    remove();
  }
}

function environment(long, folder) {
  const shared = process.env['PGRAMPART_SHARED'] ?? inCheckout('..', 'shared');
  return {
    PGRAMPART_TEST_CACHE: path.join(folder, 'cache'),
    ...(fs.existsSync(shared) ? { PGRAMPART_SHARED: path.resolve(shared) } : {}),
    ...(long ? { PGRAMPART_LONG: '1' } : {}),
  };
}

/** @param {string} report vitest's JSON report @param {number} code its exit code */
export function count(report, code) {
  if (!fs.existsSync(report)) {
    console.log(`The test runner ended with code ${code} and left no result.`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const results = JSON.parse(fs.readFileSync(report, 'utf8'));
  const tests = results.testResults.flatMap((file) => file.assertionResults);
  // A file that could not even be loaded has no tests in the report: it is one failure.
  const broken = results.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  // A file that skips everything before it has named a test is still one thing that was not tried.
  const empty = results.testResults.filter((file) => file.status !== 'failed' && file.assertionResults.length === 0);
  const passed = tests.filter((test) => test.status === 'passed').length;
  const failed = tests.filter((test) => test.status === 'failed').length + broken.length;
  const skipped = tests.length - passed - (failed - broken.length) + empty.length;
  // The runner also fails for errors outside any test (an unhandled rejection, a failed set-up): one more failure.
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped };
}
