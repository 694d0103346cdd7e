// What `verify` says: each attack with and without its control. Also `evidence.json` of a `harden` run.

import { canonicalJson } from '../core/canonical-json.js';
import type { ReportDocument, ReportEvidence } from './plain.js';
import { tallyOf, type Tally } from './tally.js';

export const VERIFY_FORMAT = '1.0';

/** `attack` is its id within the control; `kind` and `title` say what it tried. */
export type VerifyRow = Omit<ReportEvidence, 'attack'> & {
  readonly attack: string;
  readonly kind: ReportEvidence['attack']['kind'];
  readonly title: string;
};

export interface VerifyDocument {
  readonly formatVersion: typeof VERIFY_FORMAT;
  readonly posture: ReportDocument['posture'];
  readonly postureReasons: readonly string[];
  readonly evidence: readonly VerifyRow[];
  readonly summary: Tally;
}

export type VerifyInput = Pick<ReportDocument, 'posture' | 'postureReasons' | 'evidence'>;

export function verifyDocument(input: VerifyInput): VerifyDocument {
  return {
    formatVersion: VERIFY_FORMAT,
    posture: input.posture,
    postureReasons: input.postureReasons,
    evidence: input.evidence.map(({ attack, ...row }) => ({
      ...row,
      attack: attack.id,
      kind: attack.kind,
      title: attack.title,
    })),
    summary: tallyOf(input.evidence),
  };
}

export function renderVerifyJson(input: VerifyInput): string {
  return `${canonicalJson(verifyDocument(input), 2)}\n`;
}
