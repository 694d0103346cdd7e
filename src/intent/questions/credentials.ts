// Credentials without an owner or a cadence, and logins whose credential is stated nowhere.

import { formatSource } from '../../core/source.js';
import { objectRef } from '../../pg/object.js';
import type { AdrCandidate, AdrOption } from '../candidate.js';
import type { Credential } from '../operations.js';
import { listed, slug, type Question, type QuestionContext } from './question.js';
import { isOmitted } from '../omissions.js';

const OPTIONS: readonly AdrOption[] = [
  {
    title: 'A named owner and at most 90 days',
    security: 'A stolen credential ends by itself.',
    operations: 'A rotation to automate, with an overlap for the clients.',
    performance: 'No cost.',
  },
  {
    title: 'Short-lived credentials (vault, IAM)',
    security: 'A stolen credential is worth an hour.',
    operations: 'Depends on the issuer at every connection.',
    performance: 'A call to the issuer per new connection.',
  },
];

const RECOMMENDATION =
  'Database credentials rotate in 90 days or less, with a named owner; short-lived ones where the substrate offers them.';

export const credentialQuestions: Question = (context) => {
  if (isOmitted(context.intent, 'credentials')) return [];
  const open = context.intent.credentials.filter(({ owner, rotation }) => owner === null || rotation === null);
  return [...open.map(rotationOf), ...unstated(context)];
};

function rotationOf(row: Credential): AdrCandidate {
  const missing = [row.owner === null ? 'owner' : '', row.rotation === null ? 'cadence' : '']
    .filter((word) => word !== '')
    .join(' and ');
  return {
    id: slug('rotation-of', row.credential),
    topic: 'credential',
    title: `Rotation of the ${row.credential}`,
    question: `Who rotates the ${row.credential}, and how often?`,
    evidence: [
      `${formatSource(row.source)} states no ${missing}.`,
      ...(row.usedBy.length === 0 ? [] : [`It is used by ${row.usedBy.join(', ')}.`]),
    ],
    options: OPTIONS,
    recommendation: RECOMMENDATION,
    blocks: [
      {
        part: 'credentials',
        objects: row.logins.map((login) => objectRef('role', [login])),
        what: `Rotation and expiry of the ${row.credential}`,
      },
    ],
    sources: [row.source],
  };
}

function unstated({ intent }: QuestionContext): readonly AdrCandidate[] {
  const words = new Set(
    intent.credentials.flatMap(({ logins, credential }) => [...logins, ...credential.split(/[^\p{L}\p{N}_$-]+/u)]),
  );
  const open = intent.connections.filter(
    ({ login, kind, authentication }) =>
      kind !== 'retired' && (authentication === null || authentication === 'scram-sha-256') && !words.has(login),
  );
  if (open.length === 0) return [];
  const names = open.map(({ login }) => login);
  return [
    {
      id: 'credentials-of-logins',
      topic: 'credential',
      title: `Credentials of ${listed(names)}`,
      question: `Where are the credentials of ${listed(names)} kept, who owns them and how often are they rotated?`,
      evidence: names.map((name) => `No row of Secrets & Key Management names ${name}.`),
      options: OPTIONS,
      recommendation: RECOMMENDATION,
      blocks: [
        {
          part: 'credentials',
          objects: names.map((name) => objectRef('role', [name])),
          what: 'Rotation and expiry of their passwords',
        },
      ],
      sources: open.map(({ source }) => source),
    },
  ];
}
