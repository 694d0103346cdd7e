// What may be said of the whole, and why it is not better. The evidence is judged in `proof`; here what
// evidence cannot see (a threat without a control, a second plan, parts that wait) may only lower it.

import type { Posture } from '../proof/model.js';
import { plural } from './blocks.js';
import type { ReportDocument } from './plain.js';
import { evidenceOf, provedBy, tallyOf } from './tally.js';

export interface PostureAnswer {
  readonly posture: Posture;
  /** One sentence each; empty exactly when the posture is `hardened`. */
  readonly reasons: readonly string[];
}

export type PostureParts = Pick<
  ReportDocument,
  'controls' | 'evidence' | 'coverage' | 'proof' | 'blocked' | 'openRisks' | 'candidates'
>;

/** @param proved what `proof` says of the evidence; `unverified` when nothing ran. Never raised. */
export function postureAnswer(proved: Posture, parts: PostureParts): PostureAnswer {
  const failures = [...brokenReasons(parts), ...gapReasons(parts), ...convergenceReasons(parts)];
  const doubts = [...proofReasons(parts), ...unprovedReasons(parts), ...waitingReasons(parts)];
  const reasons = [...failures, ...doubts];
  if (failures.length > 0 || proved === 'not-hardened') {
    return { posture: 'not-hardened', reasons: reasons.length > 0 ? reasons : ['The evidence speaks against it.'] };
  }
  if (doubts.length > 0) return { posture: 'unverified', reasons };
  if (proved === 'unverified') return { posture: 'unverified', reasons: ['The evidence is not complete.'] };
  return { posture: 'hardened', reasons: [] };
}

function waitingReasons(parts: PostureParts): readonly string[] {
  const reasons: string[] = [];
  const { candidates, blocked, openRisks } = parts;
  if (candidates.length > 0)
    reasons.push(`${plural(candidates.length, 'ADR candidate')} must be decided by the owners of the architecture.`);
  if (blocked.length > 0) reasons.push(`${plural(blocked.length, 'demand')} cannot be met until somebody else acts.`);
  if (openRisks.length > 0) reasons.push(`${plural(openRisks.length, 'open risk')} that no control answers.`);
  return reasons;
}

function brokenReasons(parts: PostureParts): readonly string[] {
  const all = tallyOf(parts.evidence);
  const reasons: string[] = [];
  if (all.broken > 0) reasons.push(`${plural(all.broken, 'attack')} succeeded although the control was in force.`);
  if (all.vacuous > 0)
    reasons.push(`${plural(all.vacuous, 'attack')} failed also without the control: that evidence is worthless.`);
  return reasons;
}

function gapReasons(parts: PostureParts): readonly string[] {
  const gaps = parts.coverage.filter((row) => row.status === 'gap' && row.subject.kind === 'threat');
  return gaps.map((row) => `Threat ${row.subject.id} has no control.`);
}

function convergenceReasons(parts: PostureParts): readonly string[] {
  const steps = parts.proof.secondPlanSteps;
  return steps === null || steps === 0
    ? []
    : [`A second plan still has ${plural(steps, 'step')}: the remedy does not converge.`];
}

function proofReasons(parts: PostureParts): readonly string[] {
  if (!parts.proof.ran) return ['No attack was run: nothing was applied to a scratch cluster.'];
  const reasons: string[] = [];
  if (parts.proof.secondPlanSteps === null) reasons.push('Whether a second plan is empty was not tried.');
  if (parts.proof.undoRestored === false) reasons.push('Undo did not restore the former state.');
  return reasons;
}

function unprovedReasons(parts: PostureParts): readonly string[] {
  if (parts.controls.length === 0) return ['No control was designed.'];
  const unproved = parts.controls.filter((control) => provedBy(tallyOf(evidenceOf(parts, control.id))) === 'unproved');
  const partly = parts.controls.filter((control) => provedBy(tallyOf(evidenceOf(parts, control.id))) === 'partly');
  return [
    ...unproved.map((control) => `Control ${control.id} has no evidence.`),
    ...partly.map((control) => {
      const tally = tallyOf(evidenceOf(parts, control.id));
      return `Control ${control.id}: ${tally.notRun} of its ${plural(tally.total, 'attack')} did not run.`;
    }),
  ];
}
