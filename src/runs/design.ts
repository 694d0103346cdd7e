// Steps 1 to 10 on paper: what the documents mean for this cluster, its gaps, the controls, and the plan
// that would close the distance. Reads no server.

import { hasErrors, type Diagnostic } from '../core/diagnostic.js';
import { InputError } from '../core/input-error.js';
import { assess, type Assessment } from '../checks/run.js';
import { checks } from '../checks/registry.js';
import { coverageOf, type Coverage } from '../controls/coverage.js';
import { designControls, type Design } from '../controls/design.js';
import type { ControlContext } from '../controls/model.js';
import { unmappedControls, type Unmapped } from '../controls/unmapped.js';
import type { Demand } from '../demand/model.js';
import { mergeDemands, type MergedDemands } from '../demand/merge.js';
import { bindIntent } from '../intent/bind/bind-intent.js';
import type { BoundIntent } from '../intent/bound.js';
import type { AdrCandidate } from '../intent/candidate.js';
import type { Intent } from '../intent/model.js';
import type { Inventory } from '../inventory/index.js';
import { planOf, type HandOffFormat, type Plan, type PlanOptions, type PlatformWish } from '../plan/index.js';
import { formerHbaText } from '../plan/hba/former.js';
import { formerIdentText } from '../plan/ident/present.js';
import { capabilitiesOf } from '../substrate/capabilities.js';
import { componentFinder } from './component-of.js';
import { sortBy } from '../core/order.js';

export interface DesignInput {
  readonly intent: Intent;
  readonly inventory: Inventory;
  /** `--substrate`, when the documents do not state it. */
  readonly substrate: string | null;
  /** `--database`: only these were read. */
  readonly databases?: readonly string[];
  /** `--handoff-format`: the migration tool of the schema's owners. */
  readonly handOffFormat?: HandOffFormat | undefined;
  /** `--accept-cutoff`: who is connected now may be shut out. */
  readonly acceptCutoff?: boolean | undefined;
}

export interface HardeningDesign {
  readonly context: ControlContext;
  readonly bound: BoundIntent;
  readonly assessment: Assessment;
  readonly design: Design;
  readonly coverage: readonly Coverage[];
  /** Protective, there already, and asked for by no threat. */
  readonly unmapped: readonly Unmapped[];
  /** Merged; the same for SOURCE and for the scratch cluster. */
  readonly demands: readonly Demand[];
  readonly plan: Plan;
  /** Of the documents and of the design, without duplicates. */
  readonly candidates: readonly AdrCandidate[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The part of a design that needs no plan: what `assess` tells about the documents. */
export type ControlDesign = Pick<
  HardeningDesign,
  'context' | 'bound' | 'design' | 'coverage' | 'unmapped' | 'candidates'
> & {
  readonly diagnostics: readonly Diagnostic[];
};

export function designForAssessment({ intent, inventory, substrate }: DesignInput): ControlDesign {
  const bound = bindIntent(intent, inventory);
  const context: ControlContext = {
    bound,
    inventory,
    databases: inventory.databases.map((database) => database.name),
    blocked: bound.candidates.flatMap((candidate) => candidate.blocks),
    capabilities: capabilitiesOf(intent, inventory, { substrate }),
  };
  const design = designControls(context);
  return {
    context,
    bound,
    design,
    coverage: coverageOf(context, design),
    unmapped: unmappedControls(context),
    candidates: uniqueCandidates([...bound.candidates, ...design.candidates]),
    diagnostics: [...bound.diagnostics, ...design.diagnostics],
  };
}

/** @throws InputError when the documents contradict themselves or the controls contradict each other. */
export async function designHardening(input: DesignInput): Promise<HardeningDesign> {
  const { intent, inventory } = input;
  const designed = designForAssessment(input);
  const merged = demandsOf(designed);
  const diagnostics = [...designed.diagnostics, ...merged.conflicts];
  if (hasErrors(diagnostics)) throw new InputError(diagnostics);
  return {
    ...designed,
    assessment: assess({ inventory, bound: designed.bound }, checks, { threats: intent.threats }),
    demands: merged.demands,
    plan: await planOf(merged.demands, inventory, planOptions(designed, input)),
    diagnostics,
  };
}

export function demandsOf({ design }: Pick<ControlDesign, 'design'>): MergedDemands {
  return mergeDemands(design.controls.flatMap((control) => control.demands));
}

function planOptions(
  { bound, context }: ControlDesign,
  { inventory, databases = [], handOffFormat, acceptCutoff }: DesignInput,
): PlanOptions {
  const [former, formerIdent] = [formerHbaText(inventory), formerIdentText(inventory)];
  return {
    handOff: 'mark',
    ...(acceptCutoff === true ? { acceptCutoff } : {}),
    ...(databases.length === 0 ? {} : { databases }),
    platform: context.capabilities.substrate,
    ...(handOffFormat === undefined ? {} : { handOffFormat }),
    componentOf: componentFinder(bound),
    ...(former === null ? {} : { formerHba: former }),
    ...(formerIdent === null ? {} : { formerIdent }),
  };
}

function uniqueCandidates(candidates: readonly AdrCandidate[]): readonly AdrCandidate[] {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  return sortBy(byId.values(), (candidate) => candidate.id);
}

/** What the platform's own files are written for. */
export function platformOfDesign({ context }: HardeningDesign): PlatformWish {
  const { substrate } = context.capabilities;
  return { platform: substrate, major: context.inventory.server.major, name: context.databases[0] ?? 'database' };
}
