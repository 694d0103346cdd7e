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
import type { Intent } from '../model.js';
import type { Report } from '../row.js';
import { nearest } from '../words/nearest.js';
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
export function allQuestions(context: QuestionContext): readonly AdrCandidate[] {
  const asked = sortBy(
    QUESTIONS.flatMap((question) => question(context)),
    ({ id }) => id,
  );
  return withUniqueIds(asked);
}

export function openQuestions(asked: readonly AdrCandidate[], { decisions }: Intent): readonly AdrCandidate[] {
  const settled = new Set(decisions.flatMap(({ status, settles }) => (status === 'accepted' ? settles : [])));
  return asked.filter(({ id }) => !settled.has(id));
}

/** An accepted ADR that settles nearly what is asked; one that settles what nobody asks any more is none of it. */
export function reportMisnamedAnswers(
  asked: readonly AdrCandidate[],
  open: readonly AdrCandidate[],
  { decisions }: Intent,
  report: Report,
): void {
  const known = new Set(asked.map(({ id }) => id));
  const ids = open.map(({ id }) => id);
  for (const { status, settles, source, id: decision } of decisions) {
    if (status !== 'accepted') continue;
    for (const id of settles) {
      const close = known.has(id) ? null : nearest(id, ids);
      if (close === null) continue;
      report({
        code: 'settles-nothing',
        severity: 'info',
        what: `${decision} settles \`${id.slice(0, 80)}\`, which is not asked.`,
        why: 'An accepted ADR answers the question whose id it names, and no other.',
        fix: `If it was meant to answer it: did you mean \`${close}\`?`,
        source,
      });
    }
  }
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
