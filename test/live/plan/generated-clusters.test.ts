// Laws fixpoint, inverse, order, quote and kill on generated clusters: a sample on every major, as superuser, as the
// administrators of managed platforms, and with documents. A failure names its seed and who it was:
// PGRAMPART_SEEDS=… PGRAMPART_LAW_MAJORS=… chooses others; the long run is test/long/plan.

import { describe, expect, it } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { print, type Counters } from '../access/counters.js';
import { startBench } from './cluster.js';
import { judgeAdministrator, judgeDocuments, judgeSuperuser } from './law/run.js';

const CHOSEN = process.env['PGRAMPART_SEEDS']?.split(',').map(Number);
const ONLY = process.env['PGRAMPART_LAW_MAJORS']?.split(',').map(Number);

const WHO = { superuser: judgeSuperuser, administrator: judgeAdministrator, documents: judgeDocuments };
/** The whole design takes longest: the oldest and the newest are the sample. */
const SAMPLE = { superuser: MAJORS, administrator: MAJORS, documents: [14, 18] as const };

describe.each(['superuser', 'administrator', 'documents'] as const)('a plan on a generated cluster, as %s', (who) => {
  const majors = ONLY === undefined ? SAMPLE[who] : MAJORS.filter((major) => ONLY.includes(major));
  it.for(majors)('%i', async (major, { skip }) => {
    const counters: Counters = new Map();
    // Another platform's administrator on each major.
    const seeds = CHOSEN ?? [1 + 3 * (major - 14)];
    for (const seed of seeds) {
      const bench = await startBench(major, 'postgres');
      if (bench === null) return skip(`no server of major ${major}`);
      try {
        await WHO[who](bench, seed, counters);
      } finally {
        await bench.cluster.stop();
      }
    }
    print(`laws of plans on ${major} as ${who}, seeds ${seeds.join(', ')}`, counters);
    for (const met of ['steps', 'law fixpoint, inverse and order', 'law kill']) {
      expect(counters.get(met), met).toBeGreaterThan(0);
    }
  });
});
