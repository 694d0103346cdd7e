// A failure of the set-up that the user can act on: printed without a stack trace.

export class SetupFailure extends Error {
  /** @param {string} what @param {string} fix what the user can do about it */
  constructor(what, fix) {
    super(`${what}\n  ${fix}`);
    this.name = 'SetupFailure';
  }
}

/** @param {unknown} error @returns {string} the message for a known failure, the stack for a bug */
export function describeFailure(error) {
  if (error instanceof SetupFailure) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
