// What the server (or the network) answered when it refused. Text from the driver never holds the
// password: libpq-style URIs are cut before they get into a message.

import { DatabaseError } from 'pg';
import { OperationError, type OperationCode } from '../core/operation-error.js';

export interface ServerProblem {
  /** Five characters, or null when no server answered. */
  readonly sqlstate: string | null;
  readonly message: string;
  readonly detail: string | null;
  /** The server's CONTEXT: in which routine it happened, innermost first. */
  readonly context?: string;
  /** Node's code when the network refused: ECONNREFUSED, ECONNRESET, … */
  readonly network: string | null;
}

const URI_PASSWORD = /(postgres(?:ql)?:\/\/[^:@/\s]*):[^@\s]*@/giu;

export function toProblem(error: unknown): ServerProblem {
  if (error instanceof DatabaseError) {
    return {
      sqlstate: error.code ?? null,
      message: redact(error.message),
      detail: error.detail === undefined ? null : redact(error.detail),
      network: null,
      ...(error.where === undefined ? {} : { context: redact(error.where) }),
    };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { sqlstate: null, message: redact(message), detail: null, network: networkCode(error) };
}

function redact(text: string): string {
  return text.replace(URI_PASSWORD, '$1:***@');
}

function networkCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** The class of a refusal by its SQLSTATE. https://www.postgresql.org/docs/current/errcodes-appendix.html */
export function operationCode(problem: ServerProblem, otherwise: OperationCode): OperationCode {
  const { sqlstate } = problem;
  if (sqlstate === null) return otherwise;
  if (sqlstate.startsWith('28')) return 'authenticate';
  if (sqlstate === '42501') return 'permission';
  if (sqlstate === '55P03') return 'lock';
  if (sqlstate === '57014') return 'timeout';
  return otherwise;
}

export function toOperationError(problem: ServerProblem, otherwise: OperationCode, fix: string): OperationError {
  const code = operationCode(problem, otherwise);
  const sqlstate = problem.sqlstate === null ? {} : { sqlstate: problem.sqlstate };
  return new OperationError({ code, what: problem.message, fix, ...sqlstate });
}
