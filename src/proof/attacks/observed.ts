// What an attack met, in the words of the evidence. A refusal counts only with the SQLSTATE that the
// control under test gives; every other error is `error`. Messages of a server that runs an unknown
// database are untrusted: made printable and cut.

import { printable } from '../../core/printable.js';
import type { ServerProblem } from '../../session/index.js';
import type { Observed, Outcome } from '../model.js';

const MAX_LOG = 300;

/** One run of an attack: what was seen, and the statements that a reader would repeat. */
export interface Run {
  readonly observed: Observed;
  readonly statements: readonly string[];
}

export function observed(outcome: Outcome, detail: Partial<Omit<Observed, 'outcome'>> = {}): Observed {
  const { sqlstate = null, rows = null, log = null } = detail;
  return { outcome, sqlstate, rows, log: log === null ? null : cut(log) };
}

export function notRun(reason: string, statements: readonly string[] = []): Run {
  return { observed: observed('not-run', { log: reason }), statements };
}

export function problemObserved(problem: ServerProblem, refusals: readonly string[]): Observed {
  const { sqlstate, message, network } = problem;
  const refused = sqlstate !== null && refusals.includes(sqlstate);
  const log = network === null ? message : `${network}: ${message}`;
  return observed(refused ? 'refused' : 'error', { sqlstate, log });
}

/** What must not happen while a control is in force. */
export function isLeak(outcome: Outcome): boolean {
  return outcome === 'leaked' || outcome === 'changed' || outcome === 'connected' || outcome === 'not-logged';
}

/** What a control in force leads to. */
export function isHeld(outcome: Outcome): boolean {
  return outcome === 'refused' || outcome === 'no-rows' || outcome === 'logged';
}

export function cut(text: string): string {
  const line = printable(text.trim());
  return line.length <= MAX_LOG ? line : `${line.slice(0, MAX_LOG - 1)}…`;
}
