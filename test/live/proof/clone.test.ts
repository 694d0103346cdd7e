import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { bootstrapOf, cloneDifferences, cloneInventory } from '../../../src/proof/clone/index.js';
import { startScratch } from '../../../src/proof/scratch/index.js';
import { clinicSchema, serverOf, startSource, superuserOf } from './source.js';

describe.each([14, 18] as const)('clone on %i', (major) => {
  const server = serverOf(major);
  it.runIf(server !== undefined)('of the clinic equals the clinic', async () => {
    await using source = await startSource(server!, 'clinic', [clinicSchema()]);
    const inventory = await collectInventory(superuserOf(source, 'clinic'), {});
    await using scratch = await startScratch({ server: server! });

    const reports = await cloneInventory(inventory, scratch);

    expect(reports.flatMap((report) => [...report.notCloned, ...report.heldBack])).toEqual([]);
    const clone = await collectInventory(superuserOf(scratch, 'clinic'), {});
    const names = { superuser: scratch.superuser, bootstrap: bootstrapOf(inventory) };
    expect(cloneDifferences(inventory, clone, names)).toEqual([]);
  });
});
