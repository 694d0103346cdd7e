// Law `access`, the long run: PGRAMPART_LAW_CLUSTERS (default 500) generated clusters over all majors, at least
// 10 million comparisons at the default; a failure names its seed: PGRAMPART_SEEDS=… npm test -- test/live/access

import { afterAll, describe, expect, it } from 'vitest';
import { MAJORS } from '../../../src/pg/version.js';
import { discoverServers, startScratch } from '../../../src/proof/scratch/index.js';
import { add, print, zeros, type Counters } from '../../live/access/counters.js';
import { cleared, judgeGenerated, LAW_RULES } from '../../live/access/law-run.js';

const servers = await discoverServers();
const only = process.env['PGRAMPART_LAW_MAJORS']?.split(',').map(Number);
const wanted = MAJORS.filter((major) => only === undefined || only.includes(major));
const available = wanted.flatMap(
  (major) => servers.find((each) => each.major === major && each.origin === 'embedded') ?? [],
);
const CLUSTERS = Number(process.env['PGRAMPART_LAW_CLUSTERS'] ?? 500);
const FIRST = Number(process.env['PGRAMPART_LAW_FIRST'] ?? 1000);
const total: Counters = new Map();

afterAll(() => print('law access, the long run', total));

describe.runIf(available.length > 0 && available.length === wanted.length)('law access, long', () => {
  const each = Math.ceil(CLUSTERS / MAJORS.length);
  it.each(available)('on $major', { timeout: 7_200_000 }, async (server) => {
    let cluster = await startScratch({ server, hba: LAW_RULES });
    const counters: Counters = new Map();
    for (let seed = FIRST; seed < FIRST + each; seed += 1) {
      const differences = await judgeGenerated(cluster, { seed, share: 40 }, counters);
      expect(differences.slice(0, 20), `seed ${seed} on ${server.major}: ${differences.length} differences`).toEqual(
        [],
      );
      if (await cleared(cluster)) continue;
      await cluster.stop();
      cluster = await startScratch({ server, hba: LAW_RULES });
    }
    await cluster.stop();
    print(`on ${server.major}, seeds ${FIRST} to ${FIRST + each - 1}`, counters);
    add(total, 'generated clusters', each);
    for (const [what, number] of counters) add(total, what, number);
    expect(zeros(counters), 'never met: the law has not judged it').toEqual([]);
  });
});
