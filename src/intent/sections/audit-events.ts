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
    synonyms: ['events', 'event class', 'audit event', 'event type', 'event category', 'what', 'category'],
    doc: EVENT_CLASSES.join(', '),
    required: true,
  },
  scope: {
    header: 'Scope',
    synonyms: ['on', 'objects', 'location', 'applies to'],
    doc: 'locations, roles, a database or the cluster',
  },
  threat: { header: 'Threat', synonyms: ['threats', 'threat id', 'threat ids'], doc: 'ids of threats' },
  sink: {
    header: 'Sink',
    synonyms: ['destination', 'routing', 'route', 'log sink', 'target'],
    doc: 'where the record goes',
  },
  retention: { header: 'Retention', synonyms: ['kept', 'retention period'], doc: 'how long' },
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
    'audit logging',
    'audit and logging',
    'audit events',
    'audit event categories',
    'audited events',
    'logged events',
    'security events',
    'logging architecture',
  ],
  columns,
  enough: ['Event', 'Audit event', 'Event type', 'Event category', 'Category'],
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
