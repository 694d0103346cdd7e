// What applying and undoing end with: a plan that does not fit, or a step that failed, is a failed
// operation; steps that wait for others leave it waiting.

import { EXIT, type ExitCode } from './exit-code.js';

export function changeExit(done: boolean, waiting: number): ExitCode {
  if (!done) return EXIT.operation;
  return waiting > 0 ? EXIT.waiting : EXIT.clean;
}
