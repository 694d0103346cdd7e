// Tables, views, materialized views, foreign tables, sequences, and what hangs on them.

import type { Acl } from '../pg/acl.js';
import type { RelationKind } from '../pg/object.js';

export interface Relation {
  readonly schema: string;
  readonly name: string;
  readonly kind: RelationKind;
  readonly owner: string;
  readonly acl: Acl;
  readonly comment: string | null;
  readonly extension: string | null;
  readonly persistence: 'permanent' | 'unlogged' | 'temporary';
  readonly rowSecurity: { readonly enabled: boolean; readonly forced: boolean };
  /** PARTITION BY clause as the server deparses it; null when not partitioned. */
  readonly partitionKey: string | null;
  /** Parents, in order; one with a bound for a partition, any number for inheritance. */
  readonly parents: readonly { readonly schema: string; readonly name: string }[];
  readonly partitionBound: string | null;
  /** reloptions as `name=value`, e.g. security_barrier=true, security_invoker=true. */
  readonly options: readonly string[];
  /** pg_get_viewdef of views and materialized views. */
  readonly definition: string | null;
  /** Relations that the view reads (direct), sorted; empty for others. */
  readonly reads: readonly ViewRead[];
  /** Routines that the view's query calls. */
  readonly calls: readonly RoutineName[];
  /** Foreign tables only. */
  readonly foreignServer: string | null;
  readonly populated: boolean;
  /** Typed tables: CREATE TABLE … OF type. */
  readonly ofType: string | null;
  /** Estimated rows (reltuples), -1 when never analysed; volatile. */
  readonly estimatedRows: number;
}

export interface RelationName {
  readonly schema: string;
  readonly name: string;
}

export interface ViewRead extends RelationName {
  /** Columns that the query names, sorted; empty when it names none (count(*), whole rows); absent when unknown. */
  readonly columns?: readonly string[] | undefined;
}

/** `signature` is `name(identityArguments)`, as in the path of a routine. */
export interface RoutineName {
  readonly schema: string;
  readonly signature: string;
}

export interface Column {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  /** 1, 2, …: the order among living columns. */
  readonly position: number;
  /** format_type with an empty search_path, e.g. `character varying(40)`, `app.email`. */
  readonly type: string;
  readonly notNull: boolean;
  /** pg_get_expr of the default or of the generation expression. */
  readonly default: string | null;
  readonly generated: 'stored' | 'virtual' | null;
  readonly identity: 'always' | 'by-default' | null;
  readonly collation: string | null;
  readonly acl: Acl;
  readonly comment: string | null;
  /** False when it only comes from a parent. */
  readonly local: boolean;
}

export interface SequenceFact {
  readonly schema: string;
  readonly name: string;
  readonly type: string;
  readonly start: string;
  readonly increment: string;
  readonly min: string;
  readonly max: string;
  readonly cache: string;
  readonly cycle: boolean;
  /** The column that owns it (serial, identity). */
  readonly ownedBy: { readonly schema: string; readonly relation: string; readonly column: string } | null;
}

export interface Constraint {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly kind: 'primary-key' | 'unique' | 'foreign-key' | 'check' | 'exclusion' | 'not-null' | 'trigger';
  readonly columns: readonly string[];
  readonly references: {
    readonly schema: string;
    readonly relation: string;
    readonly columns: readonly string[];
  } | null;
  /** pg_get_constraintdef */
  readonly definition: string;
  readonly validated: boolean;
  readonly local: boolean;
}

export interface Index {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly unique: boolean;
  readonly primary: boolean;
  /** Plain key columns in order; null where the key is an expression. */
  readonly columns: readonly (string | null)[];
  readonly partial: boolean;
  /** pg_get_indexdef */
  readonly definition: string;
  /** The constraint that made it, if any. */
  readonly constraint: string | null;
  /** A partition's index that belongs to an index of the parent. */
  readonly inherited: boolean;
  /** False: serves no query. CREATE INDEX CONCURRENTLY failed or still runs, or partitions lack theirs. */
  readonly valid: boolean;
}

export const POLICY_COMMANDS = ['ALL', 'SELECT', 'INSERT', 'UPDATE', 'DELETE'] as const;
export type PolicyCommand = (typeof POLICY_COMMANDS)[number];

export interface Policy {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly command: PolicyCommand;
  readonly permissive: boolean;
  /** Empty list of names with `public` true when it is for PUBLIC. */
  readonly roles: readonly string[];
  readonly forPublic: boolean;
  /** pg_get_expr */
  readonly using: string | null;
  readonly check: string | null;
  readonly comment: string | null;
}

export interface Trigger {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly function: RoutineName;
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always';
  /** pg_get_triggerdef */
  readonly definition: string;
  /** Cloned from a partitioned parent. */
  readonly inherited: boolean;
}

export interface Rule {
  readonly schema: string;
  readonly relation: string;
  readonly name: string;
  readonly enabled: 'origin' | 'disabled' | 'replica' | 'always';
  /** pg_get_ruledef */
  readonly definition: string;
}
