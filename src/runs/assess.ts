// Findings of a source, with the threats they belong to when documents are given; what a team has
// accepted is set apart and said, never hidden.

import { canonicalJson } from '../core/canonical-json.js';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Severity } from '../core/severity.js';
import { baselineOf, failsOn, judge } from '../checks/baseline.js';
import type { AssessFormat } from './assess-formats.js';
import { renderAssess } from './assess-formats.js';
import { acceptedDiagnostics } from './accepted-remarks.js';
import { readBaseline, readWaivers } from './accepted.js';
import { assessInventory } from './assessment.js';
import { EXIT, type ExitCode } from './exit-code.js';
import type { Progress } from './progress.js';
import { toPlace, writeResultFile } from './result-file.js';
import { readSource } from './source.js';
import { readStatedIntent } from './stated-intent.js';

export interface AssessRun {
  readonly source: string;
  /** None: checks that need documents stay silent, and nothing is covered. */
  readonly docs: readonly string[];
  readonly databases: readonly string[];
  readonly files?: string;
  readonly substrate: string | null;
  readonly failOn: Severity | 'never';
  readonly baseline?: string;
  readonly writeBaseline?: string;
  readonly waivers?: string;
  readonly format: AssessFormat;
  readonly out?: string;
  /** The clock, for waivers that end. */
  readonly at?: Date;
}

export interface AssessOutcome {
  readonly exit: ExitCode;
  readonly result: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws InputError, OperationError */
export async function runAssess(run: AssessRun, progress: Progress): Promise<AssessOutcome> {
  const today = (run.at ?? new Date()).toISOString().slice(0, 10);
  const waivers = run.waivers === undefined ? [] : await readWaivers(run.waivers);
  const baseline = run.baseline === undefined ? {} : { baseline: await readBaseline(run.baseline) };
  const stated = run.docs.length === 0 ? null : await readStatedIntent(run.docs, progress);
  const { inventory } = await readSource(run.source, run, progress);
  const assessed = assessInventory(inventory, stated, run.substrate);
  const judged = judge(assessed.findings, { waivers, today, ...baseline });
  if (run.writeBaseline !== undefined) {
    const kept = baselineOf([...judged.fresh, ...judged.known]);
    writeResultFile(run.writeBaseline, `${canonicalJson(kept, 1)}\n`);
    progress({ stage: 'baseline', state: 'done', text: `${kept.findings.length} findings in ${run.writeBaseline}` });
  }
  const diagnostics = [...assessed.diagnostics, ...acceptedDiagnostics(judged)];
  const result = toPlace(
    renderAssess({ ...assessed, findings: judged.fresh, diagnostics }, run.format),
    run.out,
    progress,
  );
  return { exit: failsOn(judged.fresh, run.failOn) ? EXIT.findings : EXIT.clean, result, diagnostics };
}
