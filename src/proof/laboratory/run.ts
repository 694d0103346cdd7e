// The whole proof of one design: a scratch cluster represents the source, takes the remedy, is attacked
// with and without each control, and gives the remedy back.

import type { Control } from '../../controls/model.js';
import type { MergedDemands } from '../../demand/merge.js';
import type { Demand } from '../../demand/model.js';
import type { BoundIntent } from '../../intent/bound.js';
import type { Inventory } from '../../inventory/index.js';
import { formerHbaText } from '../../plan/hba/former.js';
import type { CloneReport, Evidence } from '../model.js';
import { withholdDangerousRights } from '../clone/withhold.js';
import { proveControls } from '../prove.js';
import type { ProvingCluster } from '../proving-ground.js';
import type { ScratchCluster, ServerBinaries } from '../scratch/index.js';
import type { NotSeeded } from '../tenants/model.js';
import { applyRemedy, undoRemedy, type Applied } from './change.js';
import { openLaboratory, type Laboratory } from './open.js';
import type { ProofServers } from './servers.js';
import { representDemands } from './stand-ins.js';

export interface LaboratoryInput {
  readonly servers: ProofServers;
  readonly inventory: Inventory;
  readonly bound: BoundIntent;
  readonly controls: readonly Control[];
  /** Merged. */
  readonly demands: readonly Demand[];
  /** The same design for another state of the cluster. */
  readonly redesign: (inventory: Inventory) => MergedDemands;
  readonly onStage?: (stage: string, text: string) => void;
}

export interface LaboratoryOutcome {
  readonly evidence: readonly Evidence[];
  readonly clones: readonly CloneReport[];
  readonly notSeeded: readonly NotSeeded[];
  readonly remarks: readonly string[];
  readonly secondPlan: readonly string[];
  readonly undoDifferences: readonly string[];
}

interface Prepared {
  readonly laboratory: Laboratory;
  readonly applied: Applied;
  readonly remarks: readonly string[];
}

/** @throws OperationError when the scratch cluster fails or refuses a step of the remedy. */
export async function runLaboratory(input: LaboratoryInput): Promise<LaboratoryOutcome> {
  const open: ScratchCluster[] = [];
  try {
    return await runIn(input, open);
  } finally {
    await Promise.all(open.map((cluster) => cluster.stop()));
  }
}

async function runIn(input: LaboratoryInput, open: ScratchCluster[]): Promise<LaboratoryOutcome> {
  const stage = input.onStage ?? (() => undefined);
  const { main, pgaudit } = input.servers;
  const first = await prepare(input, main, open);
  stage('apply', `${first.applied.plan.steps.length} steps applied, ${first.applied.secondPlan.length} left`);
  const second = pgaudit === null || 'missing' in pgaudit ? null : await prepare(input, pgaudit, open);
  const withheld = await Promise.all([first, ...(second === null ? [] : [second])].map(withhold));
  const proof = await proveControls({
    controls: input.controls,
    main: provingCluster(first),
    pgaudit: second === null ? (pgaudit !== null && 'missing' in pgaudit ? pgaudit : null) : provingCluster(second),
    onProgress: (done, total) =>
      done === total && stage('attack', `${total} attacks, each with and without its control`),
  });
  for (const each of withheld) await each.restore();
  const undoDifferences = await undoRemedy(first.laboratory.cluster, first.applied);
  stage('undo', undoDifferences.length === 0 ? 'the former state is back' : `${undoDifferences.length} differences`);
  return {
    evidence: proof.evidence,
    clones: first.laboratory.clones,
    notSeeded: first.laboratory.seeds.notSeeded,
    remarks: [...input.servers.remarks, ...first.remarks],
    secondPlan: first.applied.secondPlan,
    undoDifferences,
  };
}

async function prepare(input: LaboratoryInput, server: ServerBinaries, open: ScratchCluster[]): Promise<Prepared> {
  const { inventory, bound, demands } = input;
  const preload = demands.flatMap(({ fact }) => (fact.kind === 'preload' && server.pgaudit ? [fact.library] : []));
  const laboratory = await openLaboratory({ server, inventory, bound, demands, preload: [] });
  open.push(laboratory.cluster);
  input.onStage?.('clone', describeClone(laboratory));
  const able = { preloadable: preload, lacking: laboratory.lacking };
  const represented = representDemands(demands, laboratory.cluster.tls, able);
  const again = (later: Inventory): MergedDemands => {
    // The scratch cluster has databases that a narrowed reading of the source left out.
    const read = new Set(inventory.databases.map(({ name }) => name));
    const merged = input.redesign({ ...later, databases: later.databases.filter(({ name }) => read.has(name)) });
    return { ...merged, demands: representDemands(merged.demands, laboratory.cluster.tls, able).demands };
  };
  const applied = await applyRemedy(laboratory.cluster, laboratory.first, { demands: represented.demands, again });
  return { laboratory, applied, remarks: represented.remarks };
}

function describeClone({ clones, seeds }: Laboratory): string {
  const cloned = clones.reduce((sum, clone) => sum + clone.cloned, 0);
  const relations = clones.reduce((sum, clone) => sum + clone.relations, 0);
  return `${cloned} of ${relations} relations rebuilt, ${seeds.relations.length} seeded for two tenants`;
}

function withhold({ laboratory }: Prepared): ReturnType<typeof withholdDangerousRights> {
  const databases = laboratory.first.databases.map((database) => database.name);
  return withholdDangerousRights(laboratory.cluster, databases);
}

function provingCluster({ laboratory, applied }: Prepared): ProvingCluster {
  const { cluster, seeds, first } = laboratory;
  const written = applied.plan.steps.find((step) => step.action === 'file' && step.file === 'pg_hba.conf');
  const hba = written?.action === 'file' ? written.content : (formerHbaText(applied.hardened) ?? '');
  return {
    cluster,
    seeds,
    hardened: applied.hardened,
    former: first,
    database: mainDatabase(first),
    hba,
    planOptions: applied.options,
    lacking: laboratory.lacking,
  };
}

/** The database with the most relations: where attacks without an object run. */
function mainDatabase(inventory: Inventory): string {
  const sized = inventory.databases.map((database) => ({
    name: database.name,
    size: database.relations.status === 'read' ? database.relations.items.length : 0,
  }));
  const [best] = sized.toSorted((left, right) => right.size - left.size);
  return best?.name ?? 'postgres';
}
