// CREATE TABLE in all its forms: plain, unlogged, partitioned, partition, inherited, typed, with identity and
// generated columns. Defaults and constraints come later, when what they call is there; generated columns
// cannot. https://www.postgresql.org/docs/current/sql-createtable.html

import type { Column, Constraint, Relation, SequenceFact } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { Literal } from '../../sql/literal.js';
import { emptySql, join, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { labelOf, nameOf } from './names.js';
import { columnKey, columnsOf, constraintsOf, type CloneScope } from './scope.js';
import { sequenceOptions } from './sequences.js';
import type { Task } from './task.js';

export function tableTasks(scope: CloneScope): readonly Task[] {
  const tables = scope.relations.filter((relation) => relation.kind === 'table');
  return tables.map((table) => ({
    object: labelOf('table', table),
    statement: createTable(scope, table),
    relation: true,
  }));
}

/** Partitions are made like tables of their own and attached: that keeps their own column order. */
export function attachTasks(scope: CloneScope): readonly Task[] {
  return scope.relations.flatMap((relation) => {
    const parent = relation.parents[0];
    if (relation.partitionBound === null || parent === undefined) return [];
    const statement = sql`ALTER TABLE ONLY ${nameOf(parent)} ATTACH PARTITION ${nameOf(relation)} ${verbatim(relation.partitionBound)}`;
    return [{ object: labelOf('partition', relation), statement }];
  });
}

function createTable(scope: CloneScope, table: Relation): Sql {
  const unlogged = table.persistence === 'unlogged' ? sql`UNLOGGED ` : emptySql;
  const head = sql`CREATE ${unlogged}TABLE ${nameOf(table)}`;
  const tail = sql`${inherits(table)}${partitionBy(table)}${storageOptions(table)}`;
  const columns = columnsOf(scope, table);
  if (table.ofType !== null) return sql`${head} OF ${verbatim(table.ofType)}${typedColumns(columns)}${tail}`;
  const own =
    table.partitionBound === null && table.parents.length > 0 ? columns.filter((column) => column.local) : columns;
  const definitions = join(
    own.map((column) => columnDefinition(scope, table, column)),
    sql`, `,
  );
  return sql`${head} (${definitions})${tail}`;
}

function typedColumns(columns: readonly Column[]): Sql {
  const strict = columns.filter((column) => column.notNull);
  if (strict.length === 0) return emptySql;
  const options = strict.map((column) => sql`${Ident.of(column.name)} WITH OPTIONS NOT NULL`);
  return sql` (${join(options, sql`, `)})`;
}

function columnDefinition(scope: CloneScope, table: Relation, column: Column): Sql {
  const collation = column.collation === null ? emptySql : sql` COLLATE ${verbatim(column.collation)}`;
  const generation = generated(column) ?? identity(scope, table, column) ?? emptySql;
  return sql`${Ident.of(column.name)} ${verbatim(column.type)}${collation}${generation}${notNull(scope, table, column)}`;
}

function generated(column: Column): Sql | null {
  if (column.generated === null || column.default === null) return null;
  const how = column.generated === 'stored' ? sql`STORED` : sql`VIRTUAL`;
  return sql` GENERATED ALWAYS AS (${verbatim(column.default)}) ${how}`;
}

/** From 17 on a partition has the identity of its parent, and must not bring its own. */
function identity(scope: CloneScope, table: Relation, column: Column): Sql | null {
  if (column.identity === null || (table.partitionBound !== null && scope.major >= 17)) return null;
  const sequence: SequenceFact | undefined = scope.ownedSequences.get(
    columnKey({ schema: table.schema, relation: table.name, column: column.name }),
  );
  const always = column.identity === 'always' ? sql`ALWAYS` : sql`BY DEFAULT`;
  const options =
    sequence === undefined ? emptySql : sql` (SEQUENCE NAME ${nameOf(sequence)} ${sequenceOptions(sequence)})`;
  return sql` GENERATED ${always} AS IDENTITY${options}`;
}

/** From 18 on NOT NULL is a named constraint. */
function notNull(scope: CloneScope, table: Relation, column: Column): Sql {
  if (!column.notNull) return emptySql;
  const named = inlineNotNull(constraintsOf(scope, table), column);
  return named === undefined ? sql` NOT NULL` : sql` CONSTRAINT ${Ident.of(named.name)} NOT NULL`;
}

/** A not-null constraint that the column definition itself can say. */
export function inlineNotNull(
  constraints: readonly Constraint[],
  column: { readonly name: string },
): Constraint | undefined {
  return constraints.find(
    (constraint) =>
      constraint.kind === 'not-null' &&
      constraint.validated &&
      constraint.columns.length === 1 &&
      constraint.columns[0] === column.name,
  );
}

function inherits(table: Relation): Sql {
  if (table.parents.length === 0 || table.partitionBound !== null) return emptySql;
  return sql` INHERITS (${join(table.parents.map(nameOf), sql`, `)})`;
}

function partitionBy(table: Relation): Sql {
  return table.partitionKey === null ? emptySql : sql` PARTITION BY ${verbatim(table.partitionKey)}`;
}

function storageOptions(relation: Relation): Sql {
  const options = optionList(relation.options);
  return options === null ? emptySql : sql` WITH (${options})`;
}

/** reloptions as the catalog has them: `name=value`; toast.* keeps its prefix. */
export function optionList(options: readonly string[]): Sql | null {
  if (options.length === 0) return null;
  return join(options.map(optionAssignment), sql`, `);
}

function optionAssignment(option: string): Sql {
  const at = option.indexOf('=');
  const name = at < 0 ? option : option.slice(0, at);
  const parts = name.split('.').map((part) => Ident.of(part));
  const value = at < 0 ? 'true' : option.slice(at + 1);
  return sql`${join(parts, sql`.`)} = ${Literal.of(value)}`;
}
