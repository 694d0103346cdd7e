// The sections that belong to the whole cluster and are read once.

import type { Acl } from '../pg/acl.js';
import type { QuotedWords } from '../pg/hba/shown.js';
import type { Section } from './section.js';
import type { StatementStatistics } from './statements.js';

export interface ClusterSections {
  readonly roles: Section<Role>;
  readonly memberships: Section<Membership>;
  readonly roleSettings: Section<RoleSetting>;
  readonly databaseFacts: Section<DatabaseFact>;
  readonly tablespaces: Section<Tablespace>;
  readonly parameterAcls: Section<ParameterAcl>;
  readonly settings: Section<Setting>;
  readonly hbaRules: Section<HbaFileRule>;
  readonly identMaps: Section<IdentFileMap>;
  readonly sessions: Section<SessionGroup>;
  readonly replicationSlots: Section<ReplicationSlot>;
  /** Application configuration found beside the database (`.env`, JDBC URL, pooler): never its secrets. */
  readonly clientConfigs: Section<ClientConfig>;
  /** One item. Absent: not asked for, or the inventory is of a version that did not ask. */
  readonly statementStatistics?: Section<StatementStatistics>;
}

export type PasswordKind =
  | { readonly kind: 'none' }
  | { readonly kind: 'md5' }
  | { readonly kind: 'scram-sha-256'; readonly iterations: number }
  | { readonly kind: 'unknown'; readonly reason: string };

export interface Role {
  readonly name: string;
  readonly superuser: boolean;
  readonly inherit: boolean;
  readonly createRole: boolean;
  readonly createDb: boolean;
  readonly login: boolean;
  readonly replication: boolean;
  readonly bypassRls: boolean;
  /** -1 = no limit */
  readonly connectionLimit: number;
  /** ISO 8601 in UTC, `infinity`, or null when never set. */
  readonly validUntil: string | null;
  readonly password: PasswordKind;
  readonly comment: string | null;
}

/** `member` is a member of `role`. Before 16 `inherit` is the member's INHERIT and `set` is true. */
export interface Membership {
  readonly role: string;
  readonly member: string;
  readonly grantor: string | null;
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
}

/** ALTER ROLE/DATABASE … SET (pg_db_role_setting); null role = every role, null database = every database. */
export interface RoleSetting {
  readonly role: string | null;
  readonly database: string | null;
  readonly name: string;
  readonly value: string;
}

export interface DatabaseFact {
  readonly name: string;
  readonly owner: string;
  readonly acl: Acl;
  readonly encoding: string;
  /** What CREATE DATABASE needs besides; absent when it was not stated in the files that were read. */
  readonly locale?: DatabaseLocale;
  readonly isTemplate: boolean;
  readonly allowConnections: boolean;
  readonly connectionLimit: number;
  readonly comment: string | null;
  /** Why its own sections are missing from the inventory; null when they are there. */
  readonly notRead: string | null;
}

export interface DatabaseLocale {
  readonly provider: 'libc' | 'icu' | 'builtin';
  readonly collate: string;
  readonly ctype: string;
  /** The provider's own locale name (icu, builtin); null for libc. */
  readonly name: string | null;
}

export interface Tablespace {
  readonly name: string;
  readonly owner: string;
  readonly acl: Acl;
}

export interface ParameterAcl {
  readonly name: string;
  readonly acl: Acl;
}

/** Values that hold a credential are replaced by `MASKED` before they leave the server. */
export interface Setting {
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly source: string;
  readonly sourceFile: string | null;
  readonly context: string;
  readonly bootValue: string | null;
  readonly pendingRestart: boolean;
}

/** A line as pg_hba_file_rules (or our own parser) shows it: of the file, not of what the server loaded. */
export interface HbaFileRule {
  readonly file: string;
  readonly line: number;
  readonly type: string | null;
  readonly databases: readonly string[];
  readonly users: readonly string[];
  readonly address: string | null;
  readonly netmask: string | null;
  readonly method: string | null;
  readonly options: readonly string[];
  readonly error: string | null;
  /** Positions of words that are names because the file quotes them. Absent: it makes no difference, or nobody may say. */
  readonly quoted?: QuotedWords;
}

export interface IdentFileMap {
  readonly file: string;
  readonly line: number;
  readonly map: string;
  readonly systemUser: string;
  readonly databaseUser: string;
  readonly error: string | null;
  /** `all` or `+group` in quotes is a name. Absent: it makes no difference, or nobody may say. */
  readonly quoted?: boolean;
}

/** Connected sessions, aggregated; volatile, so no part of equality. */
export interface SessionGroup {
  readonly role: string;
  readonly database: string;
  readonly source: string | null;
  readonly tlsVersion: string | null;
  /** Encrypted by GSSAPI in place of TLS. */
  readonly gssEncrypted?: boolean;
  readonly application: string;
  readonly count: number;
}

export interface ReplicationSlot {
  readonly name: string;
  readonly slotType: string;
  readonly database: string | null;
  readonly active: boolean;
}

export interface ClientConfig {
  readonly file: string;
  readonly line: number;
  /** The variable or key that holds it, e.g. DATABASE_URL. */
  readonly key: string;
  readonly role: string | null;
  readonly database: string | null;
  readonly host: string | null;
  readonly sslMode: string | null;
  /** In clear: whoever reads the file may use it. */
  readonly hasPassword: boolean;
  /** `transaction`, `session`, `statement` for a pooler; null elsewhere. */
  readonly poolMode: string | null;
  /** Absent, as in inventories of an earlier program: an application or a pooler. */
  readonly use?: CredentialUse;
  /** Absent: clear with a password, else none. */
  readonly secret?: SecretForm;
}

/** Whose way in it is: the restoring of a backup includes its storage. */
export const CREDENTIAL_USES = ['application', 'pooler', 'bootstrap', 'restore', 'replication'] as const;
export type CredentialUse = (typeof CREDENTIAL_USES)[number];

/** How a secret stands in a file: as it is, as a hash, by a name to look up, or not at all. */
export const SECRET_FORMS = ['clear', 'verifier', 'reference', 'none'] as const;
export type SecretForm = (typeof SECRET_FORMS)[number];
