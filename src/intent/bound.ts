// Intent bound to one inventory: locations resolved to real relations, columns, routines and schemas.
// Controls and checks work on this; they never resolve a location themselves.

import type { Diagnostic } from '../core/diagnostic.js';
import type { Source } from '../core/source.js';
import type { Carrier } from '../pg/carrier.js';
import type { ObjectRef } from '../pg/object.js';
import type { AdrCandidate } from './candidate.js';
import type { Component, DataClass, Intent, Operation, ProtectionKind } from './model.js';
import type { AuditEvent, Connection } from './operations.js';

export interface BoundIntent {
  readonly intent: Intent;
  /** Every table (also partitioned), view, … with what the documents say of it; sorted by database and name. */
  readonly relations: readonly BoundRelation[];
  readonly columns: readonly BoundColumn[];
  readonly grants: readonly BoundGrant[];
  readonly logins: readonly BoundLogin[];
  readonly components: readonly BoundComponent[];
  readonly audits: readonly BoundAudit[];
  readonly candidates: readonly AdrCandidate[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An audit event on what it names: relations, columns, schemas, databases, roles. Empty: the whole cluster. */
export interface BoundAudit {
  readonly event: AuditEvent;
  readonly objects: readonly ObjectRef[];
}

export interface BoundComponent {
  readonly component: Component;
  readonly schemas: readonly ObjectRef[];
  /** Every relation it owns (through its schema or by name). */
  readonly relations: readonly ObjectRef[];
}

export interface BoundRelation {
  readonly object: ObjectRef;
  readonly component: string | null;
  /** The strictest class stated for the relation or one of its columns. */
  readonly dataClass: DataClass | null;
  readonly classSources: readonly Source[];
  readonly isolation: BoundIsolation | null;
}

export interface BoundIsolation {
  /** The relation's own key column; null when the relation reaches its tenant through `parent`. */
  readonly tenantKey: string | null;
  /** A foreign key to follow when there is no key column of its own. */
  readonly parent: TenantPath | null;
  readonly carrier: Carrier;
  readonly tier: 0 | 1 | 2 | 3 | null;
  readonly source: Source;
}

/** `columns` of the relation reference `parentColumns` of `parent`, which has (or again reaches) the tenant key. */
export interface TenantPath {
  readonly columns: readonly string[];
  readonly parent: ObjectRef;
  readonly parentColumns: readonly string[];
}

export interface BoundColumn {
  /** kind `column`, path [schema, relation, column] */
  readonly object: ObjectRef;
  readonly dataClass: DataClass;
  readonly pii: boolean;
  readonly protections: readonly ProtectionKind[];
  readonly keyCustody: string | null;
  /** Actors that may read it; empty when no protection row names any. */
  readonly readableBy: readonly string[];
  readonly sources: readonly Source[];
}

/** One authorization row on one object. Table rows on a table with column rows for the same actor stay apart. */
export interface BoundGrant {
  readonly actor: string;
  readonly object: ObjectRef;
  readonly operations: readonly Operation[];
  readonly condition: string | null;
  readonly source: Source;
}

export interface BoundLogin {
  readonly connection: Connection;
  /** The role is there already. */
  readonly exists: boolean;
  readonly actor: string | null;
  /** CIDRs of the stated zones and ranges; `local` kept apart. */
  readonly ranges: readonly string[];
  readonly local: boolean;
  readonly databases: readonly string[];
}
