// `## Network Exposure`: where the database can be reached.

import { YES_NO } from '../words/lists.js';
import { readWord } from '../words/vocabulary.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, namesOf, textOrNone } from './values.js';

type Key = 'endpoint' | 'zone' | 'allowedSources' | 'public' | 'exception';

const columns: Columns<Key> = {
  endpoint: {
    header: 'Endpoint',
    synonyms: ['host', 'address', 'service', 'listener', 'port', 'interface'],
    doc: 'host:port',
    required: true,
  },
  zone: { header: 'Zone', synonyms: ['trust zone', 'network', 'network zone'], doc: 'name of a trust zone' },
  allowedSources: {
    header: 'Allowed sources',
    synonyms: ['allowed from', 'sources', 'source', 'allowlist', 'reachable from', 'accessible from', 'access from'],
    doc: 'zone names or CIDRs',
  },
  public: {
    header: 'Public',
    synonyms: [
      'exposed',
      'exposure',
      'public endpoint',
      'publicly accessible',
      'public access',
      'internet',
      'internet facing',
      'visibility',
      'external',
    ],
    doc: 'yes or no',
    required: true,
  },
  exception: {
    header: 'Exception',
    synonyms: ['justification', 'exception adr', 'adr'],
    doc: 'the accepted ADR that justifies a public endpoint',
  },
};

export const endpoints: SectionReader<'endpoints', Key> = defineSection({
  kind: 'endpoints',
  heading: 'Network Exposure',
  synonyms: [
    'exposure',
    'network endpoints',
    'endpoints',
    'network access',
    'exposed services',
    'exposed ports',
    'ports',
    'open ports',
    'listening ports',
    'network ports',
    'network surface',
  ],
  columns,
  read: (row, report) => {
    const endpoint = nameOf(row.cell('endpoint'));
    if (endpoint === null) return null;
    const answer = readWord(YES_NO, row.cell('public'), report);
    return {
      endpoint,
      zone: textOrNone(row.cell('zone')),
      allowedSources: namesOf(row.cell('allowedSources')),
      public: answer === null ? null : answer === 'yes',
      exception: textOrNone(row.cell('exception')),
      source: row.cell('public')?.source ?? row.source,
    };
  },
});
