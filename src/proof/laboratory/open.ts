// A scratch cluster that represents the source: same major, same definitions, roles, rights, settings
// under demand and pg_hba.conf; seeded rows for two tenants; nothing of the source's data.

import { OperationError } from '../../core/operation-error.js';
import type { Demand } from '../../demand/model.js';
import type { BoundIntent } from '../../intent/bound.js';
import { itemsOf, type Inventory } from '../../inventory/index.js';
import { formerHbaText } from '../../plan/hba/former.js';
import { formerIdentText } from '../../plan/ident/present.js';
import { bootstrapOf, cloneInventory } from '../clone/index.js';
import type { CloneReport } from '../model.js';
import { prepareScratch, startScratch, type ScratchCluster, type ServerBinaries } from '../scratch/index.js';
import { seedTenants, type Seeds } from '../tenants/index.js';
import { collectLaboratory } from './collect.js';
import { startingSettings } from './settings-of.js';

export interface LaboratoryWish {
  readonly server: ServerBinaries;
  readonly inventory: Inventory;
  readonly bound: BoundIntent;
  readonly demands: readonly Demand[];
  readonly preload: readonly string[];
}

export interface Laboratory {
  readonly cluster: ScratchCluster;
  readonly clones: readonly CloneReport[];
  /** As it was cloned, before anything was applied. */
  readonly first: Inventory;
  readonly seeds: Seeds;
}

/** Begins what takes longest and needs no design. */
export function prepareLaboratory(server: ServerBinaries, inventory: Inventory): void {
  prepareScratch({ server, superuser: harnessName(inventory) });
}

/** @throws OperationError `scratch` */
export async function openLaboratory(wish: LaboratoryWish): Promise<Laboratory> {
  const { inventory, bound, demands } = wish;
  const cluster = await startScratch({
    server: wish.server,
    superuser: harnessName(inventory),
    tls: 'ready',
    preload: wish.preload,
    settings: startingSettings(inventory, demands),
    ...filesOf(inventory),
  });
  try {
    const clones = await cloneInventory(inventory, cluster);
    const first = await collectLaboratory(cluster);
    const seeds = await seedTenants({ cluster, inventory: first, intent: bound });
    return { cluster, clones, first, seeds };
  } catch (error) {
    await cluster.stop();
    throw error instanceof OperationError ? error : cannotRepresent(error);
  }
}

function filesOf(inventory: Inventory): { readonly hba?: string; readonly ident?: string } {
  const [hba, ident] = [formerHbaText(inventory), formerIdentText(inventory)];
  return { ...(hba === null ? {} : { hba }), ...(ident === null ? {} : { ident }) };
}

/** A name that no role of the source has. */
function harnessName(inventory: Inventory): string {
  const taken = new Set(itemsOf(inventory.cluster.roles).map((role) => role.name));
  taken.add(bootstrapOf(inventory) ?? '');
  let name = 'pgrampart_harness';
  for (let number = 2; taken.has(name); number += 1) name = `pgrampart_harness_${number}`;
  return name;
}

function cannotRepresent(cause: unknown): OperationError {
  return new OperationError({
    code: 'scratch',
    what: `the scratch cluster could not be made to represent the source: ${cause instanceof Error ? cause.message : String(cause)}`,
    fix: 'see the clone report; the source itself was only read',
    cause,
  });
}
