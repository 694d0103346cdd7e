// A plan for reading before it is applied: phases in order, and for each step what it does, as whom, what
// it locks and risks, when it takes effect, its way back, and why.

import { printable } from '../../core/printable.js';
import { PHASE_WORDS } from '../phase-words.js';
import { plural } from '../blocks.js';
import { sqlText, type ReportDocument, type ReportStep } from '../plain.js';
import { printableLines } from './lines.js';
import { groupBy } from '../statements.js';

export function renderPlanText(plan: ReportDocument['plan']): string {
  const phases = [...groupBy(plan.steps, (step) => step.phase).values()];
  const handedOff = plan.steps.filter((step) => step.handoff !== null).length;
  const lines = [
    `${plural(plan.steps.length, 'step')}, ${handedOff} handed off; made for the inventory ${plan.fingerprint.slice(0, 12)}`,
    ...phases.flatMap(phaseLines),
    ...gateLines(plan),
    ...blockedLines(plan),
  ];
  return `${lines.join('\n')}\n`;
}

function phaseLines(steps: readonly ReportStep[]): readonly string[] {
  const phase = steps[0]?.phase ?? 'prepare';
  return ['', `${phase}: ${PHASE_WORDS[phase]}`, ...steps.flatMap(stepLines)];
}

function stepLines(step: ReportStep): readonly string[] {
  const as = step.asRole === null ? '' : ` as ${printable(step.asRole)}`;
  const where = step.database === null ? '' : ` in ${printable(step.database)}`;
  const facts = [
    ...(step.lock === 'none' ? [] : [`lock ${step.lock}`]),
    ...(step.activation === 'none' ? [] : [`needs ${step.activation}`]),
    ...(step.inverse === null ? ['no way back'] : []),
    ...(step.handoff === null
      ? []
      : [`handed off to ${step.handoff.to} (${printable(step.handoff.component ?? 'component not stated')})`]),
  ];
  return [
    `  ${printable(step.id)}  ${printable(step.title)}${where}${as}`,
    ...(facts.length === 0 ? [] : [`      ${facts.join('; ')}`]),
    ...step.hazards.map((hazard) => `      hazard: ${printable(hazard)}`),
    ...becauseLines(step),
    ...contentLines(step),
  ];
}

function becauseLines(step: ReportStep): readonly string[] {
  const reasons = step.because.map((each) => `${each.control} (${each.threats.join(', ')})`);
  return reasons.length === 0 ? [] : [`      because: ${[...new Set(reasons)].map(printable).join('; ')}`];
}

function contentLines(step: ReportStep): readonly string[] {
  if (step.action === 'file')
    return [`      writes ${step.file}: ${plural(printableLines(step.content).length, 'line')}`];
  return step.statements.flatMap((each) => printableLines(`${sqlText(each.sql)};`).map((line) => `      | ${line}`));
}

function gateLines({ gates = [] }: ReportDocument['plan']): readonly string[] {
  if (gates.length === 0) return [];
  const rows = gates.map((gate) => `  ${printable(gate.needs)} (${gate.steps.length} of its steps)`);
  return ['', 'gate: what the applications have to change before enforce and contract (apply --pass-gate)', ...rows];
}

function blockedLines(plan: ReportDocument['plan']): readonly string[] {
  if (plan.blocked.length === 0) return [];
  const rows = plan.blocked.map(
    (row) => `  ${printable(row.demand)}: ${printable(row.reason)} (who can: ${printable(row.whoCan)})`,
  );
  return ['', 'blocked', ...rows];
}
