// `## Logging & Audit Architecture`: which events are recorded, for which threats, where and how long.

import { EVENT_CLASSES } from '../../pg/event-class.js';
import { EVENT_WORDS } from '../words/lists.js';
import { readWord } from '../words/vocabulary.js';
import { locationsOf } from './locations.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { namesOf, textOrNone } from './values.js';

type Key = 'event' | 'scope' | 'threat' | 'sink' | 'retention' | 'tamperEvidence';

const columns: Columns<Key> = {
  event: {
    header: 'Event',
    synonyms: [
      'events',
      'event class',
      'event name',
      'audit event',
      'audited event',
      'logged event',
      'security event',
      'event type',
      'event category',
      'what',
      'what is logged',
      'category',
      'action',
      'activity',
      'operation',
      'log',
      'log type',
    ],
    doc: EVENT_CLASSES.join(', '),
    required: true,
  },
  scope: {
    header: 'Scope',
    synonyms: ['on', 'objects', 'location', 'applies to', 'details', 'fields', 'data logged', 'source'],
    doc: 'locations, roles, a database or the cluster',
  },
  threat: { header: 'Threat', synonyms: ['threats', 'threat id', 'threat ids'], doc: 'ids of threats' },
  sink: {
    header: 'Sink',
    synonyms: ['destination', 'routing', 'route', 'log sink', 'target', 'storage', 'where', 'stored in', 'system'],
    doc: 'where the record goes',
  },
  retention: {
    header: 'Retention',
    synonyms: ['kept', 'retention period', 'retention time', 'kept for'],
    doc: 'how long',
  },
  tamperEvidence: {
    header: 'Tamper evidence',
    synonyms: ['integrity', 'tamper proofing', 'tamper resistance'],
    doc: 'how a change of the record shows',
  },
};

export const auditEvents: SectionReader<'auditEvents', Key> = defineSection({
  kind: 'auditEvents',
  heading: 'Logging & Audit Architecture',
  synonyms: [
    'audit',
    'audit architecture',
    'logging',
    'logging and audit',
    'log and audit',
    'audit and log',
    'logs and audit',
    'audit logging',
    'audit and logging',
    'audit events',
    'audit event categories',
    'audited events',
    'logged events',
    'security events',
    'logging architecture',
    'audit log',
    'audit logs',
    'audit trail',
    'audit model',
    'security logging',
    'logging and monitoring',
    'monitoring and logging',
    'logging and auditing',
    'security monitoring',
    'events logged',
    'what is logged',
    'what we log',
    'event types',
    'event catalogue',
    'event catalog',
    'event taxonomy',
    'audit event types',
    'audited actions',
    'logged actions',
    'recorded events',
    'captured events',
    'events captured',
    'what is audited',
    'what is recorded',
    'what gets logged',
    'what we audit',
    'audit scope',
    'audit coverage',
    'security event logging',
    'security audit logging',
    'audit trails',
    'events to log',
    'events to record',
    'events to audit',
    'events we log',
    'events we record',
    'auditable events',
    'what to log',
    'what must be logged',
  ],
  columns,
  enough: [
    'Event',
    'Events',
    'Audit event',
    'Event type',
    'Event category',
    'Category',
    'Security event',
    'Logged event',
    'Action',
    'Activity',
    'What is logged',
  ],
  read: (row, report) => {
    const event = row.cell('event');
    if (event === undefined) return null;
    return {
      event: event.text,
      eventClass: readWord(EVENT_WORDS, event, report),
      scope: locationsOf(row.cell('scope'), report),
      threats: namesOf(row.cell('threat')),
      sink: textOrNone(row.cell('sink')),
      retention: textOrNone(row.cell('retention')),
      tamperEvidence: textOrNone(row.cell('tamperEvidence')),
      source: event.source,
    };
  },
});
