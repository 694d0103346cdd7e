// What `assess` says: the findings, what could not be assessed, and, with documents, the coverage matrix.

import type { Severity } from '../core/severity.js';
import type { ReportDocument } from './plain.js';

export const ASSESS_FORMAT = '1.0';

export interface AssessDocument {
  readonly formatVersion: typeof ASSESS_FORMAT;
  readonly tool: string;
  readonly findings: readonly Omit<ReportDocument['findings'][number], 'remedy'>[];
  readonly notAssessed: ReportDocument['notAssessed'];
  /** Empty without documents. */
  readonly coverage: ReportDocument['coverage'];
  /** Protects, but no threat asks for it. */
  readonly unmapped: ReportDocument['removable'];
  readonly diagnostics: ReportDocument['diagnostics'];
  readonly summary: AssessSummary;
}

export interface AssessSummary {
  readonly findings: number;
  readonly bySeverity: { readonly [severity in Severity]: number };
  readonly notAssessed: number;
  /** Threats without a control. */
  readonly gaps: readonly string[];
}

export interface AssessInput {
  readonly tool: string;
  readonly findings: ReportDocument['findings'];
  readonly notAssessed: ReportDocument['notAssessed'];
  readonly coverage?: ReportDocument['coverage'];
  readonly unmapped?: ReportDocument['removable'];
  readonly diagnostics?: ReportDocument['diagnostics'];
}

export function assessDocument(input: AssessInput): AssessDocument {
  const coverage = input.coverage ?? [];
  return {
    formatVersion: ASSESS_FORMAT,
    tool: input.tool,
    findings: input.findings.map(({ remedy: _remedy, ...rest }) => rest),
    notAssessed: input.notAssessed,
    coverage,
    unmapped: input.unmapped ?? [],
    diagnostics: input.diagnostics ?? [],
    summary: {
      findings: input.findings.length,
      bySeverity: countsOf(input.findings),
      notAssessed: input.notAssessed.length,
      gaps: coverage.filter((row) => row.status === 'gap').map((row) => row.subject.id),
    },
  };
}

function countsOf(findings: ReportDocument['findings']): AssessSummary['bySeverity'] {
  const counts = { info: 0, low: 0, medium: 0, high: 0, critical: 0 };
  for (const finding of findings) counts[finding.severity] += 1;
  return counts;
}
