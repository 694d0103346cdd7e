// Law `access` in CI: a seeded sample of generated clusters on every major; zero differences, no counter at zero.
// PGRAMPART_SEEDS=1,2,3 chooses others; the long run is test/long/access.

import { describe, expect, it } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { discoverServers, startScratch } from '../../../src/proof/scratch/index.js';
import { print, zeros, type Counters } from './counters.js';
import { judgeGenerated, LAW_RULES } from './law-run.js';

const SEEDS: readonly number[] = (process.env['PGRAMPART_SEEDS'] ?? '11,29').split(',').map(Number);
const servers = await discoverServers();

describe('holds equals has_*_privilege, usable equals real attempts', () => {
  for (const major of MAJORS) {
    const server = servers.find((each) => each.major === major && each.origin === 'embedded');
    it.skipIf(server === undefined)(`on ${major}, seeds ${SEEDS.join(', ')}`, async () => {
      const counters: Counters = new Map();
      for (const seed of SEEDS) {
        await using cluster = await startScratch({ server: server!, hba: LAW_RULES });
        const differences = await judgeGenerated(cluster, { seed, share: 40 }, counters);
        expect(differences.slice(0, 20), `seed ${seed} on ${major}: ${differences.length} differences`).toEqual([]);
      }
      print(`law access on ${major}, seeds ${SEEDS.join(', ')}`, counters);
      expect(zeros(counters), 'never met: the law has not judged it').toEqual([]);
    });
  }
});
