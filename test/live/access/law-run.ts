// One generated cluster, from nothing to the verdict; used again for the next seed.

import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import { count, type Counters } from './counters.js';
import { clear, DATABASE, generate, prepare } from './generated-cluster.js';
import { indexOf, judgeHolds, judgeUsable, open } from './law.js';

/** Attempts connect as every role, so nobody needs a password here. */
export const LAW_RULES = 'host all all 127.0.0.0/8 trust\n';

export interface GeneratedWish {
  readonly seed: number;
  /** Per cent of the real attempts that are made. */
  readonly share: number;
}

/** What the server and we say differently. */
export async function judgeGenerated(
  cluster: ScratchCluster,
  wish: GeneratedWish,
  counters: Counters,
): Promise<readonly string[]> {
  const admin = await open(cluster, 'postgres');
  await prepare(admin);
  const client = await open(cluster, DATABASE);
  try {
    await generate(client, wish.seed, cluster.major);
    await count(client, cluster.major, counters);
    const index = await indexOf(cluster, DATABASE);
    const held = await judgeHolds(client, index, DATABASE, cluster.major, counters);
    const used = await judgeUsable(cluster, client, index, wish, counters);
    return [...held, ...used];
  } finally {
    await client.end();
    await admin.end();
  }
}

/** Ready for the next seed; false when something of the last one cannot be dropped: take a new cluster. */
export async function cleared(cluster: ScratchCluster): Promise<boolean> {
  const admin = await open(cluster, 'postgres');
  try {
    await clear(admin);
    return true;
  } catch {
    return false;
  } finally {
    await admin.end();
  }
}
