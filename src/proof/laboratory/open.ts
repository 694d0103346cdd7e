// A scratch cluster that represents the source: same major, same definitions, roles, rights, settings
// under demand and pg_hba.conf; seeded rows for two tenants; nothing of the source's data.

import { OperationError } from '../../core/operation-error.js';
import type { Demand } from '../../demand/model.js';
import type { BoundIntent } from '../../intent/bound.js';
import { itemsOf, type Inventory } from '../../inventory/index.js';
import type { HbaMethod, HbaRule } from '../../pg/hba/index.js';
import { renderHba } from '../../pg/hba/index.js';
import { formerHbaText } from '../../plan/hba/former.js';
import { formerIdentText } from '../../plan/ident/present.js';
import { bootstrapOf, cloneInventory } from '../clone/index.js';
import type { CloneReport } from '../model.js';
import { readRules } from '../represent/hba.js';
import {
  DEFAULT_HBA,
  prepareScratch,
  startScratch,
  type ScratchCluster,
  type ServerBinaries,
} from '../scratch/index.js';
import { seedTenants, type Seeds } from '../tenants/index.js';
import { collectLaboratory } from './collect.js';
import { doubtfulMethods, lackingMethods } from './methods.js';
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
  /** Methods that the server's build does not have: lines of them were left out. */
  readonly lacking: readonly HbaMethod[];
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
    ident: formerIdentText(inventory) ?? '',
  });
  try {
    const lacking = await writeRules(cluster, wish);
    const clones = await cloneInventory(inventory, cluster);
    const first = await collectLaboratory(cluster);
    const seeds = await seedTenants({ cluster, inventory: first, intent: bound });
    return { cluster, clones, first, seeds, lacking };
  } catch (error) {
    await cluster.stop();
    throw error instanceof OperationError ? error : cannotRepresent(error);
  }
}

/** The source's rules, but those that this server's build cannot take. */
async function writeRules(
  cluster: ScratchCluster,
  { inventory, demands }: LaboratoryWish,
): Promise<readonly HbaMethod[]> {
  const former = formerHbaText(inventory) ?? DEFAULT_HBA;
  const rules = rulesOf(former, cluster.major);
  const lacking = await lackingMethods(cluster, doubtfulMethods(rules, demands));
  const kept = rules.filter(({ method }) => !lacking.includes(method));
  cluster.writeHba(lacking.length === 0 ? former : renderedRules(kept, cluster.major));
  await cluster.reload();
  return lacking;
}

function rulesOf(text: string, major: number): readonly HbaRule[] {
  const rules = readRules(text, major);
  return rules.ok ? rules.value : [];
}

function renderedRules(rules: readonly HbaRule[], major: number): string {
  const rendered = renderHba(rules, major);
  return rendered.ok ? rendered.value : '';
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
