// What is wrong with a connection string: never its text, which may hold a password.

import type { Diagnostic } from '../core/diagnostic.js';

const MANUAL = 'see https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING';

export function connectionProblem(code: string, what: string, why: string, fix: string = MANUAL): Diagnostic {
  return { code, severity: 'error', what, why, fix };
}
