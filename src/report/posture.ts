// What may be said of the whole, and why it is not better. The only place that judges it: from the evidence,
// and from what evidence cannot see (a threat without a control, a second plan, what nobody could read).

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
  | 'controls'
  | 'evidence'
  | 'coverage'
  | 'proof'
  | 'blocked'
  | 'openRisks'
  | 'candidates'
  | 'plan'
  | 'run'
  | 'notAssessed'
>;

export function postureAnswer(parts: PostureParts): PostureAnswer {
  const failures = [...brokenReasons(parts), ...gapReasons(parts), ...convergenceReasons(parts)];
  const doubts = [...proofReasons(parts), ...unprovedReasons(parts), ...waitingReasons(parts), ...unreadReasons(parts)];
  if (failures.length > 0) return { posture: 'not-hardened', reasons: [...failures, ...doubts] };
  return { posture: doubts.length > 0 ? 'unverified' : 'hardened', reasons: doubts };
}

function waitingReasons(parts: PostureParts): readonly string[] {
  const reasons: string[] = [];
  const { candidates, blocked, openRisks, plan } = parts;
  if (candidates.length > 0)
    reasons.push(`${plural(candidates.length, 'ADR candidate')} must be decided by the owners of the architecture.`);
  if (blocked.length > 0) reasons.push(`${plural(blocked.length, 'demand')} cannot be met until somebody else acts.`);
  if (plan.blocked.length > 0) reasons.push(`${plural(plan.blocked.length, 'demand')} could not be planned.`);
  if (openRisks.length > 0) reasons.push(`${plural(openRisks.length, 'open risk')} that no control answers.`);
  return reasons;
}

function unreadReasons({ run, notAssessed }: PostureParts): readonly string[] {
  const unread = run.unreadable.map(({ section }) => `Section ${section} of the inventory was not read.`);
  const unjudged = plural(notAssessed.length, 'check');
  return notAssessed.length === 0 ? unread : [...unread, `${unjudged} could not be assessed in full.`];
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
  if (parts.proof.undoRestored !== true) reasons.push('Undo did not restore the former state.');
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
