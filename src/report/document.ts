// Everything that a report says, as data: renderers are pure functions over this, and `report OUT`
// renders again from the saved JSON. Texts from the catalog or the documents are untrusted.

import type { Diagnostic } from '../core/diagnostic.js';
import type { AdrCandidate } from '../intent/candidate.js';
import type { Finding, NotAssessed } from '../checks/model.js';
import type { AuditNoise } from '../controls/audit/noise.js';
import type { Control, BlockedDemand, AreaNote, OpenRisk } from '../controls/model.js';
import type { Boundary, Intent, Threat } from '../intent/model.js';
import type { Plan } from '../plan/model.js';
import type { CloneReport, Evidence, Posture } from '../proof/model.js';
import type { QualityAnswer } from './quality.js';

export const REPORT_FORMAT = '1.0';

export interface HardeningDocument {
  readonly formatVersion: typeof REPORT_FORMAT;
  readonly run: RunFacts;
  readonly posture: Posture;
  /** Why the posture is not better: one sentence each, empty when it is `hardened`. */
  readonly postureReasons: readonly string[];
  readonly threats: readonly Threat[];
  readonly boundaries: readonly Boundary[];
  readonly coverage: readonly CoverageRow[];
  readonly removable: readonly Removable[];
  readonly findings: readonly Finding[];
  readonly notAssessed: readonly NotAssessed[];
  readonly controls: readonly Control[];
  readonly openRisks: readonly OpenRisk[];
  readonly notes: readonly AreaNote[];
  readonly blocked: readonly BlockedDemand[];
  readonly candidates: readonly AdrCandidate[];
  readonly plan: Plan;
  readonly proof: ProofFacts;
  readonly evidence: readonly Evidence[];
  readonly stated: StatedFacts;
  /** What the audit would write; absent when no control audits anything. */
  readonly auditNoise?: AuditNoise;
  readonly quality: readonly QualityAnswer[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface RunFacts {
  readonly product: string | null;
  /** ISO 8601, UTC: the moment of collection. */
  readonly at: string;
  readonly tool: string;
  readonly source: { readonly kind: 'live' | 'inventory' | 'files'; readonly describe: string; readonly major: number };
  readonly documents: readonly { readonly file: string; readonly sha256: string; readonly status: string | null }[];
  readonly inventorySha256: string;
  readonly unreadable: readonly { readonly section: string; readonly reason: string }[];
  readonly counts: readonly { readonly what: string; readonly count: number }[];
  /** Paths inside the output folder that were written beside the report, when it is known. */
  readonly files?: readonly string[];
}

export interface CoverageRow {
  readonly subject: { readonly kind: 'threat' | 'boundary'; readonly id: string };
  readonly title: string;
  readonly controls: readonly {
    readonly id: string;
    readonly enforcedAt: readonly string[];
    readonly residual: string;
  }[];
  readonly status: 'covered' | 'partial' | 'gap' | 'blocked' | 'open-risk';
  readonly reason: string | null;
}

/** Something protective that is there and that no threat asks for. */
export interface Removable {
  readonly what: string;
  readonly statement: string;
  readonly reason: string;
}

/**
 * What the documents say, for the designs that no statement can show. A whole `Intent` may stand here; only these
 * lists are read.
 */
export type StatedFacts = Pick<
  Intent,
  | 'credentials'
  | 'zones'
  | 'endpoints'
  | 'auditEvents'
  | 'compliance'
  | 'components'
  | 'connections'
  | 'deployments'
  | 'isolation'
  | 'classifications'
  | 'protections'
  | 'authorizations'
  | 'omitted'
>;

export interface ProofFacts {
  readonly ran: boolean;
  /** Why not, or what stands in for the source (another major, no pgaudit, …). */
  readonly remarks: readonly string[];
  readonly servers: readonly {
    readonly purpose: 'clone' | 'audit';
    readonly major: number;
    readonly origin: 'embedded' | 'system';
    readonly version: string;
  }[];
  readonly clones: readonly CloneReport[];
  readonly notSeeded: readonly { readonly object: string; readonly reason: string }[];
  /** Null when nothing was applied. */
  readonly secondPlanSteps: number | null;
  readonly undoRestored: boolean | null;
  readonly undoDifferences: readonly string[];
  readonly milliseconds: number;
}

export type { QualityAnswer };
