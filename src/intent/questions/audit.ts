// No audit section, or events without a class, a sink or a retention.

import type { AdrCandidate, AdrOption } from '../candidate.js';
import { EVENT_CLASSES } from '../../pg/event-class.js';
import { listed, type Question } from './question.js';
import { isOmitted } from '../omissions.js';

const OPTIONS: readonly AdrOption[] = [
  {
    title: 'The event classes that the threats name',
    security: 'What matters is recorded; tampering shows.',
    operations: 'A sink, a retention and somebody who looks.',
    performance: 'A log line per event; none for ordinary reads and writes.',
  },
  {
    title: 'Everything',
    security: 'Nothing is missed, and nothing is found.',
    operations: 'Volumes that nobody reads.',
    performance: 'A log line per statement.',
  },
];
const RECOMMENDATION =
  'DDL, role changes, privileged reads, failed authentication and privileged access, each with a route and a retention.';

export const auditQuestions: Question = ({ intent }) => {
  if (intent.auditEvents.length === 0) return isOmitted(intent, 'auditEvents') ? [] : [MISSING];
  const open = intent.auditEvents.filter(
    ({ eventClass, sink, retention }) => eventClass === null || sink === null || retention === null,
  );
  if (open.length === 0) return [];
  const names = open.map(({ event }) => event);
  return [
    {
      id: 'audit-events',
      topic: 'audit',
      title: `Class, sink or retention of ${listed(names)}`,
      question: `Which class are the events ${listed(names)}, where do they go and how long are they kept?`,
      evidence: open.map(({ event, eventClass, sink, retention }) => {
        const missing = [
          eventClass === null ? `a known class (${EVENT_CLASSES.join(', ')})` : '',
          sink === null ? 'a sink' : '',
          retention === null ? 'a retention' : '',
        ];
        return `"${event}" states no ${missing.filter((word) => word !== '').join(', no ')}.`;
      }),
      options: OPTIONS,
      recommendation: RECOMMENDATION,
      blocks: [],
      sources: open.map(({ source }) => source),
    },
  ];
};

const MISSING: AdrCandidate = {
  id: 'audit-architecture',
  topic: 'audit',
  title: 'Audit architecture',
  question: 'Which events are recorded, where do the records go, how long are they kept and what shows tampering?',
  evidence: ['The documents hold no section with audit events.'],
  options: OPTIONS,
  recommendation: RECOMMENDATION,
  blocks: [{ part: 'audit', objects: [], what: 'Audit configuration, its routing and retention' }],
  sources: [],
};
