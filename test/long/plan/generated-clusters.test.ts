// Laws fixpoint, inverse, order, quote and kill, the long run: PGRAMPART_LAW_CLUSTERS (default 300) generated clusters
// over all majors. All failures are told with their seed: PGRAMPART_SEEDS=… npm test -- test/live/plan/generated-clusters

import { writeSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { MAJORS, type Major } from '../../../src/pg/version.js';
import { add, print, zeros, type Counters } from '../../live/access/counters.js';
import { startBench, type Bench } from '../../live/plan/cluster.js';
import { cleared, judgeAdministrator, judgeDocuments, judgeSuperuser } from '../../live/plan/law/run.js';

const ONLY = process.env['PGRAMPART_LAW_MAJORS']?.split(',').map(Number);
const CLUSTERS = Number(process.env['PGRAMPART_LAW_CLUSTERS'] ?? 300);
const FIRST = Number(process.env['PGRAMPART_LAW_FIRST'] ?? 1000);
const total: Counters = new Map();

afterAll(() => print('laws of plans, the long run', total));

describe('generated clusters, long', () => {
  const each = Math.ceil(CLUSTERS / MAJORS.length);
  const wanted = MAJORS.filter((major) => ONLY === undefined || ONLY.includes(major));
  it.for(wanted)('on %i', { timeout: 7_200_000 }, async (major, { skip }) => {
    const counters: Counters = new Map();
    const failures: string[] = [];
    let bench = await startBench(major, 'postgres');
    if (bench === null) return skip(`no server of major ${major}`);
    for (let seed = FIRST; seed < FIRST + each; seed += 1) {
      const failure = await failureOf(bench, seed, counters);
      if (failure !== null) failures.push(failure);
      if (failure === null && (await cleared(bench))) continue;
      await bench.cluster.stop();
      bench = await again(major);
    }
    await bench.cluster.stop();
    print(`on ${major}, seeds ${FIRST} to ${FIRST + each - 1}, ${failures.length} failures`, counters);
    for (const [what, number] of counters) add(total, what, number);
    expect(failures).toEqual([]);
    expect(zeros(counters), 'never met: the law has not judged it').toEqual([]);
  });
});

const JUDGES = [judgeSuperuser, judgeAdministrator, judgeDocuments];

async function failureOf(bench: Bench, seed: number, counters: Counters): Promise<string | null> {
  try {
    await (JUDGES[seed % JUDGES.length] ?? judgeSuperuser)(bench, seed, counters);
    return null;
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error);
    writeSync(1, `${failure}\n`);
    return failure;
  }
}

async function again(major: Major): Promise<Bench> {
  const bench = await startBench(major, 'postgres');
  if (bench === null) throw new Error(`the server of major ${major} is gone`);
  return bench;
}
