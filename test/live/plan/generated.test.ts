import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { startBench, type Bench } from './cluster.js';
import { fixtureSql } from './fixture.js';
import { generatedFacts } from './generated.js';
import { expectFixpointAndInverse } from './laws.js';

/** `PGRAMPART_LONG=1` for the long run. */
const RUNS = process.env['PGRAMPART_LONG'] === '1' ? 60 : 6;

describe.each(MAJORS)('generated demands on PostgreSQL %i', (major) => {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await startBench(major);
    await bench?.run('postgres', fixtureSql(major));
  });
  afterAll(async () => bench?.cluster.stop());

  test('laws fixpoint and inverse', { timeout: 600_000 }, async ({ skip }) => {
    const ready = bench;
    if (ready === null) return skip(`no server of major ${major}`);
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(generatedFacts(major), async (facts) => {
        await expectFixpointAndInverse(ready, facts);
      }),
      { numRuns: RUNS, seed: Number(process.env['PGRAMPART_SEED'] ?? '20261'), endOnFailure: true },
    );
  });
});
