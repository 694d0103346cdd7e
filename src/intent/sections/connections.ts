// `## Connection Model`: which login roles there are, for whom, from where.

import { AUTHENTICATION_WORDS, LOGIN_KIND_WORDS, POOLER_WORDS } from '../words/lists.js';
import type { Cell } from '../row.js';
import { saysNone } from '../words/normal.js';
import { readWord } from '../words/vocabulary.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, namesOf, textOrNone } from './values.js';

type Key = 'login' | 'actor' | 'kind' | 'database' | 'source' | 'pooler' | 'authentication' | 'externalIdentity';

const columns: Columns<Key> = {
  login: {
    header: 'Login',
    synonyms: [
      'login role',
      'database user',
      'database role',
      'database login',
      'database account',
      'db user',
      'db role',
      'service account',
      'account',
      'user',
      'role',
      'username',
    ],
    doc: 'role name',
    required: true,
  },
  actor: {
    header: 'Actor',
    synonyms: ['principal', 'used by', 'who', 'component', 'service', 'application'],
    doc: 'the actor of the authorization rows',
  },
  kind: {
    header: 'Kind',
    synonyms: ['type', 'login kind', 'account type'],
    doc: 'service, human, job, migration, replication, backup, monitoring, break-glass, retired',
    required: true,
  },
  database: { header: 'Database', synonyms: ['databases', 'db'], doc: 'names, `all` or `replication`' },
  source: {
    header: 'Source',
    synonyms: ['sources', 'from', 'zone', 'allowed from', 'source zone', 'network'],
    doc: 'zone names, CIDRs or local',
  },
  pooler: {
    header: 'Pooler',
    synonyms: ['pool mode', 'pooling', 'connection pooler'],
    doc: 'transaction, session, statement or none',
  },
  authentication: {
    header: 'Authentication',
    synonyms: ['auth', 'auth method', 'authentication method'],
    doc: 'scram-sha-256, cert, gss, ldap, peer or iam',
  },
  externalIdentity: {
    header: 'External identity',
    synonyms: [
      'external identities',
      'external name',
      'certificate cn',
      'certificate common name',
      'certificate subject',
      'certificate identity',
      'kerberos principal',
      'gss principal',
      'os user',
      'operating system user',
      'system user',
    ],
    doc: 'certificate CN or DN, principal or OS user that enters as this login, where it is not named like it',
  },
};

export const connections: SectionReader<'connections', Key> = defineSection({
  kind: 'connections',
  heading: 'Connection Model',
  synonyms: [
    'identity architecture',
    'connections',
    'database logins',
    'logins',
    'database users',
    'login roles',
    'application connection model',
    'database accounts',
    'database roles',
    'database access',
    'service accounts',
    'identities',
    'identity model',
  ],
  columns,
  least: ['login'],
  read: (row, report) => {
    const login = nameOf(row.cell('login'));
    if (login === null) return null;
    const method = row.cell('authentication');
    return {
      login,
      actor: textOrNone(row.cell('actor')),
      kind: readWord(LOGIN_KIND_WORDS, row.cell('kind'), report),
      databases: namesOf(row.cell('database')),
      sources: namesOf(row.cell('source')),
      pooler: readWord(POOLER_WORDS, row.cell('pooler'), report),
      authentication:
        method !== undefined && saysNone(method.text) ? null : readWord(AUTHENTICATION_WORDS, method, report),
      externalIdentities: identitiesOf(row.cell('externalIdentity')),
      source: row.cell('login')?.source ?? row.source,
    };
  },
});

/** A distinguished name has commas of its own: a code span is one identity as it stands. */
function identitiesOf(cell: Cell | undefined): readonly string[] {
  if (cell === undefined || saysNone(cell.text)) return [];
  const spans = cell.spans.map(({ text }) => text.trim()).filter((text) => text !== '');
  return spans.length > 0 ? spans : namesOf(cell);
}
