// No threat model, or threats whose kind cannot be told for certain: a control needs a threat that it counters.

import { THREAT_KINDS } from '../../pg/threat-kind.js';
import type { AdrCandidate, Blocked } from '../candidate.js';
import { listed, type Question } from './question.js';
import { isOmitted } from '../omissions.js';

const PARTS: readonly Blocked['part'][] = [
  'roles',
  'isolation',
  'columns',
  'connection',
  'audit',
  'credentials',
  'exposure',
  'at-rest',
];

export const threatQuestions: Question = ({ intent }) => {
  if (intent.threats.length === 0) return isOmitted(intent, 'threats') ? [] : [MISSING];
  const open = intent.threats.filter(({ kind }) => kind === null);
  if (open.length === 0) return [];
  const ids = open.map(({ id }) => id);
  return [
    {
      id: 'threat-kinds',
      topic: 'threat-kind',
      title: `Kind of ${ids.length === 1 ? `threat ${ids[0] ?? ''}` : `${ids.length} threats`}`,
      question: `Which kind of threat are ${listed(ids)}? One of: ${THREAT_KINDS.join(', ')}; or is it none that a database can counter?`,
      evidence: open.slice(0, 50).map(({ id, title }) => `${id}: ${title}`),
      options: [
        {
          title: 'State the kind in the threat model',
          security: 'The controls of the kind are built and attacked.',
          operations: 'One word per threat.',
          performance: 'No cost.',
        },
        {
          title: 'Mark it as countered elsewhere',
          security: 'No control here: the threat stays a gap in this report.',
          operations: 'Another document has to cover it.',
          performance: 'No cost.',
        },
      ],
      recommendation: null,
      // Only controls for these threats are missing; nothing that another threat asks for waits.
      blocks: [],
      sources: open.map(({ source }) => source),
    },
  ];
};

const MISSING: AdrCandidate = {
  id: 'threat-model',
  topic: 'threat-kind',
  title: 'Threat model',
  question: 'What is the database to be defended against?',
  evidence: ['The documents hold no section with threats.'],
  options: [
    {
      title: 'Write a threat model',
      security: 'Every control answers a stated threat, and every gap is visible.',
      operations: 'A workshop per product; `pgrampart init` drafts one.',
      performance: 'No cost.',
    },
    {
      title: 'Leave it out',
      security: 'Nothing is hardened: a control without a threat is not built.',
      operations: 'Nothing to do.',
      performance: 'No cost.',
    },
  ],
  recommendation: 'Write it: every control has to name the threat that it counters.',
  blocks: PARTS.map((part) => ({ part, objects: [], what: 'Every control: none has a threat to answer' })),
  sources: [],
};
