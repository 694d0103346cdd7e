// The security architecture as typed data. Every fact knows the line that states it; what is not
// stated is absent (null or an empty list), never a default that looks like a statement.

import type { Severity } from '../core/severity.js';
import type { Source } from '../core/source.js';
import type { Carrier } from '../pg/carrier.js';
import type { ThreatKind } from '../pg/threat-kind.js';
import type { Location } from './location.js';
import type {
  AuditEvent,
  ComplianceRow,
  Connection,
  Credential,
  Endpoint,
  NamingRule,
  OmittedSection,
  TrustZone,
} from './operations.js';

export interface Intent {
  readonly product: string | null;
  readonly documents: readonly DocumentFact[];
  readonly threats: readonly Threat[];
  readonly boundaries: readonly Boundary[];
  readonly deployments: readonly Deployment[];
  readonly components: readonly Component[];
  readonly classifications: readonly Classification[];
  readonly authorizations: readonly Authorization[];
  readonly isolation: readonly IsolationStatement[];
  readonly connections: readonly Connection[];
  readonly protections: readonly Protection[];
  readonly auditEvents: readonly AuditEvent[];
  readonly credentials: readonly Credential[];
  readonly zones: readonly TrustZone[];
  readonly endpoints: readonly Endpoint[];
  readonly compliance: readonly ComplianceRow[];
  readonly naming: readonly NamingRule[];
  readonly omitted: readonly OmittedSection[];
  readonly decisions: readonly Decision[];
}

export interface DocumentFact {
  readonly file: string;
  readonly product: string | null;
  readonly status: string | null;
  readonly owner: string | null;
  readonly version: string | null;
  readonly source: Source;
}

export interface Threat {
  readonly id: string;
  readonly title: string;
  readonly category: string | null;
  /** Null when the document's word is none of the closed list: a question, never a guess. */
  readonly kind: ThreatKind | null;
  readonly boundary: string | null;
  readonly component: string | null;
  readonly severity: Severity | null;
  readonly residual: string | null;
  readonly source: Source;
}

export interface Boundary {
  readonly id: string;
  readonly name: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly authentication: string | null;
  readonly authorization: string | null;
  readonly encryption: string | null;
  readonly audit: string | null;
  readonly source: Source;
}

export const SUBSTRATES = [
  'self-managed',
  'rds',
  'aurora',
  'cloud-sql',
  'azure-flexible-server',
  'supabase',
  'neon',
  'cloudnative-pg',
  'zalando',
  'crunchy',
] as const;
export type SubstrateName = (typeof SUBSTRATES)[number];

export interface Deployment {
  readonly cluster: string;
  readonly substrate: SubstrateName | null;
  readonly version: number | null;
  readonly hostAccess: 'files' | 'sql-only' | null;
  readonly zone: string | null;
  readonly source: Source;
}

export interface Component {
  readonly name: string;
  /** 0 critical path … 3 experimental */
  readonly tier: 0 | 1 | 2 | 3 | null;
  readonly owns: readonly Location[];
  readonly connectsAs: readonly string[];
  readonly source: Source;
}

export const CLASSES = ['public', 'internal', 'confidential', 'restricted', 'regulated'] as const;
export type DataClass = (typeof CLASSES)[number];

export interface Classification {
  readonly dataset: string;
  readonly locations: readonly Location[];
  /** `restricted/PII` reads as restricted with `pii` true. */
  readonly dataClass: DataClass | null;
  readonly pii: boolean;
  readonly handling: string | null;
  readonly source: Source;
}

export const OPERATIONS = [
  'select',
  'insert',
  'update',
  'delete',
  'truncate',
  'references',
  'trigger',
  'maintain',
  'execute',
  'usage',
  'create',
  'connect',
  'temporary',
] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What GRANT cannot give: an owner's rights, a membership in the named role, the replication protocol. */
export type AlsoOperation = 'own' | 'member' | 'replication';

export interface Authorization {
  readonly actor: string;
  readonly resources: readonly Location[];
  readonly operations: readonly Operation[];
  /** Absent when the row asks for grants only. */
  readonly also?: readonly AlsoOperation[];
  /** The row says that the actor may do nothing. */
  readonly nothing?: true;
  readonly condition: string | null;
  readonly source: Source;
}

export interface IsolationStatement {
  readonly scope: readonly Location[];
  readonly tenantKey: string | null;
  readonly carrier: Carrier | null;
  /** All tenants share the rows on purpose: that there is no carrier is stated, and no question. */
  readonly shared: boolean;
  readonly tier: 0 | 1 | 2 | 3 | null;
  readonly failureMode: string | null;
  readonly detection: string | null;
  readonly source: Source;
}

export const PROTECTIONS = ['column-grant', 'mask', 'pgcrypto', 'tde', 'application'] as const;
export type ProtectionKind = (typeof PROTECTIONS)[number];

export interface Protection {
  readonly locations: readonly Location[];
  readonly protections: readonly ProtectionKind[];
  readonly keyCustody: string | null;
  /** Actors. */
  readonly readableBy: readonly string[];
  readonly source: Source;
}

/** An ADR of the team's own. `accepted` settles the candidate whose id (slug) it names. */
export interface Decision {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly settles: readonly string[];
  readonly source: Source;
}
