// Applies the plan to the scratch cluster, hand-offs included, and takes it back. What a second plan still
// wants, and what undo left different, is evidence too.

import { applyPlan, undoPlan, type ApplyOptions, type ApplyResult, type JournalEntry } from '../../apply/index.js';
import type { MergedDemands } from '../../demand/merge.js';
import type { Demand } from '../../demand/model.js';
import type { Inventory } from '../../inventory/index.js';
import { stableInventory } from '../../inventory/equal.js';
import { planOf, type Plan, type PlanOptions } from '../../plan/index.js';
import { formerHbaText } from '../../plan/hba/former.js';
import { formerIdentText } from '../../plan/ident/present.js';
import { openAsSuperuser } from '../clone/door.js';
import type { ScratchCluster } from '../scratch/index.js';
import { inventoryDifferences } from './compare.js';
import { collectLaboratory } from './collect.js';

/** What the documents want of the cluster as it was found, and of any later state of it. */
export interface Wanted {
  readonly demands: readonly Demand[];
  readonly again: (inventory: Inventory) => MergedDemands;
}

export interface Applied {
  /** Before and after. */
  readonly first: Inventory;
  readonly hardened: Inventory;
  readonly plan: Plan;
  readonly options: PlanOptions;
  readonly journal: readonly JournalEntry[];
  /** What a second run would still want, one sentence each: nothing, when the remedy converges. */
  readonly secondPlan: readonly string[];
}

/** @throws OperationError when a step fails: the remedy itself is wrong then. */
export async function applyRemedy(cluster: ScratchCluster, first: Inventory, wanted: Wanted): Promise<Applied> {
  const [former, formerIdent] = [formerHbaText(first), formerIdentText(first)];
  const options: PlanOptions = {
    handOff: 'include',
    ownDoor: true,
    ...(former === null ? {} : { formerHba: former }),
    ...(formerIdent === null ? {} : { formerIdent }),
  };
  const plan = await planOf(wanted.demands, first, options);
  const result = await applyPlan(plan, applyOptions(cluster));
  throwFailure(result);
  const hardened = await collectLaboratory(cluster);
  return {
    first,
    hardened,
    plan,
    options,
    journal: result.journal,
    secondPlan: await secondPlan(wanted, hardened, options),
  };
}

/** The whole design again, made for the hardened cluster: its own demands, not those that were just met. */
async function secondPlan(wanted: Wanted, hardened: Inventory, options: PlanOptions): Promise<readonly string[]> {
  const { demands, conflicts } = wanted.again(hardened);
  const plan = await planOf(demands, hardened, options);
  return [...conflicts.map((conflict) => conflict.what), ...plan.steps.map((step) => step.title)];
}

/** What differs from the first inventory after undo: one sentence each, empty when all is as it was. */
export async function undoRemedy(cluster: ScratchCluster, applied: Applied): Promise<readonly string[]> {
  const result = await undoPlan(applied.plan, applyOptions(cluster), applied.journal);
  throwFailure(result);
  const after = await collectLaboratory(cluster);
  return inventoryDifferences(stableInventory(applied.first), stableInventory(after));
}

function applyOptions(cluster: ScratchCluster): ApplyOptions {
  return {
    connect: (database) => openAsSuperuser(cluster, database),
    maintenanceDatabase: 'postgres',
    collect: null,
    includeHandOff: true,
    files: {
      writeHba: async (text) => cluster.writeHba(text),
      writeIdent: async (text) => cluster.writeIdent(text),
      reload: async () => {
        await cluster.reload();
      },
      restart: () => cluster.restart(),
    },
  };
}

function throwFailure(result: ApplyResult): void {
  if (result.failure !== null) throw result.failure;
}
