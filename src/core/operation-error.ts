// What the outside world refused: connecting, reading, locking, committing, starting a server.
// The message never holds a secret; the driver's own text has been redacted before it gets here.

export type OperationCode =
  | 'connect'
  | 'authenticate'
  | 'read'
  | 'permission'
  | 'lock'
  | 'commit'
  | 'timeout'
  | 'file'
  | 'scratch'
  | 'unsupported';

export interface OperationDetail {
  readonly code: OperationCode;
  /** What happened. */
  readonly what: string;
  /** What the user can do about it. */
  readonly fix: string;
  readonly sqlstate?: string;
  readonly cause?: unknown;
}

export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: OperationCode;
  readonly fix: string;
  readonly sqlstate: string | undefined;

  constructor(detail: OperationDetail) {
    super(detail.what, { cause: detail.cause });
    this.code = detail.code;
    this.fix = detail.fix;
    this.sqlstate = detail.sqlstate;
  }
}
