// The specification's eleven quality checks, answered from what the run has: `met` only on evidence that
// holds (and turned red) or on a stated source; what is unproved is an open risk, what is missing a gap.

import { QUALITY_CHECKS, type QualityAnswer, type QualityId } from './quality.js';
import type { Answer, Parts } from './quality/answer.js';
import { auditAnswer, columnsAnswer, connectionAnswer, isolationAnswer, rolesAnswer } from './quality/enforced.js';
import { coverageAnswer, handoffAnswer, sourcedAnswer } from './quality/designed.js';
import { exposureAnswer, rotationAnswer } from './quality/stated.js';
import { testedAnswer } from './quality/tested.js';

export type QualityParts = Parts;

const ANSWERS: { readonly [id in QualityId]: (parts: QualityParts) => Answer } = {
  sourced: sourcedAnswer,
  roles: rolesAnswer,
  isolation: isolationAnswer,
  columns: columnsAnswer,
  connection: connectionAnswer,
  audit: auditAnswer,
  rotation: rotationAnswer,
  exposure: exposureAnswer,
  coverage: coverageAnswer,
  tested: testedAnswer,
  handoff: handoffAnswer,
};

/** In the order of the specification. */
export function qualityAnswers(parts: QualityParts): readonly QualityAnswer[] {
  return QUALITY_CHECKS.map(({ id, text }) => ({ id, text, ...ANSWERS[id](parts) }));
}
