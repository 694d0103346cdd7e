// Evidence counted: for one control, for an area, for all.

import type { ReportControl, ReportDocument, ReportEvidence } from './plain.js';

export interface Tally {
  readonly total: number;
  readonly holds: number;
  readonly broken: number;
  readonly vacuous: number;
  readonly notRun: number;
}

export function tallyOf(evidence: readonly ReportEvidence[]): Tally {
  const count = (status: ReportEvidence['status']): number => evidence.filter((row) => row.status === status).length;
  return {
    total: evidence.length,
    holds: count('holds'),
    broken: count('broken'),
    vacuous: count('vacuous'),
    notRun: count('not-run'),
  };
}

export function evidenceOf(document: Pick<ReportDocument, 'evidence'>, control: string): readonly ReportEvidence[] {
  return document.evidence.filter((row) => row.control === control);
}

export type Proved = 'proved' | 'partly' | 'failed' | 'unproved';

/** proved: every attack ran, held, and leaked once the control was gone. */
export function provedBy(tally: Tally): Proved {
  if (tally.broken + tally.vacuous > 0) return 'failed';
  if (tally.holds === 0) return 'unproved';
  return tally.notRun > 0 ? 'partly' : 'proved';
}

export function controlsIn(
  document: Pick<ReportDocument, 'controls'>,
  areas: readonly ReportControl['area'][],
): readonly ReportControl[] {
  return document.controls.filter((control) => areas.includes(control.area));
}

export function tallyWords(tally: Tally): string {
  if (tally.total === 0) return 'no attack';
  const parts = [`${tally.holds} of ${tally.total} hold`];
  if (tally.broken > 0) parts.push(`${tally.broken} broken`);
  if (tally.vacuous > 0) parts.push(`${tally.vacuous} vacuous`);
  if (tally.notRun > 0) parts.push(`${tally.notRun} not run`);
  return parts.join(', ');
}
