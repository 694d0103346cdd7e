// `report OUT`: renders a saved run again, in any form; nothing is read but the output folder.

import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../core/input-error.js';
import {
  decodeReport,
  REPORT_FORMAT,
  renderHtml,
  renderJson,
  renderJunit,
  renderMarkdown,
  renderOscal,
  renderSarif,
  renderText,
  type ReportDocument,
} from '../report/index.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { readInputFile, refuseOtherFormat } from './input-file.js';
import type { Progress } from './progress.js';
import { toPlace } from './result-file.js';

export type ReportFormat = 'text' | 'md' | 'html' | 'json' | 'sarif' | 'junit' | 'oscal';

const RENDERERS: { readonly [format in ReportFormat]: (document: ReportDocument) => string } = {
  text: renderText,
  md: renderMarkdown,
  html: renderHtml,
  json: renderJson,
  sarif: renderSarif,
  junit: renderJunit,
  oscal: renderOscal,
};

export interface ReportRun {
  /** The folder that `harden` wrote, or its report.json. */
  readonly from: string;
  readonly format: ReportFormat;
  readonly out?: string;
}

/** @throws InputError when it is no report of ours */
export async function runReport(
  run: ReportRun,
  progress: Progress,
): Promise<{ readonly exit: ExitCode; readonly result: string }> {
  const found = await stat(run.from).catch(() => null);
  const file = found?.isDirectory() === true ? join(run.from, 'report.json') : run.from;
  const text = await readInputFile(file, 'the report');
  refuseOtherFormat(text, file, REPORT_FORMAT);
  const decoded = decodeReport(text, file);
  if (!decoded.ok) throw new InputError(decoded.error);
  return { exit: EXIT.clean, result: toPlace(RENDERERS[run.format](decoded.value), run.out, progress) };
}
