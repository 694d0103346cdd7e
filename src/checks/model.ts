// A check looks for one kind of gap in an inventory. One file each; its id is its path.

import type { Confidence, Severity } from '../core/severity.js';
import type { BoundIntent } from '../intent/bound.js';
import type { ClientConfig } from '../inventory/cluster.js';
import type { Inventory, SectionName } from '../inventory/model.js';
import type { Demand } from '../demand/model.js';
import type { ObjectRef } from '../pg/object.js';
import type { ThreatKind } from '../pg/threat-kind.js';

export interface Finding {
  readonly check: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly subject: ObjectRef;
  readonly title: string;
  /** One or two sentences with the evidence; untrusted names in it are data. */
  readonly detail: string;
  /** Ids of the documents' threats; filled from the check's threat kinds when documents are given. */
  readonly threats: readonly string[];
  readonly threatKinds: readonly ThreatKind[];
  readonly references: readonly string[];
  readonly fix: string;
  readonly remedy?: readonly Demand[];
}

/** What a check says of one subject; the rest comes from its definition. */
export interface Gap {
  readonly subject: ObjectRef;
  readonly detail: string;
  readonly severity?: Severity;
  readonly confidence?: Confidence;
  readonly fix?: string;
  readonly remedy?: readonly Demand[];
}

export interface CheckExample {
  readonly title: string;
  /** Statements run on an empty database of a real server. */
  readonly sql: string;
  /** Subjects of the findings in that database, as `kind:path.joined.by.dots`; empty = silent. */
  readonly expect: readonly string[];
  /** Only from / up to these majors. */
  readonly since?: number;
  readonly until?: number;
  /** For hba and settings checks: files of the example server. */
  readonly hba?: string;
  readonly ident?: string;
  readonly settings?: { readonly [name: string]: string };
  /** Architecture in Markdown, for checks that read the intent. */
  readonly documents?: string;
  /** An ADR of the team beside it. */
  readonly decision?: string;
  /** What an application's own configuration says, for checks that read it. */
  readonly clients?: readonly ClientConfig[];
}

export interface CheckFacts {
  readonly inventory: Inventory;
  /** Null when no documents were given. */
  readonly bound: BoundIntent | null;
}

export interface CheckDefinition {
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly threats: readonly [ThreatKind, ...ThreatKind[]];
  readonly references: readonly string[];
  readonly needs: readonly SectionName[];
  /** What of a section that was read in part this check must see; without it the part is no loss to it. */
  readonly looksAt?: readonly HiddenPart[];
  readonly doc: { readonly what: string; readonly why: string; readonly fix: string };
  readonly examples: readonly CheckExample[];
  readonly check: (facts: CheckFacts) => readonly Gap[];
}

export function defineCheck(definition: CheckDefinition): CheckDefinition {
  return definition;
}

/** What a reading role may not see of a section that it can read: of roles the kind of their passwords. */
export type HiddenPart = 'password-kind';

export interface NotAssessed {
  readonly check: string;
  readonly reason: string;
  /** The rest was judged: what the check found there stands, and that it found nothing is no pass. */
  readonly partly: boolean;
}
