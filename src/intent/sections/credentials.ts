// `## Secrets & Key Management`: which credentials there are, who owns them and how long they live.

import { classifyColumn } from '../../classify/classify-column.js';
import { readDays } from '../words/duration.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { namesOf, textOf, textOrNone } from './values.js';

/** `LOG_LEVEL` in a list of environment variables is no credential, `JWT_SECRET_KEY` is one. */
function isPlainSetting(text: string): boolean {
  if (!/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u.test(text)) return false;
  const guesses = classifyColumn({ table: '', column: text, type: 'text', comment: null });
  return !guesses.some(({ kind }) => kind === 'credential');
}

type Key = 'credential' | 'usedBy' | 'store' | 'owner' | 'rotation' | 'issuance' | 'breakGlass';

const columns: Columns<Key> = {
  credential: {
    header: 'Credential',
    synonyms: [
      'secret',
      'key',
      'credentials',
      'secret or key',
      'token',
      'token type',
      'api key',
      'secret name',
      'environment variable',
      'env var',
      'variable',
    ],
    doc: 'what it is; its logins in code spans',
    required: true,
  },
  usedBy: {
    header: 'Used by',
    synonyms: ['consumer', 'consumers', 'users', 'used in'],
    doc: 'application, pooler, backup, restore, bootstrap, replication, …',
  },
  store: {
    header: 'Store',
    synonyms: ['stored in', 'location', 'secret store', 'kept in', 'storage', 'where stored'],
    doc: 'where it is kept',
  },
  owner: {
    header: 'Owner',
    synonyms: ['rotation owner', 'owned by', 'responsible'],
    doc: 'who rotates it',
  },
  rotation: {
    header: 'Rotation',
    synonyms: ['cadence', 'rotation cadence', 'rotated', 'rotation period', 'lifetime', 'ttl'],
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
  synonyms: [
    'secrets',
    'secrets management',
    'secret management',
    'key management',
    'credentials',
    'credential rotation',
    'secrets and credentials',
    'secrets and keys',
    'secret inventory',
    'credential inventory',
    'token types',
    'api keys',
    'environment variables',
  ],
  columns,
  enough: ['Credential', 'Secret', 'Environment variable', 'Variable', 'Env var'],
  read: (row) => {
    const credential = row.cell('credential');
    if (credential === undefined || isPlainSetting(credential.text)) return null;
    const rotation = textOf(row.cell('rotation'));
    return {
      credential: credential.text,
      logins: credential.spans.map((span) => span.text.trim()),
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
