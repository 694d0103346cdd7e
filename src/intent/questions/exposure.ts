// Endpoints that are public without an accepted exception, or of which nobody says whether they are.

import type { AdrCandidate } from '../candidate.js';
import { namesAccepted } from '../decisions.js';
import { objectRef } from '../../pg/object.js';
import type { Endpoint } from '../operations.js';
import { slug, type Question } from './question.js';

export const exposureQuestions: Question = ({ intent }) =>
  intent.endpoints
    .filter(
      (endpoint) =>
        endpoint.public === null || (endpoint.public && !namesAccepted(endpoint.exception ?? '', intent.decisions)),
    )
    .map(candidate);

function candidate(endpoint: Endpoint): AdrCandidate {
  const stated = endpoint.public === true;
  return {
    id: slug('exposure-of', endpoint.endpoint),
    topic: 'exposure',
    title: `Exposure of ${endpoint.endpoint}`,
    question: stated
      ? `Why must ${endpoint.endpoint} be public, and who accepted it?`
      : `Can ${endpoint.endpoint} be reached from outside the trust zones?`,
    evidence: [
      stated
        ? `${endpoint.endpoint} is stated to be public; ${endpoint.exception === null ? 'no exception is named' : 'the exception names no accepted ADR'}.`
        : `The row of ${endpoint.endpoint} does not say whether it is public.`,
    ],
    options: [
      {
        title: 'Private',
        security: 'Only hosts of the trust zones reach it.',
        operations: 'Outside users need a VPN or a bastion.',
        performance: 'No cost.',
      },
      {
        title: 'Public by exception: allowlisted, TLS enforced, with an end date',
        security: 'Guessing and unknown flaws reach the server from the allowed ranges.',
        operations: 'An allowlist to keep, an ADR to renew.',
        performance: 'No cost.',
      },
    ],
    recommendation: 'Private: no public database endpoint without a justified, allowlisted, TLS-enforced exception.',
    blocks: [
      {
        part: 'exposure',
        objects: [objectRef('server', [endpoint.endpoint])],
        what: `Admission of public ranges to ${endpoint.endpoint}`,
      },
    ],
    sources: [endpoint.source],
  };
}
