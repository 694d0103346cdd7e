// The operational half of the architecture: who connects, what is audited, which secrets there are,
// and where the network ends.

import type { Source } from '../core/source.js';
import type { EventClass } from '../pg/event-class.js';
import type { Location } from './location.js';

export const LOGIN_KINDS = [
  'service',
  'human',
  'job',
  'migration',
  'replication',
  'backup',
  'monitoring',
  'break-glass',
  'retired',
] as const;
export type LoginKind = (typeof LOGIN_KINDS)[number];

export interface Connection {
  readonly login: string;
  readonly actor: string | null;
  readonly kind: LoginKind | null;
  /** Database names; `all` stands for every one. */
  readonly databases: readonly string[];
  /** Zone names, CIDRs or `local`. */
  readonly sources: readonly string[];
  readonly pooler: 'transaction' | 'session' | 'statement' | 'none' | null;
  readonly authentication: 'scram-sha-256' | 'cert' | 'gss' | 'ldap' | 'peer' | 'iam' | null;
  /** What a certificate, Kerberos or the operating system calls who enters; none: the name of the login. */
  readonly externalIdentities: readonly string[];
  readonly source: Source;
}

export interface AuditEvent {
  readonly event: string;
  /** Null when the words name none of the closed classes. */
  readonly eventClass: EventClass | null;
  readonly scope: readonly Location[];
  readonly threats: readonly string[];
  readonly sink: string | null;
  readonly retention: string | null;
  readonly tamperEvidence: string | null;
  readonly source: Source;
}

export interface Credential {
  readonly credential: string;
  /** Logins named in code spans, when the row names one. */
  readonly logins: readonly string[];
  readonly usedBy: readonly string[];
  readonly store: string | null;
  readonly owner: string | null;
  readonly rotation: string | null;
  /** Days, when `rotation` states a period. */
  readonly rotationDays: number | null;
  readonly issuance: string | null;
  readonly breakGlass: string | null;
  readonly source: Source;
}

export interface TrustZone {
  readonly zone: string;
  /** CIDR texts. */
  readonly ranges: readonly string[];
  readonly document: string | null;
  readonly owner: string | null;
  readonly source: Source;
}

export interface Endpoint {
  readonly endpoint: string;
  readonly zone: string | null;
  readonly allowedSources: readonly string[];
  readonly public: boolean | null;
  readonly exception: string | null;
  readonly source: Source;
}

export interface ComplianceRow {
  /** Null when the row does not say of which regime the requirement is. */
  readonly regime: string | null;
  /** Null when a regime as a whole is set against what covers it. */
  readonly control: string | null;
  readonly coveredBy: string | null;
  readonly gap: string | null;
  readonly owner: string | null;
  readonly source: Source;
}

export interface NamingRule {
  readonly object: string;
  /** e.g. `{component}_rw` */
  readonly pattern: string;
  readonly source: Source;
}

export interface OmittedSection {
  readonly section: string;
  readonly reason: string;
  readonly source: Source;
}
