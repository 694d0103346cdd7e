// What columns get after their table: defaults, and the NOT NULL that an inherited column has of its own.

import type { Column, Relation } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { nameOf } from './names.js';
import { columnsOf, constraintsOf, type CloneScope } from './scope.js';
import type { Task } from './task.js';

export function defaultTasks(scope: CloneScope): readonly Task[] {
  const tasks: Task[] = [];
  for (const relation of scope.relations) {
    for (const column of columnsOf(scope, relation)) {
      if (column.default === null || column.generated !== null || column.identity !== null) continue;
      tasks.push(alter(relation, column, sql`SET DEFAULT ${verbatim(column.default)}`));
    }
  }
  return tasks;
}

/** Columns that only come from a parent were not in CREATE TABLE. */
export function inheritedNotNullTasks(scope: CloneScope): readonly Task[] {
  return scope.relations
    .filter((relation) => relation.kind === 'table' && relation.partitionBound === null && relation.parents.length > 0)
    .flatMap((relation) =>
      columnsOf(scope, relation)
        .filter((column) => !column.local && column.notNull && ownsNotNull(scope, relation, column))
        .map((column) => alter(relation, column, sql`SET NOT NULL`)),
    );
}

/** From 18 on NOT NULL is a constraint that can be inherited; saying it again would make it the child's own. */
function ownsNotNull(scope: CloneScope, relation: Relation, column: Column): boolean {
  if (scope.major < 18) return true;
  return constraintsOf(scope, relation).some(
    (constraint) => constraint.kind === 'not-null' && constraint.local && constraint.columns.includes(column.name),
  );
}

function alter(relation: Relation, column: Column, action: Sql): Task {
  const view = relation.kind === 'view';
  const head = view ? sql`ALTER VIEW ${nameOf(relation)}` : sql`ALTER TABLE ONLY ${nameOf(relation)}`;
  return {
    object: `column ${relation.schema}.${relation.name}.${column.name}`,
    statement: sql`${head} ALTER COLUMN ${Ident.of(column.name)} ${action}`,
  };
}
