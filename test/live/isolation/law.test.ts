import { expect, it } from 'vitest';
import { runLaw } from '../../isolation/law.js';
import { serverOf } from '../proof/source.js';

const server = serverOf(18);

it.runIf(server !== undefined)('law isolation: nothing leaks under proved, and much is decided (sample)', async () => {
  const { counts, leaks, policies, scripts } = await runLaw(server!, 30, 20261123);
  expect(leaks).toEqual([]);
  expect(scripts).toEqual([]);
  expect(policies).toBeGreaterThanOrEqual(30);
  expect(counts.proved).toBeGreaterThan(0);
  expect(counts.refuted).toBeGreaterThan(0);
});
