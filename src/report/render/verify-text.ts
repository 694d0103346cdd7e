// `verify` for a terminal: a line for each control, what went wrong in full, what did not run with its
// reason, and the posture.

import { printable } from '../../core/printable.js';
import type { ReportDocument, ReportEvidence } from '../plain.js';
import { groupBy } from '../statements.js';
import { evidenceOf, provedBy, tallyOf, tallyWords } from '../tally.js';
import { observedWords, postureWords } from '../words.js';

export type VerifyTextInput = Pick<ReportDocument, 'controls' | 'evidence' | 'posture' | 'postureReasons'>;

export function renderVerifyText(document: VerifyTextInput): string {
  const failed = document.evidence.filter((row) => row.status === 'broken' || row.status === 'vacuous');
  const lines = [
    ...controlLines(document),
    ...(failed.length === 0 ? [] : ['', 'did not behave as they must', ...failed.flatMap(failureLines)]),
    ...notRunLines(document.evidence),
    '',
    `all       ${tallyWords(tallyOf(document.evidence))}`,
    `posture   ${postureWords(document.posture).text}`,
    ...document.postureReasons.map((reason) => `  - ${printable(reason)}`),
  ];
  return `${lines.join('\n')}\n`;
}

function controlLines(document: VerifyTextInput): readonly string[] {
  return document.controls.map((control) => {
    const tally = tallyOf(evidenceOf(document, control.id));
    const verdict = tally.total === 0 ? 'no attack' : provedBy(tally);
    return `${verdict.padEnd(9)} ${control.id}: ${printable(control.title)} (${tallyWords(tally)})`;
  });
}

function failureLines(row: ReportEvidence): readonly string[] {
  return [
    `  ${row.status}  ${row.control}: ${printable(row.attack.title)} as ${printable(row.role)}`,
    `      expected ${printable(row.expected)}; with the control: ${printable(observedWords(row.observed))}; without: ${printable(observedWords(row.withoutControl))}`,
    ...(row.reason === null ? [] : [`      ${printable(row.reason)}`]),
  ];
}

function notRunLines(evidence: readonly ReportEvidence[]): readonly string[] {
  const rows = evidence.filter((row) => row.status === 'not-run');
  const reasons = [...groupBy(rows, (row) => row.reason ?? 'no reason given')];
  if (reasons.length === 0) return [];
  return ['', 'not run (no pass)', ...reasons.map(([reason, group]) => `  ${group.length} × ${printable(reason)}`)];
}
