// All questions that the documents leave open, without those that an accepted ADR has settled.

import { sortBy } from '../../core/order.js';
import type { AdrCandidate } from '../candidate.js';
import { auditQuestions } from './audit.js';
import { carrierQuestions } from './carrier.js';
import { classificationQuestions } from './classification.js';
import { credentialQuestions } from './credentials.js';
import { exposureQuestions } from './exposure.js';
import { isolationQuestions } from './isolation.js';
import { loginQuestions } from './logins.js';
import { ownershipQuestions } from './ownership.js';
import { platformQuestions } from './platform.js';
import { protectionQuestions } from './protection.js';
import type { Question, QuestionContext } from './question.js';
import { threatQuestions } from './threats.js';

const QUESTIONS: readonly Question[] = [
  auditQuestions,
  carrierQuestions,
  classificationQuestions,
  credentialQuestions,
  exposureQuestions,
  isolationQuestions,
  loginQuestions,
  ownershipQuestions,
  platformQuestions,
  protectionQuestions,
  threatQuestions,
];

/** Sorted by id; ids are unique. */
export function openQuestions(context: QuestionContext): readonly AdrCandidate[] {
  const accepted = context.intent.decisions.filter(({ status }) => status === 'accepted');
  const settled = new Set(accepted.flatMap(({ settles }) => settles));
  const asked = sortBy(
    QUESTIONS.flatMap((question) => question(context)),
    ({ id }) => id,
  );
  return withUniqueIds(asked).filter(({ id }) => !settled.has(id));
}

/** Two names may have one slug (`a.b` and `a-b`); the second then gets a number. */
function withUniqueIds(candidates: readonly AdrCandidate[]): readonly AdrCandidate[] {
  const seen = new Map<string, number>();
  return candidates.map((candidate) => {
    const count = (seen.get(candidate.id) ?? 0) + 1;
    seen.set(candidate.id, count);
    return count === 1 ? candidate : { ...candidate, id: `${candidate.id}-${count}` };
  });
}
