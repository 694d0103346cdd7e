// The scratch cluster's inventory as the cluster under test: without what belongs to the harness.

import { collectInventory } from '../../collect/index.js';
import type { Inventory } from '../../inventory/index.js';
import { targetAs } from '../clone/door.js';
import { withoutHarness } from '../harness-view.js';
import type { ScratchCluster } from '../scratch/index.js';

const ADMINISTRATION = 'postgres';

/** How many lines at the head of its pg_hba.conf are the harness's own. */
export function harnessLineCount(cluster: ScratchCluster): number {
  return cluster.harnessHbaLines.length;
}

export async function collectLaboratory(cluster: ScratchCluster): Promise<Inventory> {
  const collected = await collectInventory(targetAs(cluster, ADMINISTRATION, cluster.superuser));
  return withoutHarness(collected, { hbaLines: harnessLineCount(cluster), roles: [cluster.superuser] });
}
