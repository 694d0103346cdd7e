// `assess` for a terminal: worst first, one line for each subject, what could not be assessed at the end.

import { canonicalJson } from '../../core/canonical-json.js';
import { printable } from '../../core/printable.js';
import { SEVERITIES } from '../../core/severity.js';
import type { AssessDocument } from '../assess.js';
import { groupBy } from '../statements.js';
import { objectWords } from '../words.js';
import { plural } from '../blocks.js';

export function renderAssessText(document: AssessDocument): string {
  const lines = [
    ...SEVERITIES.toReversed().flatMap((severity) => severityLines(document, severity)),
    ...notAssessedLines(document),
    summaryLine(document),
  ];
  return `${lines.join('\n')}\n`;
}

export function renderAssessJson(document: AssessDocument): string {
  return `${canonicalJson(document, 2)}\n`;
}

function severityLines(document: AssessDocument, severity: (typeof SEVERITIES)[number]): readonly string[] {
  const found = document.findings.filter((finding) => finding.severity === severity);
  const checks = groupBy(found, (finding) => finding.check);
  return [...checks.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const subjects = group.map((finding) => {
      const threats = finding.threats.length === 0 ? '' : ` [${finding.threats.map(printable).join(', ')}]`;
      return `    ${printable(objectWords(finding.subject))}: ${printable(finding.detail)}${threats}`;
    });
    return [
      `${severity}  ${first.check}: ${printable(first.title)}`,
      ...subjects,
      `    fix: ${printable(first.fix)}`,
      '',
    ];
  });
}

function notAssessedLines(document: AssessDocument): readonly string[] {
  if (document.notAssessed.length === 0) return [];
  const rows = document.notAssessed.map(
    (row) => `    ${row.check}${row.partly ? ' (in part)' : ''}: ${printable(row.reason)}`,
  );
  return ['not assessed (no pass)', ...rows, ''];
}

function summaryLine(document: AssessDocument): string {
  const { bySeverity, findings, gaps } = document.summary;
  const counts = SEVERITIES.toReversed().map((severity) => `${bySeverity[severity]} ${severity}`);
  const open = gaps.length === 0 ? '' : `; threats without a control: ${gaps.map(printable).join(', ')}`;
  return `${plural(findings, 'finding')}: ${counts.join(', ')}; ${document.notAssessed.length} not assessed${open}`;
}
