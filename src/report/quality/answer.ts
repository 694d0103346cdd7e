// How an answer is made of several findings about one quality check: the worst decides.

import type { QualityAnswer } from '../quality.js';
import type { ReportDocument, ReportEvidence } from '../plain.js';

export type Verdict = QualityAnswer['verdict'];
export type Answer = Omit<QualityAnswer, 'id' | 'text'>;
export type Parts = Omit<ReportDocument, 'quality' | 'posture' | 'postureReasons'>;

export interface Remark {
  readonly verdict: Verdict;
  readonly because: string;
}

export function met(because: string): Remark {
  return { verdict: 'met', because };
}

export function openRisk(because: string): Remark {
  return { verdict: 'open-risk', because };
}

export function gap(because: string): Remark {
  return { verdict: 'gap', because };
}

const ORDER: readonly Verdict[] = ['gap', 'open-risk', 'met'];

/** Without a remark nothing speaks for it: a gap. */
export function answerOf(remarks: readonly Remark[], evidence: readonly ReportEvidence[]): Answer {
  const verdict = ORDER.find((each) => remarks.some((remark) => remark.verdict === each)) ?? 'gap';
  return { verdict, because: remarks.map((remark) => remark.because), evidence: evidence.map(pointer) };
}

export function pointer(row: ReportEvidence): string {
  return `${row.control}/${row.attack.id}`;
}

export function candidateWords(parts: Parts, topics: readonly string[]): string | null {
  const ids = parts.candidates.filter((each) => topics.includes(each.topic)).map((each) => each.id);
  return ids.length === 0 ? null : `ADR candidates: ${ids.join(', ')}.`;
}
