// A control is an engine-enforced measure that counters at least one stated threat. A control file
// says what it demands and how one would try to get past it; it emits no SQL and reads no server.

import type { Acl } from '../pg/acl.js';
import type { ObjectRef } from '../pg/object.js';
import type { Diagnostic } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import type { Attack } from '../attack/model.js';
import type { Demand } from '../demand/model.js';
import type { AdrCandidate, Blocked } from '../intent/candidate.js';
import type { BoundIntent } from '../intent/bound.js';
import type { Inventory } from '../inventory/model.js';
import type { ThreatKind } from '../pg/threat-kind.js';
import type { Capabilities } from '../substrate/capabilities.js';

export type ControlArea = 'roles' | 'isolation' | 'columns' | 'connection' | 'audit' | 'credentials' | 'exposure';

export interface Control {
  /** `<area>/<name>`, the path of its file; one control per file and run. */
  readonly id: string;
  readonly area: ControlArea;
  readonly title: string;
  /** Ids of the documents' threats that it counters: at least one. */
  readonly threats: readonly string[];
  /** Ids of the documents' boundaries that it enforces. */
  readonly boundaries: readonly string[];
  /** For people: `policy on scheduling.appointments`, `pg_hba.conf`, … */
  readonly enforcedAt: readonly string[];
  readonly demands: readonly Demand[];
  readonly attacks: readonly Attack[];
  /** What is left although the control holds. */
  readonly residual: string;
  /** Who or what gets past it by design (superuser, table owner, BYPASSRLS, …). */
  readonly bypass: readonly string[];
  /** Parts that no engine can enforce or no clone can show, each an open risk. */
  readonly openRisks: readonly OpenRisk[];
  /** Design statements for the report (key custody, forgeability of the carrier, pooler compatibility, …). */
  readonly notes: readonly DesignNote[];
}

export interface OpenRisk {
  readonly what: string;
  readonly reason: string;
  /** What would close it, e.g. a command. */
  readonly closedBy: string;
  readonly threats: readonly string[];
}

export interface DesignNote {
  readonly title: string;
  readonly text: string;
  readonly sources: readonly Source[];
}

/** A note of a design that made no control: the report tells it with its area. */
export interface AreaNote extends DesignNote {
  readonly area: ControlArea;
}

/** A demand that cannot be made until somebody answers or somebody else acts. */
export interface BlockedDemand {
  readonly demand: string;
  readonly reason: string;
  readonly whoCan: string;
  /** The ADR candidate that it waits for, if any. */
  readonly candidate: string | null;
  readonly threats: readonly string[];
}

/** A view that an earlier run made, with what it stands open to now. */
export interface OwnView {
  readonly view: ObjectRef;
  readonly owner: string;
  readonly acl: Acl;
}

export interface ControlContext {
  readonly bound: BoundIntent;
  readonly inventory: Inventory;
  /** The database that is hardened; its sections are `database` of the inventory. */
  readonly databases: readonly string[];
  /** Answers which parts wait for an ADR candidate. */
  readonly blocked: readonly Blocked[];
  readonly capabilities: Capabilities;
  /** Masking views of an earlier run; `inventory` and `bound` are without them. */
  readonly ownViews?: readonly OwnView[];
}

export type { Capabilities };

export interface ControlOutcome {
  readonly control: Control | null;
  readonly blocked: readonly BlockedDemand[];
  /** Questions that only the design of this control brings up. */
  readonly candidates: readonly AdrCandidate[];
  /** What stays open although (or because) no engine can enforce it: stated without a control. */
  readonly openRisks?: readonly OpenRisk[];
  readonly notes?: readonly DesignNote[];
  readonly diagnostics?: readonly Diagnostic[];
}

export interface ControlDefinition {
  readonly id: string;
  readonly area: ControlArea;
  readonly title: string;
  /** The kinds of threat that it counters; without a stated threat of one of them (or a boundary) it is not emitted. */
  readonly counters: readonly ThreatKind[];
  readonly design: (context: ControlContext, threats: readonly string[]) => ControlOutcome;
}

export function defineControl(definition: ControlDefinition): ControlDefinition {
  return definition;
}
