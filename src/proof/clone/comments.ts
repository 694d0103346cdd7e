// Comments: schema tags such as `pii: …` are classifications, so they belong to the state. Text of the
// source enters as a literal.

import { itemsOf, type Relation } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { qualified, sql, type Sql } from '../../sql/sql.js';
import { isSystemSchema, labelOf, nameOf } from './names.js';
import { routineLabel, routineName } from './routines.js';
import { columnsOf, type CloneScope } from './scope.js';
import type { Task } from './task.js';

export function commentTasks(scope: CloneScope): readonly Task[] {
  return [...relationComments(scope), ...routineComments(scope), ...schemaComments(scope), ...typeComments(scope)];
}

function relationComments(scope: CloneScope): readonly Task[] {
  return scope.relations.flatMap((relation) => [
    ...comment(labelOf('comment on', relation), sql`${relationWord(relation)} ${nameOf(relation)}`, relation.comment),
    ...columnsOf(scope, relation).flatMap((column) =>
      comment(
        `comment on column ${relation.schema}.${relation.name}.${column.name}`,
        sql`COLUMN ${qualified(relation.schema, relation.name, column.name)}`,
        column.comment,
      ),
    ),
  ]);
}

function routineComments(scope: CloneScope): readonly Task[] {
  return scope.routines.flatMap((routine) =>
    comment(`comment on ${routineLabel(routine)}`, routineName(routine), routine.comment),
  );
}

function schemaComments(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.schemas)
    .filter((schema) => schema.extension === null && !isSystemSchema(schema.name))
    .flatMap((schema) =>
      comment(`comment on schema ${schema.name}`, sql`SCHEMA ${Ident.of(schema.name)}`, schema.comment),
    );
}

function typeComments(scope: CloneScope): readonly Task[] {
  return scope.types.flatMap((type) => {
    const word = type.kind === 'domain' ? sql`DOMAIN` : sql`TYPE`;
    return comment(labelOf('comment on type', type), sql`${word} ${nameOf(type)}`, type.comment);
  });
}

function comment(object: string, target: Sql, text: string | null): readonly Task[] {
  return text === null ? [] : [{ object, statement: sql`COMMENT ON ${target} IS ${Literal.of(text)}` }];
}

export function relationWord(relation: Relation): Sql {
  switch (relation.kind) {
    case 'table':
      return sql`TABLE`;
    case 'view':
      return sql`VIEW`;
    case 'materialized-view':
      return sql`MATERIALIZED VIEW`;
    case 'foreign-table':
      return sql`FOREIGN TABLE`;
    case 'sequence':
      return sql`SEQUENCE`;
  }
}
