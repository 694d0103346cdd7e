// Constraints and indexes. On a partition first, then on its parent: the server then adopts the partition's
// own ones (and their names) instead of making new ones. Foreign keys last, parents first.
// https://www.postgresql.org/docs/current/ddl-partitioning.html

import { itemsOf, type Constraint, type Index, type Relation } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { qualified, sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { keyOf, nameOf } from './names.js';
import { constraintsOf, type CloneScope } from './scope.js';
import { inlineNotNull } from './tables.js';
import type { Task } from './task.js';

/** CHECK and named NOT NULL, parents before children (an inherited one merges). */
export function checkTasks(scope: CloneScope): readonly Task[] {
  const own = byDepth(scope, 'parents-first').flatMap((relation) =>
    constraintsOf(scope, relation).map((constraint) => ({ relation, constraint })),
  );
  return own
    .filter(({ constraint }) => constraint.local && (constraint.kind === 'check' || isLateNotNull(scope, constraint)))
    .map(({ relation, constraint }) => addConstraint(relation, constraint));
}

function isLateNotNull(scope: CloneScope, constraint: Constraint): boolean {
  const relation = scope.byName.get(keyOf(constraint.schema, constraint.relation));
  if (constraint.kind !== 'not-null' || relation === undefined) return false;
  const column = constraint.columns[0] ?? '';
  return inlineNotNull(constraintsOf(scope, relation), { name: column }) !== constraint;
}

/** Primary keys, unique and exclusion constraints, partitions before their parents. */
export function keyTasks(scope: CloneScope): readonly Task[] {
  return byDepth(scope, 'children-first').flatMap((relation) =>
    constraintsOf(scope, relation)
      .filter(({ kind }) => kind === 'primary-key' || kind === 'unique' || kind === 'exclusion')
      .map((constraint) => addConstraint(relation, constraint)),
  );
}

export function foreignKeyTasks(scope: CloneScope): readonly Task[] {
  return byDepth(scope, 'parents-first').flatMap((relation) =>
    constraintsOf(scope, relation)
      .filter((constraint) => constraint.kind === 'foreign-key' && constraint.local)
      .map((constraint) => addConstraint(relation, constraint)),
  );
}

export function indexTasks(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.indexes)
    .filter((index) => index.constraint === null && scope.byName.has(keyOf(index.schema, index.relation)))
    .map((index) => ({ object: `index ${index.schema}.${index.name}`, statement: verbatim(index.definition) }));
}

/** The server says which of a partition's indexes fits the parent's (made by ON ONLY, so without any). */
export function indexAttachTasks(scope: CloneScope): readonly Task[] {
  const indexes = itemsOf(scope.database.indexes).filter((index) => index.constraint === null);
  const ofRelation = new Map<string, Index[]>();
  for (const index of indexes) {
    const key = keyOf(index.schema, index.relation);
    ofRelation.set(key, [...(ofRelation.get(key) ?? []), index]);
  }
  return indexes
    .filter((index) => index.inherited)
    .flatMap((index) => {
      const parent = scope.byName.get(keyOf(index.schema, index.relation))?.parents[0];
      const candidates = parent === undefined ? [] : (ofRelation.get(keyOf(parent.schema, parent.name)) ?? []);
      return candidates
        .filter((candidate) => signature(candidate) === signature(index))
        .map((candidate) => ({
          object: `index ${index.schema}.${index.name}`,
          statement: sql`ALTER INDEX ${qualified(candidate.schema, candidate.name)} ATTACH PARTITION ${qualified(index.schema, index.name)}`,
        }));
    });
}

function signature(index: Index): string {
  const from = index.definition.indexOf(' USING ');
  return JSON.stringify([index.unique, index.definition.slice(from)]);
}

function addConstraint(relation: Relation, constraint: Constraint): Task {
  const what = relation.kind === 'foreign-table' ? sql`FOREIGN TABLE` : sql`TABLE`;
  return {
    object: `constraint ${constraint.name} on ${relation.schema}.${relation.name}`,
    statement: sql`ALTER ${what} ${nameOf(relation)} ADD CONSTRAINT ${Ident.of(constraint.name)} ${verbatim(constraint.definition)}`,
  };
}

function byDepth(scope: CloneScope, order: 'parents-first' | 'children-first'): readonly Relation[] {
  const depths = new Map<string, number>();
  const depthOf = (relation: Relation): number => {
    const key = keyOf(relation.schema, relation.name);
    const known = depths.get(key);
    if (known !== undefined) return known;
    depths.set(key, 0);
    const parents = relation.parents.flatMap((parent) => scope.byName.get(keyOf(parent.schema, parent.name)) ?? []);
    const depth = parents.reduce((most, parent) => Math.max(most, depthOf(parent) + 1), 0);
    depths.set(key, depth);
    return depth;
  };
  const sign = order === 'parents-first' ? 1 : -1;
  return [...scope.relations].sort((left, right) => sign * (depthOf(left) - depthOf(right)));
}
