// Step 11: the proof on scratch servers, or the reason why there is none.

import { asOnSource } from './as-source.js';
import { demandsOf, designForAssessment, type DesignInput, type HardeningDesign } from './design.js';
import { runLaboratory, type LaboratoryOutcome } from '../proof/laboratory/run.js';
import { chooseServers, type ProofServers } from '../proof/laboratory/servers.js';
import { prepareLaboratory } from '../proof/laboratory/open.js';
import { discoverServers, type ServerBinaries } from '../proof/scratch/index.js';
import type { Inventory } from '../inventory/index.js';
import type { ProofFacts } from '../report/document.js';
import type { Evidence } from '../proof/model.js';
import type { Progress } from './progress.js';

export interface Proving {
  readonly proof: ProofFacts;
  readonly evidence: readonly Evidence[];
}

export interface ProvingWish {
  /** `--scratch` */
  readonly scratch: string;
  /** What this machine has. */
  readonly servers: readonly ServerBinaries[];
}

/** Looks for servers, and lets the scratch cluster be made while the design is. */
export async function prepareProving(scratch: string, inventory: Inventory): Promise<ProvingWish> {
  if (scratch === 'none') return { scratch, servers: [] };
  const servers = await discoverServers();
  const chosen = chooseServers(servers, scratch, inventory.server.major, false);
  if (chosen.ok) prepareLaboratory(chosen.value.main, inventory);
  return { scratch, servers };
}

/** @throws OperationError when a scratch server fails while it is used. */
export async function proveDesign(
  design: HardeningDesign,
  input: DesignInput,
  wish: ProvingWish,
  progress: Progress,
): Promise<Proving> {
  if (wish.scratch === 'none') return unproved('no scratch cluster was wanted (--scratch none)');
  const { context } = design;
  const needsPgaudit = design.demands.some(({ fact }) => fact.kind === 'preload' && fact.library === 'pgaudit');
  const servers = chooseServers(wish.servers, wish.scratch, context.inventory.server.major, needsPgaudit);
  if (!servers.ok) return unproved(`${servers.error.what}: ${servers.error.fix}`);
  const started = performance.now();
  progress({ stage: 'proof', state: 'start', text: `PostgreSQL ${servers.value.main.version}` });
  const outcome = await runLaboratory({
    servers: servers.value,
    inventory: context.inventory,
    bound: design.bound,
    controls: design.design.controls,
    demands: design.demands,
    redesign: (later) => demandsOf(designForAssessment({ ...input, inventory: asOnSource(later, input.inventory) })),
    onStage: (stage, text) => progress({ stage, state: 'done', text }),
  });
  const milliseconds = Math.round(performance.now() - started);
  return { proof: proofFacts(outcome, servers.value, milliseconds), evidence: outcome.evidence };
}

function unproved(remark: string): Proving {
  return {
    proof: {
      ran: false,
      remarks: [remark],
      servers: [],
      clones: [],
      notSeeded: [],
      secondPlanSteps: null,
      undoRestored: null,
      undoDifferences: [],
      milliseconds: 0,
    },
    evidence: [],
  };
}

function proofFacts(outcome: LaboratoryOutcome, servers: ProofServers, milliseconds: number): ProofFacts {
  const { main, pgaudit } = servers;
  const second = pgaudit === null || 'missing' in pgaudit ? [] : [{ purpose: 'audit', server: pgaudit } as const];
  return {
    ran: true,
    remarks: outcome.remarks,
    servers: [{ purpose: 'clone', server: main } as const, ...second].map(({ purpose, server }) => ({
      purpose,
      major: server.major,
      origin: server.origin,
      version: server.version,
    })),
    clones: outcome.clones,
    notSeeded: outcome.notSeeded.map(({ object, reason }) => ({ object: object.path.join('.'), reason })),
    secondPlanSteps: outcome.secondPlan.length,
    undoRestored: outcome.undoDifferences.length === 0,
    undoDifferences: outcome.undoDifferences,
    milliseconds,
  };
}
