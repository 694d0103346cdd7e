// What a person reads when `harden` is done, and what its exit code says. Findings of the source are the
// input of the run: they never make exit code 1.

import { join } from 'node:path';
import { printable } from '../core/printable.js';
import { postureWords, type HardeningDocument } from '../report/index.js';
import { combineExits, EXIT, EXIT_MEANING, type ExitCode } from './exit-code.js';

export function hardenExits(document: HardeningDocument): readonly ExitCode[] {
  const { evidence, proof, candidates, blocked } = document;
  const red = evidence.some(({ status }) => status === 'broken' || status === 'vacuous');
  const unsettled = (proof.secondPlanSteps ?? 0) > 0 || proof.undoRestored === false;
  return [
    ...(red || unsettled ? [EXIT.findings] : []),
    ...(candidates.length > 0 || blocked.length > 0 ? [EXIT.waiting] : []),
  ];
}

export function hardenSummary(document: HardeningDocument, out: string): string {
  const { controls, plan, candidates, findings, openRisks } = document;
  const exit = combineExits(hardenExits(document));
  const lines = [
    `posture     ${postureWords(document.posture).text}`,
    `findings    ${findings.length} in the source`,
    `controls    ${controls.length}, each for a stated threat`,
    `plan        ${plan.steps.length} steps (${plan.steps.filter((step) => step.handoff !== null).length} handed off), ${plan.blocked.length} blocked`,
    `evidence    ${evidenceLine(document)}`,
    `converges   ${convergence(document)}`,
    `open risks  ${openRisks.length}`,
    `questions   ${candidates.length === 0 ? 'none' : candidates.map((candidate) => printable(candidate.title)).join('; ')}`,
    `report      ${join(out, 'security-hardening.md')} and report.html`,
    `exit code   ${exit}: ${EXIT_MEANING[exit]}`,
  ];
  return lines.join('\n');
}

function evidenceLine({ evidence, proof }: HardeningDocument): string {
  if (!proof.ran) return `none: ${proof.remarks.join('; ')}`;
  const count = (status: string): number => evidence.filter((row) => row.status === status).length;
  return `${evidence.length} attacks: ${count('holds')} hold, ${count('broken')} broken, ${count('vacuous')} vacuous, ${count('not-run')} not run`;
}

function convergence({ proof }: HardeningDocument): string {
  if (!proof.ran) return 'not tried';
  const second =
    proof.secondPlanSteps === 0 ? 'a second plan is empty' : `a second plan has ${proof.secondPlanSteps} steps`;
  return `${second}; undo ${proof.undoRestored === true ? 'restores the former state' : 'leaves differences'}`;
}
