import { expect, it } from 'vitest';
import { runLaw } from '../../isolation/law.js';
import { serverOf } from '../../live/proof/source.js';

const server = serverOf(18);

it.runIf(server !== undefined)('law isolation over 2,500 generated policies', { timeout: 3_600_000 }, async () => {
  const { counts, leaks, notReplayed } = await runLaw(server!, 2500, 7);
  expect(leaks, JSON.stringify({ counts, notReplayed: notReplayed.slice(0, 20) })).toEqual([]);
});
