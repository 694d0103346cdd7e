// `## Secrets & Key Management`: which credentials there are, who owns them and how long they live.

import { classifyColumn } from '../../classify/classify-column.js';
import { readDays } from '../words/duration.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { namesOf, textOf, textOrNone, unquoted } from './values.js';

/** Addresses that hold a password. */
const CONNECTION =
  /(?:DATABASE|DB|POSTGRES(?:QL)?|PG|MYSQL|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ|SMTP|MAIL)_?(?:URL|URI|DSN)$|CONNECTION_?STRING$|_DSN$/u;
/** What every browser gets to see. */
const PUBLISHED = /^(?:NEXT_PUBLIC|VITE|REACT_APP|PUBLIC|EXPO_PUBLIC|NUXT_PUBLIC)_|PUBLISHABLE|PUBLIC_KEY/u;

/** `LOG_LEVEL` in a list of environment variables is no credential, `JWT_SECRET_KEY` is one. */
function isPlainSetting(text: string): boolean {
  if (!/^[A-Z][A-Z0-9]*(?:_{1,2}[A-Za-z0-9]+)+$|^(?:PORT|HOST|DEBUG|TZ)$/u.test(text)) return false;
  if (PUBLISHED.test(text)) return true;
  if (CONNECTION.test(text)) return false;
  const guesses = classifyColumn({ table: '', column: text, type: 'text', comment: null });
  return !guesses.some(({ kind }) => kind === 'credential');
}

type Key = 'credential' | 'usedBy' | 'store' | 'owner' | 'rotation' | 'issuance' | 'breakGlass';

const columns: Columns<Key> = {
  credential: {
    header: 'Credential',
    synonyms: [
      'secret',
      'secret type',
      'credential type',
      'key',
      'key type',
      'key name',
      'credentials',
      'secret or key',
      'token',
      'token type',
      'api key',
      'secret name',
      'environment variable',
      'env var',
      'variable',
      'category',
      'name',
      'type',
    ],
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
  synonyms: [
    'secrets',
    'secrets management',
    'secret management',
    'key management',
    'credentials',
    'credential rotation',
    'key rotation',
    'secret rotation',
    'secrets rotation',
    'password rotation',
    'secrets and credentials',
    'secrets and keys',
    'secret inventory',
    'credential inventory',
    'token types',
    'api keys',
    'environment variables',
    'secrets management strategy',
    'secret rotation',
    'secrets rotation',
    'key rotation',
    'rotation schedule',
    'rotation policy',
    'secret types',
    'secret categories',
    'secrets inventory',
    'key inventory',
    'keys and secrets',
    'keys and certificates',
    'required secrets',
    'tokens',
    'token lifetimes',
    'token management',
    'cryptographic keys',
    'encryption keys',
    'key hierarchy',
    'token lifecycle',
    'managed secrets',
    'secrets catalog',
    'secret catalogue',
    'secrets overview',
    'secret classes',
    'session and token rules',
    'secrets stored',
    'secrets in use',
    'credential lifecycle',
    'secret lifecycle',
    'key lifecycle',
  ],
  columns,
  enough: ['Credential', 'Secret', 'Environment variable', 'Variable', 'Env var', 'Secret type'],
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
