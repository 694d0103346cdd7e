// What `plan` and `verify` begin with: documents and source read, the remedy designed.

import type { Diagnostic } from '../core/diagnostic.js';
import { designHardening, type DesignInput, type HardeningDesign } from './design.js';
import type { HandOffFormat } from './hand-off-formats.js';
import type { Progress } from './progress.js';
import { readSource, type SourceReading } from './source.js';
import { readStatedIntent, type StatedIntent } from './stated-intent.js';

export interface DesignRun {
  readonly source: string;
  readonly docs: readonly string[];
  readonly databases: readonly string[];
  readonly files?: string;
  readonly substrate: string | null;
  /** Plain SQL when not given. */
  readonly handOffFormat?: HandOffFormat | undefined;
  readonly acceptCutoff?: boolean | undefined;
}

export interface DesignedSource {
  readonly stated: StatedIntent;
  readonly source: SourceReading;
  /** What the design was made from. */
  readonly wanted: DesignInput;
  readonly design: HardeningDesign;
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws InputError, OperationError */
export async function designSource(run: DesignRun, progress: Progress): Promise<DesignedSource> {
  const stated = await readStatedIntent(run.docs, progress);
  const source = await readSource(run.source, run, progress);
  const { databases, substrate, handOffFormat, acceptCutoff } = run;
  const { inventory } = source;
  const wanted = { intent: stated.intent, inventory, databases, substrate, handOffFormat, acceptCutoff };
  const design = await designHardening(wanted);
  const { design: controls, plan } = design;
  const text = `${controls.controls.length} controls, ${plan.steps.length} steps`;
  progress({ stage: 'design', state: 'done', text });
  return { stated, source, wanted, design, diagnostics: [...stated.diagnostics, ...design.diagnostics] };
}
