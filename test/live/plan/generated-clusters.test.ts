// Laws fixpoint, inverse, order, quote and kill on generated clusters: a seeded sample on every major, no counter at
// zero. PGRAMPART_SEEDS=1,2,3 chooses others; the long run is test/long/plan.

import { describe, expect, it } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { print, type Counters } from '../access/counters.js';
import { startBench } from './cluster.js';
import { judgeAdministrator, judgeDocuments, judgeSuperuser } from './law/run.js';

const SEEDS: readonly number[] = (process.env['PGRAMPART_SEEDS'] ?? '1').split(',').map(Number);
const ONLY = process.env['PGRAMPART_LAW_MAJORS']?.split(',').map(Number);

const WHO = { superuser: judgeSuperuser, administrator: judgeAdministrator, documents: judgeDocuments };

describe.each(['superuser', 'administrator', 'documents'] as const)('a plan on a generated cluster, as %s', (who) => {
  it.for(MAJORS.filter((major) => ONLY === undefined || ONLY.includes(major)))('%i', async (major, { skip }) => {
    const counters: Counters = new Map();
    for (const seed of SEEDS) {
      const bench = await startBench(major, 'postgres');
      if (bench === null) return skip(`no server of major ${major}`);
      try {
        await WHO[who](bench, seed, counters);
      } finally {
        await bench.cluster.stop();
      }
    }
    print(`law of plans on ${major}, seeds ${SEEDS.join(', ')}`, counters);
    expect(counters.get('steps')).toBeGreaterThan(0);
  });
});
