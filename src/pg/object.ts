// The kinds of things that PostgreSQL protects, and how one of them is named: by path, never by OID.
// A routine's last path element is `name(argtypes)`, a column's is the column, a large object's its number.

import { compareText } from '../core/order.js';

export const OBJECT_KINDS = [
  'column',
  'constraint',
  'database',
  'event-trigger',
  'extension',
  'foreign-data-wrapper',
  'foreign-server',
  'foreign-table',
  'hba-line',
  'index',
  'language',
  'large-object',
  'materialized-view',
  'parameter',
  'policy',
  'publication',
  'role',
  'routine',
  'schema',
  'sequence',
  'server',
  'setting',
  'subscription',
  'table',
  'tablespace',
  'trigger',
  'type',
  'user-mapping',
  'view',
] as const;
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** `database` is absent for cluster-wide things (roles, databases, tablespaces, settings, hba). */
export interface ObjectRef {
  readonly kind: ObjectKind;
  readonly path: readonly string[];
  readonly database?: string;
}

export function objectRef(kind: ObjectKind, path: readonly string[], database?: string): ObjectRef {
  return database === undefined ? { kind, path } : { kind, path, database };
}

/** One text per object, unambiguous whatever the names hold; for maps and sorting. */
export function objectKey(object: ObjectRef): string {
  return JSON.stringify([object.kind, object.database ?? '', ...object.path]);
}

export function compareObjects(left: ObjectRef, right: ObjectRef): number {
  return compareText(objectKey(left), objectKey(right));
}

/** For people: `table app.docs`. Not for SQL. */
export function describeObject(object: ObjectRef): string {
  return `${object.kind.replaceAll('-', ' ')} ${object.path.join('.')}`;
}

export const RELATION_KINDS = ['table', 'view', 'materialized-view', 'foreign-table', 'sequence'] as const;
export type RelationKind = (typeof RELATION_KINDS)[number];

export function isRelationKind(kind: ObjectKind): kind is RelationKind {
  return RELATION_KINDS.some((candidate) => candidate === kind);
}
