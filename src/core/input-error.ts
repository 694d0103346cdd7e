// Input so wrong that the run cannot go on: carries every diagnostic that was found, not just the first.

import type { Diagnostic } from './diagnostic.js';

export class InputError extends Error {
  override readonly name = 'InputError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.what).join('; '));
    this.diagnostics = diagnostics;
  }

  /** One problem without a place in a file: a flag, a missing folder. */
  static of(code: string, what: string, why: string, fix: string): InputError {
    return new InputError([{ code, severity: 'error', what, why, fix }]);
  }
}
