// Which relations are isolated, how their rows reach the tenant, and what a view or routine reads of
// them. A reference is followed up to a relation with a key column of its own.

import type { BoundIsolation } from '../../intent/bound.js';
import type { TenantReach } from '../../attack/model.js';
import type { Relation } from '../../inventory/index.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { columnRef, findRelation, relationRef, scopeOf } from '../scope.js';

export interface Isolated {
  readonly object: ObjectRef;
  readonly relation: Relation;
  readonly isolation: BoundIsolation;
  readonly reach: TenantReach;
  /** Columns of other relations that the policy reads as whoever asks. */
  readonly readColumns: readonly ObjectRef[];
}

const MAX_DEPTH = 16;

const isolatedMap: (context: ControlContext) => ReadonlyMap<string, Isolated> = perContext((context) => {
  const map = new Map<string, Isolated>();
  for (const bound of context.bound.relations) {
    const isolated = describe(context, bound.object);
    if (isolated !== null) map.set(key(bound.object), isolated);
  }
  return map;
});

function key(object: ObjectRef): string {
  return JSON.stringify([object.database ?? '', ...object.path.slice(0, 2)]);
}

/** Null for what is not isolated. A column stands for its relation. */
export function isolationOf(context: ControlContext, object: ObjectRef): Isolated | null {
  return isolatedMap(context).get(key(object)) ?? null;
}

/** Tables with an isolation statement that nothing blocks; partitions are in it too. */
export function isolatedRelations(context: ControlContext): readonly Isolated[] {
  return [...isolatedMap(context).values()];
}

/** Those that take the policies themselves: a partition is reached through its parent. */
export function isolatedRoots(context: ControlContext): readonly Isolated[] {
  return isolatedRelations(context).filter((each) => each.relation.partitionBound === null);
}

function describe(context: ControlContext, object: ObjectRef): Isolated | null {
  const isolation = scopeOf(context).bound(object)?.isolation ?? null;
  const relation = findRelation(scopeOf(context), object);
  if (isolation === null || relation === undefined || relation.kind !== 'table') return null;
  if (isBlockedRelation(context, object)) return null;
  const reached = reachOf(context, isolation, [], 0);
  return reached === null ? null : { object, relation, isolation, ...reached };
}

export function isBlockedRelation(context: ControlContext, object: ObjectRef): boolean {
  return context.blocked.some(
    (blocked) => blocked.part === 'isolation' && blocked.objects.some((each) => key(each) === key(object)),
  );
}

function reachOf(
  context: ControlContext,
  isolation: BoundIsolation,
  reads: readonly ObjectRef[],
  depth: number,
): { readonly reach: TenantReach; readonly readColumns: readonly ObjectRef[] } | null {
  if (isolation.tenantKey !== null)
    return { reach: { kind: 'column', column: isolation.tenantKey }, readColumns: reads };
  const path = isolation.parent;
  if (path === null || depth > MAX_DEPTH) return null;
  const parent = scopeOf(context).bound(path.parent)?.isolation ?? null;
  if (parent === null) return null;
  const own = [
    ...path.parentColumns,
    ...(parent.tenantKey === null ? (parent.parent?.columns ?? []) : [parent.tenantKey]),
  ];
  const above = reachOf(context, parent, [...reads, ...own.map((column) => columnRef(path.parent, column))], depth + 1);
  if (above === null) return null;
  const { columns, parentColumns } = path;
  return { ...above, reach: { kind: 'reference', columns, parent: path.parent, parentColumns, reach: above.reach } };
}

/** The view (or materialized view) reads an isolated relation, directly or through other views. */
export function isolatedBehind(context: ControlContext, view: ObjectRef): readonly Isolated[] {
  const scope = scopeOf(context);
  const database = scope.database(view.database);
  const seen = new Set<string>();
  const found = new Map<string, Isolated>();
  const visit = (object: ObjectRef): void => {
    if (seen.has(key(object)) || database === undefined) return;
    seen.add(key(object));
    const isolated = isolationOf(context, object);
    if (isolated !== null) found.set(key(object), isolated);
    for (const read of findRelation(scope, object)?.reads ?? []) {
      const relation = database.relation(read.schema, read.name);
      if (relation !== undefined) visit(relationRef(database, relation));
    }
  };
  visit(view);
  return [...found.values()];
}

export function readsIsolated(context: ControlContext, view: ObjectRef): boolean {
  return isolatedBehind(context, view).length > 0;
}

/** Relations that the view reads directly. */
export function directReads(context: ControlContext, view: ObjectRef): readonly ObjectRef[] {
  const reads = findRelation(scopeOf(context), view)?.reads ?? [];
  return reads.map((read) => {
    const relation = scopeOf(context).database(view.database)?.relation(read.schema, read.name);
    return objectRef(relation?.kind ?? 'table', [read.schema, read.name], view.database);
  });
}
