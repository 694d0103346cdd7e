// From two observations to evidence. An error is never a refusal, and what did not run is never a pass.

import type { Attack } from '../attack/model.js';
import { isHeld, isLeak, observed, type Run } from './attacks/observed.js';
import { expectedOf } from './attacks/table.js';
import type { Evidence, Observed } from './model.js';

export interface Ruling {
  readonly status: Evidence['status'];
  readonly reason: string | null;
}

export function rule(withControl: Observed, without: Observed): Ruling {
  if (isLeak(withControl.outcome)) return { status: 'broken', reason: 'the control is in force and did not hold' };
  if (!isHeld(withControl.outcome)) {
    const when = sameFailure(withControl, without) ? 'with the control and without it' : 'with the control';
    return { status: 'not-run', reason: reasonOf(withControl, when) };
  }
  if (isLeak(without.outcome)) return { status: 'holds', reason: null };
  if (isHeld(without.outcome)) {
    return {
      status: 'vacuous',
      reason: 'refused without the control as well: something else refuses, or nothing is there to take',
    };
  }
  return { status: 'not-run', reason: reasonOf(without, 'without the control') };
}

/** Something else fails before the control is asked: what it would say remains open. */
function sameFailure(left: Observed, right: Observed): boolean {
  return left.outcome === right.outcome && left.sqlstate === right.sqlstate && left.log === right.log;
}

function reasonOf({ outcome, sqlstate, log }: Observed, when: string): string {
  const what = log ?? sqlstate ?? outcome;
  return outcome === 'not-run'
    ? what
    : `${when} the attempt failed in another way than expected: ${sqlstate === null ? '' : `${sqlstate} `}${what}`;
}

export function evidenceOf(
  control: string,
  attack: Attack,
  withControl: Run,
  without: Run,
  server: Evidence['server'],
): Evidence {
  const { status, reason } = rule(withControl.observed, without.observed);
  return {
    control,
    attack,
    role: attack.role,
    expected: expectedOf(attack),
    observed: withControl.observed,
    withoutControl: without.observed,
    status,
    reason,
    server,
    statements: withControl.statements,
  };
}

export function skipped(reason: string): Run {
  return { observed: observed('not-run', { log: reason }), statements: [] };
}
