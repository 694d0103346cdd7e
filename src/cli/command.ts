// What a command file gives: how it looks on the command line, and what runs when it is chosen. The
// action imports its run only then: `--help` loads nothing heavy.

import type { Command } from 'commander';
import type { ExitCode } from '../runs/exit-code.js';
import { terminalProgress, writeError, writeResult } from './console.js';
import { describeFailure } from './failure.js';
import type { Progress } from '../runs/progress.js';

export interface CommandOutcome {
  readonly exit: ExitCode;
  /** For stdout. */
  readonly result: string;
  /** For stderr: diagnostics that did not stop the run. */
  readonly remarks?: string;
}

export type Register = (program: Command) => void;

/** Runs the action, prints what it gives, and sets the exit code; never throws. */
export async function perform(
  options: { readonly quiet?: boolean },
  action: (progress: Progress) => Promise<CommandOutcome>,
): Promise<void> {
  try {
    const outcome = await action(terminalProgress(options.quiet === true));
    if (outcome.remarks !== undefined && outcome.remarks !== '' && options.quiet !== true) writeError(outcome.remarks);
    if (outcome.result !== '') writeResult(outcome.result);
    process.exitCode = outcome.exit;
  } catch (error) {
    const failure = describeFailure(error);
    writeError(failure.text);
    process.exitCode = failure.exit;
  }
}
