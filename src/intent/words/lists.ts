// The closed lists of DESIGN §4 with the synonyms that leave no doubt.

import { SEVERITIES, type Severity } from '../../core/severity.js';
import { EVENT_CLASSES, type EventClass } from '../../pg/event-class.js';
import { SUBSTRATES, PROTECTIONS, type ProtectionKind, type SubstrateName } from '../model.js';
import { LOGIN_KINDS, type Connection, type LoginKind } from '../operations.js';
import { vocabulary, type Vocabulary } from './vocabulary.js';

export const SEVERITY_WORDS: Vocabulary<Severity> = vocabulary('severity', SEVERITIES, {
  info: ['informational', 'negligible'],
  medium: ['moderate', 'med'],
  critical: ['very high', 'severe'],
});

export const SUBSTRATE_WORDS: Vocabulary<SubstrateName> = vocabulary('substrate', SUBSTRATES, {
  'self-managed': ['self managed', 'self hosted', 'on premises', 'on prem', 'bare metal', 'virtual machines'],
  rds: ['amazon rds', 'aws rds', 'rds for postgresql', 'amazon rds for postgresql'],
  aurora: ['amazon aurora', 'aws aurora', 'aurora postgresql'],
  'cloud-sql': ['google cloud sql', 'gcp cloud sql', 'cloudsql'],
  'azure-flexible-server': ['azure', 'azure database for postgresql', 'azure database for postgresql flexible server'],
  'cloudnative-pg': ['cnpg', 'cloud native pg', 'cloudnativepg'],
  zalando: ['zalando postgres operator', 'zalando operator'],
  crunchy: ['crunchy postgres operator', 'crunchy pgo', 'pgo', 'crunchy postgres for kubernetes'],
});

export const HOST_ACCESS_WORDS: Vocabulary<'files' | 'sql-only'> = vocabulary(
  'host access',
  ['files', 'sql-only'] as const,
  { files: ['file', 'shell', 'root', 'ssh', 'full'], 'sql-only': ['sql', 'no files', 'no shell'] },
);

export const PROTECTION_WORDS: Vocabulary<ProtectionKind> = vocabulary('protection', PROTECTIONS, {
  'column-grant': ['column grants', 'column privilege', 'column privileges', 'column revoke'],
  mask: ['masking', 'masked', 'masked view', 'masking view'],
  pgcrypto: ['column encryption', 'encrypted column'],
  tde: ['transparent data encryption', 'encryption at rest', 'volume encryption', 'at rest'],
  application: ['app', 'application only', 'application encryption', 'in the application'],
});

export const LOGIN_KIND_WORDS: Vocabulary<LoginKind> = vocabulary('login kind', LOGIN_KINDS, {
  service: ['application', 'app', 'api', 'service account'],
  human: ['person', 'people', 'user', 'personal', 'bi'],
  job: ['worker', 'batch', 'cron', 'scheduled job', 'etl'],
  migration: ['migrator', 'migrations', 'deployment', 'schema migration'],
  replication: ['replica', 'standby', 'streaming replication'],
  backup: ['backups', 'base backup'],
  monitoring: ['monitor', 'metrics', 'observability'],
  'break-glass': ['emergency', 'break glass', 'breakglass'],
  retired: ['decommissioned', 'removed', 'to be removed', 'disabled', 'legacy retired'],
});

export const POOLER_WORDS: Vocabulary<NonNullable<Connection['pooler']>> = vocabulary(
  'pooler mode',
  ['transaction', 'session', 'statement', 'none'] as const,
  {
    transaction: ['transaction pooling', 'pgbouncer transaction', 'pgbouncer transaction mode', 'transaction mode'],
    session: ['session pooling', 'pgbouncer session', 'session mode'],
    none: ['no', 'direct'],
  },
);

export const AUTHENTICATION_WORDS: Vocabulary<NonNullable<Connection['authentication']>> = vocabulary(
  'authentication method',
  ['scram-sha-256', 'cert', 'gss', 'ldap', 'peer', 'iam'] as const,
  {
    'scram-sha-256': ['scram', 'scram sha 256 plus'],
    cert: ['certificate', 'client certificate', 'mtls', 'mutual tls'],
    gss: ['kerberos', 'gssapi'],
    iam: ['iam token', 'aws iam', 'iam authentication'],
  },
);

export const EVENT_WORDS: Vocabulary<EventClass> = vocabulary('event class', EVENT_CLASSES, {
  ddl: ['ddl', 'schema changes', 'schema change', 'ddl changes', 'ddl statements'],
  'role-change': [
    'role changes',
    'role and grant changes',
    'grant changes',
    'grants',
    'role changes and grants',
    'grant and role changes',
    'privilege changes',
    'grant role changes',
    'role',
  ],
  'privileged-read': [
    'privileged reads',
    'reads of regulated data',
    'privileged reads on regulated data',
    'privileged reads on regulated tables',
    'reads on regulated tables',
  ],
  'privileged-write': ['privileged writes', 'writes of regulated data', 'writes on regulated tables'],
  'failed-authentication': [
    'failed auth',
    'failed login',
    'failed logins',
    'authentication failure',
    'authentication failures',
    'failed authentications',
    'auth failures',
    'login failures',
  ],
  connection: [
    'connections',
    'replication connections',
    'logins',
    'connects',
    'connection events',
    'connections and disconnections',
  ],
  'privileged-access': [
    'superuser login',
    'superuser logins',
    'break glass login',
    'break glass logins',
    'break glass use',
    'break glass',
    'superuser access',
    'privileged logins',
  ],
});

export const YES_NO: Vocabulary<'yes' | 'no'> = vocabulary('answer', ['yes', 'no'] as const, {
  yes: ['true', 'public', 'y'],
  no: ['false', 'private', 'n', 'none'],
});
