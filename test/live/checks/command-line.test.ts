// A setting that the command line gives: a file says otherwise, the server stays with its command line, and the
// finding says who can change it.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { check } from '../../../src/checks/network/listen-addresses.js';
import { collectInventory } from '../../../src/collect/index.js';
import { bindIntent } from '../../../src/intent/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { planOf } from '../../../src/plan/index.js';
import { targetAs } from '../../../src/proof/clone/door.js';
import { chooseServer, discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { intentOf } from '../../support/intent.js';

const intent = intentOf({
  'Network Exposure': ['Endpoint | Zone | Allowed sources | Public', '192.0.2.5:5432 | data | app | no'],
});

for (const major of [14, 18] as const) {
  const chosen = chooseServer(await discoverServers(), { major });
  describe.skipIf(!chosen.ok)(`listen_addresses on the command line of PostgreSQL ${major}`, () => {
    let cluster: ScratchCluster | undefined;
    beforeAll(async () => {
      if (!chosen.ok) return;
      const settings = { listen_addresses: '127.0.0.1' };
      cluster = await startScratch({ server: chosen.value, listen: ['127.0.0.1', '192.0.2.7'], settings });
    });
    afterAll(() => cluster?.stop());

    it('is no matter of a file, and the plan says so too', async () => {
      if (cluster === undefined) throw new Error('no server');
      const inventory = await collectInventory(targetAs(cluster, 'postgres', cluster.superuser));
      const present = itemsOf(inventory.cluster.settings).find(({ name }) => name === 'listen_addresses');
      expect([present?.source, present?.value]).toEqual(['command line', '127.0.0.1,192.0.2.7']);
      const [gap] = check.check({ inventory, bound: bindIntent(intent, inventory) });
      expect(gap?.fix).toMatch(/neither postgresql\.conf nor ALTER SYSTEM/u);
      const value = 'localhost, 192.0.2.5';
      const plan = await planOf(
        [{ fact: { kind: 'setting', name: 'listen_addresses', value }, because: [] }],
        inventory,
        { handOff: 'include' },
      );
      expect(plan.steps).toEqual([]);
      expect(plan.blocked.map(({ whoCan }) => whoCan)).toEqual(['whoever starts the server']);
    });
  });
}
