// Encryption without a statement of who holds the key, and columns that only the application protects.

import { formatSource } from '../../core/source.js';
import type { AdrCandidate } from '../candidate.js';
import type { ObjectRef } from '../../pg/object.js';
import type { Protection } from '../model.js';
import { listed, slug, type Question, type QuestionContext } from './question.js';

export const protectionQuestions: Question = (context) => [
  ...context.intent.protections.filter(lacksCustody).map((row) => custody(row, context)),
  ...applicationOnly(context),
];

function lacksCustody({ protections, keyCustody }: Protection): boolean {
  return keyCustody === null && protections.some((kind) => kind === 'pgcrypto' || kind === 'tde');
}

function custody(row: Protection, { bound }: QuestionContext): AdrCandidate {
  const names = row.locations.map(({ text }) => text);
  const atRest = row.protections.includes('tde') && !row.protections.includes('pgcrypto');
  const objects: readonly ObjectRef[] = atRest
    ? []
    : bound.columns.filter(({ object }) => names.includes(object.path.join('.'))).map(({ object }) => object);
  return {
    id: slug('key-custody-of', ...names.slice(0, 3)),
    topic: 'key-custody',
    title: `Key custody for ${listed(names)}`,
    question: `Where is the key of ${listed(names)} kept, and who holds it?`,
    evidence: [`${formatSource(row.source)} asks for ${row.protections.join(', ')} and names no key custody.`],
    options: [
      {
        title: 'The client holds the key (vault, bound as a parameter)',
        security: 'Whoever holds the database, a backup or superuser alone reads nothing.',
        operations: 'Key distribution and re-encryption at rotation; no search on the column.',
        performance: 'Encryption in the client; no index on the plaintext.',
      },
      {
        title: 'The platform holds the key (volume encryption, TDE)',
        security: 'Protects lost media and nothing else: a running server shows the plaintext.',
        operations: 'The platform team rotates it.',
        performance: 'A few per cent of I/O.',
      },
    ],
    recommendation: null,
    blocks: [{ part: atRest ? 'at-rest' : 'columns', objects, what: `Encryption of ${listed(names)}` }],
    sources: [row.source],
  };
}

function applicationOnly({ bound }: QuestionContext): readonly AdrCandidate[] {
  const open = bound.columns.filter(
    ({ protections, dataClass }) =>
      protections.length > 0 &&
      protections.every((kind) => kind === 'application') &&
      (dataClass === 'restricted' || dataClass === 'regulated'),
  );
  if (open.length === 0) return [];
  const names = open.map(({ object }) => object.path.join('.'));
  return [
    {
      id: 'protection-by-application-only',
      topic: 'protection',
      title: `Columns that only the application protects: ${listed(names)}`,
      question: `What does the engine do for ${listed(names)}? Protection by the application alone is a gap, not a control.`,
      evidence: open.map(
        ({ object, dataClass }) =>
          `${object.path.join('.')} is ${dataClass} and its only stated protection is the application.`,
      ),
      options: [
        {
          title: 'Column grants',
          security: 'Only the named actors read the column, whatever the application does.',
          operations: 'Queries name their columns.',
          performance: 'No cost.',
        },
        {
          title: 'Column encryption with a key outside the database',
          security: 'Also superusers and backups show nothing.',
          operations: 'Key custody and re-encryption.',
          performance: 'No index on the plaintext.',
        },
      ],
      recommendation:
        'Column grants: enforcement by the application alone is rejected for restricted and regulated columns.',
      blocks: [{ part: 'columns', objects: open.map(({ object }) => object), what: 'Who may read these columns' }],
      sources: open.flatMap(({ sources }) => sources),
    },
  ];
}
