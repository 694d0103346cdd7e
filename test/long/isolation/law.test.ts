import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { runLaw } from '../../isolation/law.js';
import { serverOf } from '../../live/proof/source.js';

const server = serverOf(18);
const count = Number(process.env['PGRAMPART_LAW_POLICIES'] ?? 2500);
const seed = Number(process.env['PGRAMPART_LAW_SEED'] ?? 7);

it.runIf(server !== undefined)('law isolation over 2,500 generated policies', { timeout: 7_200_000 }, async () => {
  const result = await runLaw(server!, count, seed);
  const out = process.env['PGRAMPART_LAW_OUT'];
  if (out !== undefined) writeFileSync(out, JSON.stringify(result, null, 1));
  expect(result.leaks).toEqual([]);
  expect(result.scripts).toEqual([]);
});
