// What a command file gives: how it looks on the command line, and what runs when it is chosen. The
// action imports its run only then: `--help` loads nothing heavy.

import type { Command } from 'commander';
import type { ExitCode } from '../runs/exit-code.js';
import { hasErrors, type Diagnostic } from '../core/diagnostic.js';
import { terminalProgress, writeError, writeResult } from './console.js';
import { describeFailure, formatDiagnostics } from './failure.js';
import { withoutRepeatedMarks } from '../runs/check-words.js';
import type { Progress } from '../runs/progress.js';

export interface CommandOutcome {
  readonly exit: ExitCode;
  /** For stdout; in pieces when it is long. */
  readonly result: string | Iterable<string>;
  /** For stderr: what did not stop the run. */
  readonly diagnostics?: readonly Diagnostic[];
}

export type Register = (program: Command) => void;

/** Runs the action, prints what it gives, and sets the exit code; never throws. */
export async function perform(
  options: { readonly quiet?: boolean },
  action: (progress: Progress) => Promise<CommandOutcome>,
): Promise<void> {
  try {
    const outcome = await action(terminalProgress(options.quiet === true));
    writeRemarks(outcome.diagnostics ?? [], options.quiet === true);
    await writeResult(outcome.result);
    process.exitCode = outcome.exit;
  } catch (error) {
    const failure = describeFailure(error);
    writeError(failure.text);
    process.exitCode = failure.exit;
  }
}

/** Errors are told even when nothing else is. */
function writeRemarks(diagnostics: readonly Diagnostic[], quiet: boolean): void {
  const told = quiet && !hasErrors(diagnostics) ? [] : diagnostics;
  if (told.length > 0) writeError(formatDiagnostics(withoutRepeatedMarks(told)));
}
