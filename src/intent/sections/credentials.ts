// `## Secrets & Key Management`: which credentials there are, who owns them and how long they live.

import { CREDENTIAL_HEADERS, CREDENTIAL_HEADINGS } from '../words/credential-words.js';
import { readDays } from '../words/duration.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { isPlainSetting } from './settings.js';
import { namesOf, textOf, textOrNone, unquoted } from './values.js';

type Key = 'credential' | 'usedBy' | 'store' | 'owner' | 'rotation' | 'issuance' | 'breakGlass';

const columns: Columns<Key> = {
  credential: {
    header: 'Credential',
    synonyms: CREDENTIAL_HEADERS,
    doc: 'what it is; its logins in code spans',
    required: true,
  },
  usedBy: {
    header: 'Used by',
    synonyms: [
      'consumer',
      'consumers',
      'consuming services',
      'users',
      'used in',
      'usage',
      'purpose',
      'used for',
      'scope',
    ],
    doc: 'application, pooler, backup, restore, bootstrap, replication, …',
  },
  store: {
    header: 'Store',
    synonyms: [
      'stored in',
      'location',
      'secret store',
      'kept in',
      'storage',
      'storage location',
      'storage target',
      'where stored',
      'where',
      'source',
    ],
    doc: 'where it is kept',
  },
  owner: {
    header: 'Owner',
    synonyms: ['rotation owner', 'owned by', 'responsible'],
    doc: 'who rotates it',
  },
  rotation: {
    header: 'Rotation',
    synonyms: [
      'cadence',
      'rotation cadence',
      'rotation frequency',
      'rotation policy',
      'rotation schedule',
      'rotation interval',
      'rotation requirement',
      'rotation period',
      'rotated',
      'frequency',
      'lifetime',
      'expiry',
      'expiration',
      'validity',
      'renewal',
      'ttl',
    ],
    doc: 'a period: 90 days, 1 h, quarterly',
  },
  issuance: { header: 'Issuance', synonyms: ['issued by', 'issued', 'how issued'], doc: 'how a new one is made' },
  breakGlass: {
    header: 'Break-glass',
    synonyms: ['emergency', 'break glass'],
    doc: 'yes when it is the emergency way in',
  },
};

export const credentials: SectionReader<'credentials', Key> = defineSection({
  kind: 'credentials',
  heading: 'Secrets & Key Management',
  synonyms: CREDENTIAL_HEADINGS,
  columns,
  enough: [
    'Credential',
    'Secret',
    'Secret name',
    'Key',
    'Key name',
    'Token',
    'Certificate',
    'Environment variable',
    'Variable',
    'Env var',
    'Secret type',
    'Required secrets',
    'Secrets required',
  ],
  certain: ['Secret name', 'Required secrets', 'Secrets required', 'Credentials required', 'Required credentials'],
  names: { key: 'credential', instead: [], beside: ['rotation', 'store', 'owner', 'usedBy'], least: 2 },
  read: (row) => {
    const credential = row.cell('credential');
    if (credential === undefined || isPlainSetting(credential.text)) return null;
    const rotation = textOf(row.cell('rotation'));
    return {
      credential: credential.text,
      logins: credential.spans.map((span) => unquoted(span.text.trim())),
      usedBy: namesOf(row.cell('usedBy')),
      store: textOrNone(row.cell('store')),
      owner: textOrNone(row.cell('owner')),
      rotation,
      rotationDays: rotation === null ? null : readDays(rotation),
      issuance: textOrNone(row.cell('issuance')),
      breakGlass: textOrNone(row.cell('breakGlass')),
      source: credential.source,
    };
  },
});
