// What was planted for tenants A and B: where each canary lies, and how an attack finds its row again.
// Values are SQL fragments (a literal with its cast), so that an attack never quotes a value itself.

import type { ObjectRef } from '../../pg/object.js';
import type { Sql } from '../../sql/sql.js';

export const TENANT_LABELS = ['a', 'b'] as const;
export type TenantLabel = (typeof TENANT_LABELS)[number];

/** One of the two tenants, the same everywhere a key has the same type. */
export interface TenantIdentity {
  readonly label: TenantLabel;
  /**
   * The key as text by type of the key column (`uuid`, `bigint`, `text`, … as format_type says it): what
   * a carrier carries. A relation whose own key had to differ says so in `SeededRow.tenantKey`.
   */
  readonly keys: ReadonlyMap<string, string>;
  /** The user of a `via` carrier, as text, by `JSON.stringify([schema, table])` of the membership table. */
  readonly users: ReadonlyMap<string, string>;
}

export interface ColumnValue {
  readonly column: string;
  /** A complete expression without free names, e.g. `'…'::uuid`. */
  readonly value: Sql;
}

export interface Canary {
  readonly column: string;
  /** As the server prints the column. Unique in the whole cluster when `unique`; else it only marks the row. */
  readonly text: string;
  readonly unique: boolean;
}

export interface SeededRow {
  readonly tenant: TenantLabel;
  /** The tenant's key as text; null when the relation is only classified. Reached through `parent` when it has no column. */
  readonly tenantKey: string | null;
  /** Columns that together find exactly this row (`column = value`, ANDed). */
  readonly key: readonly ColumnValue[];
  readonly canaries: readonly Canary[];
  /** Every column as the server printed it after the INSERT (null: SQL NULL). */
  readonly values: ReadonlyMap<string, string | null>;
}

export interface SeededRelation {
  readonly object: ObjectRef;
  readonly rows: { readonly a: SeededRow; readonly b: SeededRow };
  /**
   * Columns and values of one more valid row of that tenant (fresh keys on every call), for INSERT;
   * null when only one row a tenant is possible. Columns left out have defaults.
   */
  readonly insertable: (tenant: TenantLabel) => readonly ColumnValue[] | null;
  /** What was said in the INSERT of the row that is there: again, it passes the policies and meets its own key. */
  readonly planted: (tenant: TenantLabel) => readonly ColumnValue[];
}

export interface NotSeeded {
  readonly object: ObjectRef;
  /** Null when no server was asked (e.g. the relation is not cloned). */
  readonly sqlstate: string | null;
  readonly reason: string;
}

export interface Seeds {
  readonly tenants: { readonly a: TenantIdentity; readonly b: TenantIdentity };
  /** Null when nothing could be planted there: see `notSeeded`. Works for tables and partitioned tables. */
  readonly relation: (object: ObjectRef) => SeededRelation | null;
  /** All of them, sorted by object. */
  readonly relations: readonly SeededRelation[];
  readonly notSeeded: readonly NotSeeded[];
}
