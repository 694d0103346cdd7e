// `plan`: the ordered steps from what is to what the documents demand. Nothing is changed.

import type { Diagnostic } from '../core/diagnostic.js';
import { encodePlan } from '../plan/codec.js';
import { renderPlanText } from '../report/index.js';
import { designSource, type DesignRun } from './designed-source.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { toPlace } from './result-file.js';

export interface PlanRun extends DesignRun {
  readonly format: 'text' | 'json';
  readonly out?: string;
}

export interface PlanOutcome {
  readonly exit: ExitCode;
  readonly result: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** Exit 3 when parts wait for an answer or for somebody else. @throws InputError, OperationError */
export async function runPlan(run: PlanRun, progress: Progress): Promise<PlanOutcome> {
  const { design, diagnostics } = await designSource(run, progress);
  const { plan, candidates, design: controls } = design;
  for (const { title } of candidates) progress({ stage: 'question', state: 'note', text: title });
  const text = run.format === 'json' ? encodePlan(plan) : renderPlanText(plan);
  const waits = candidates.length + controls.blocked.length + plan.blocked.length > 0;
  return { exit: waits ? EXIT.waiting : EXIT.clean, result: toPlace(text, run.out, progress), diagnostics };
}
