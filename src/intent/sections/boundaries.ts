// `## Trust Boundary Map`: where data passes from one trust to another.

import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, textOf, textOrNone } from './values.js';

type Key = 'boundary' | 'from' | 'to' | 'authentication' | 'authorization' | 'encryption' | 'audit';

const columns: Columns<Key> = {
  boundary: {
    header: 'Boundary',
    synonyms: [
      'id',
      'trust boundary',
      'boundary id',
      'boundary name',
      'name',
      '#',
      'interface',
      'data flow',
      'flow',
      'crossing',
    ],
    doc: 'id, cited by threats',
    required: true,
  },
  from: {
    header: 'From',
    synonyms: [
      'source',
      'from zone',
      'caller',
      'client',
      'from side',
      'origin',
      'less trusted',
      'untrusted side',
      'outside',
      'sender',
      'initiator',
      'caller side',
    ],
    doc: 'who calls',
    required: true,
  },
  to: {
    header: 'To',
    synonyms: [
      'destination',
      'target',
      'to zone',
      'callee',
      'server',
      'to side',
      'more trusted',
      'trusted side',
      'inside',
      'receiver',
      'recipient',
    ],
    doc: 'what is called',
    required: true,
  },
  authentication: {
    header: 'Authentication',
    synonyms: ['authn', 'auth', 'authentication mechanism', 'identity', 'auth mechanism'],
    doc: 'how the caller proves who it is',
  },
  authorization: {
    header: 'Authorization',
    synonyms: [
      'authz',
      'authorisation',
      'access control',
      'enforcement',
      'control',
      'controls',
      'protection',
      'mechanism',
    ],
    doc: 'what decides what it may do',
  },
  encryption: {
    header: 'Encryption',
    synonyms: ['transport', 'tls', 'encryption in transit', 'transport security', 'protocol', 'channel'],
    doc: 'protection on the way',
  },
  audit: { header: 'Audit', synonyms: ['logging', 'audit trail'], doc: 'what is recorded' },
};

export const boundaries: SectionReader<'boundaries', Key> = defineSection({
  kind: 'boundaries',
  heading: 'Trust Boundary Map',
  synonyms: [
    'trust boundaries',
    'trust boundary',
    'boundaries',
    'boundary map',
    'security boundaries',
    'trust boundary analysis',
    'trust boundary diagram',
    'trust model boundaries',
    'boundary crossings',
    'data flows across trust boundaries',
    'trust zones and boundaries',
    'system boundaries',
    'trust boundaries and data flows',
    'boundary inventory',
    'trust boundary table',
    'trust boundary summary',
    'trust boundary inventory',
    'trust boundary register',
    'trust boundary catalog',
    'trust boundary catalogue',
    'trust boundary crossings',
    'boundary register',
  ],
  columns,
  enough: ['Boundary', 'Trust boundary', 'Boundary name', 'Crossing'],
  least: ['boundary'],
  read: (row) => {
    const id = nameOf(row.cell('boundary'));
    if (id === null) return null;
    return {
      id,
      name: textOf(row.cell('boundary')) ?? id,
      from: textOrNone(row.cell('from')),
      to: textOrNone(row.cell('to')),
      authentication: textOrNone(row.cell('authentication')),
      authorization: textOrNone(row.cell('authorization')),
      encryption: textOrNone(row.cell('encryption')),
      audit: textOrNone(row.cell('audit')),
      source: row.cell('boundary')?.source ?? row.source,
    };
  },
});
