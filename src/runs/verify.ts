// `verify`: every attack, with its control and without it, on a scratch cluster that represents the source.

import type { Diagnostic } from '../core/diagnostic.js';
import { InputError } from '../core/input-error.js';
import { OperationError } from '../core/operation-error.js';
import { renderJunit, renderVerifyJson, renderVerifyText, type HardeningDocument } from '../report/index.js';
import { designSource, type DesignRun } from './designed-source.js';
import { combineExits, type ExitCode } from './exit-code.js';
import { hardenExits } from './harden-summary.js';
import type { Progress } from './progress.js';
import { prepareProving, proveDesign } from './proving.js';
import { hardeningDocument } from './report-document.js';
import { toPlace } from './result-file.js';
import { toolVersion } from './tool-version.js';

export const VERIFY_FORMATS = ['text', 'json', 'junit'] as const;
export type VerifyFormat = (typeof VERIFY_FORMATS)[number];

export interface VerifyRun extends DesignRun {
  /** `scratch`; attacks on a server in use come later. */
  readonly on: string;
  readonly scratch: string;
  readonly format: VerifyFormat;
  readonly out?: string;
  readonly at?: Date;
}

export interface VerifyOutcome {
  readonly exit: ExitCode;
  readonly result: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws InputError, OperationError also when no scratch server is there: nothing would be verified. */
export async function runVerify(run: VerifyRun, progress: Progress): Promise<VerifyOutcome> {
  if (run.on !== 'scratch') throw onlyScratch();
  const { stated, source, wanted, design, diagnostics } = await designSource(run, progress);
  const ready = await prepareProving(run.scratch, source.inventory);
  const proving = await proveDesign(design, wanted, ready, progress);
  if (!proving.proof.ran) throw nothingRan(proving.proof.remarks);
  const at = run.at ?? new Date();
  const parts = { ...stated, source, design, proving, diagnostics, files: [], at, tool: toolVersion() };
  const document = hardeningDocument(parts);
  const exit = combineExits(hardenExits(document));
  return { exit, result: toPlace(renderVerify(document, run.format), run.out, progress), diagnostics };
}

function renderVerify(document: HardeningDocument, format: VerifyFormat): string {
  switch (format) {
    case 'text':
      return renderVerifyText(document);
    case 'json':
      return renderVerifyJson(document);
    case 'junit':
      return renderJunit(document);
  }
}

function onlyScratch(): InputError {
  return InputError.of(
    'verify-on',
    'attacks run on a scratch cluster only',
    'an attack that succeeds on a server in use would do harm there; that needs care this version does not have',
    'leave --on out, or give --on scratch',
  );
}

function nothingRan(remarks: readonly string[]): OperationError {
  return new OperationError({
    code: 'scratch',
    what: `nothing was verified: ${remarks.join('; ')}`,
    fix: 'install a server as said, or choose another with --scratch',
  });
}
