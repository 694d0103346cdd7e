import { expect, it } from 'vitest';
import { runLaw } from '../../isolation/law.js';
import { serverOf } from '../proof/source.js';

const server = serverOf(18);

it.runIf(server !== undefined)('law isolation: nothing leaks under proved (sample)', { timeout: 300_000 }, async () => {
  const { counts, leaks, policies, scripts } = await runLaw(server!, 16, 20261123);
  expect(leaks).toEqual([]);
  expect(scripts).toEqual([]);
  expect(policies).toBeGreaterThanOrEqual(16);
  expect(counts.proved).toBeGreaterThan(0);
  expect(counts.refuted).toBeGreaterThan(0);
});
