// The main job: steps 1 to 11 of the specification in one run. SOURCE is only read.

import type { Diagnostic } from '../core/diagnostic.js';
import { sortBy } from '../core/order.js';
import type { HardeningDocument } from '../report/index.js';
import { designHardening, platformOfDesign } from './design.js';
import { combineExits, type ExitCode } from './exit-code.js';
import type { HandOffFormat } from './hand-off-formats.js';
import { hardenExits, hardenSummary } from './harden-summary.js';
import { checkOutputFolder, writeOutputFolder } from './output-folder.js';
import { remedyFiles, REPORT_FILES, reportFiles } from './output-files.js';
import type { Progress } from './progress.js';
import { prepareProving, proveDesign } from './proving.js';
import { hardeningDocument } from './report-document.js';
import { readSource, type SourceReading } from './source.js';
import { readStatedIntent } from './stated-intent.js';
import { toolVersion } from './tool-version.js';

export interface HardenRun {
  /** A connection, a file or a folder; or one that was read already. */
  readonly source: string | SourceReading;
  readonly docs: readonly string[];
  readonly out: string;
  readonly databases: readonly string[];
  /** A folder with the applications' configuration. */
  readonly files?: string;
  readonly scratch: string;
  readonly substrate: string | null;
  /** Plain SQL when not given. */
  readonly handOffFormat?: HandOffFormat | undefined;
  readonly acceptCutoff?: boolean | undefined;
  readonly force: boolean;
  /** The clock, for same inputs, same bytes. */
  readonly at?: Date;
}

export interface HardenOutcome {
  readonly exit: ExitCode;
  /** The summary for people. */
  readonly result: string;
  readonly document: HardeningDocument;
  /** Of the documents and the design: none stopped the run. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws InputError, OperationError */
export async function runHarden(run: HardenRun, progress: Progress): Promise<HardenOutcome> {
  const at = run.at ?? new Date();
  await checkOutputFolder(run.out, run.force);
  const { documents, intent, diagnostics } = await readStatedIntent(run.docs, progress);
  const source =
    typeof run.source === 'string' ? await readSource(run.source, { ...run, statistics: true }, progress) : run.source;
  const { databases, substrate, handOffFormat, acceptCutoff } = run;
  const wanted = { intent, inventory: source.inventory, databases, substrate, handOffFormat, acceptCutoff };
  const ready = await prepareProving(run.scratch, source.inventory);
  const design = await designHardening(wanted);
  progress({
    stage: 'design',
    state: 'done',
    text: `${design.design.controls.length} controls, ${design.plan.steps.length} steps`,
  });
  const proving = await proveDesign(design, wanted, ready, progress);
  const remedy = remedyFiles(design.plan, design.demands, design.candidates, at, platformOfDesign(design));
  const files = sortBy([...remedy.map((file) => file.path), ...REPORT_FILES], (path) => path);
  const all = [...diagnostics, ...design.diagnostics];
  const tool = toolVersion();
  const document = hardeningDocument({ source, documents, intent, design, proving, diagnostics: all, files, at, tool });
  await writeOutputFolder(run.out, [...remedy, ...reportFiles(document, source.inventory)]);
  progress({ stage: 'report', state: 'done', text: run.out });
  const exit = combineExits(hardenExits(document));
  return { exit, result: hardenSummary(document, run.out), document, diagnostics: all };
}
