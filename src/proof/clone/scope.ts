// Which objects of one database the clone itself has to build: not the system's, not those that an
// extension brings; and those whose extension this server does not have are not cloned, with that reason.

import {
  itemsOf,
  type Column,
  type Constraint,
  type DatabaseInventory,
  type Relation,
  type Routine,
  type SequenceFact,
  type TypeFact,
} from '../../inventory/index.js';
import { isSystemSchema, keyOf } from './names.js';

export interface CloneScope {
  readonly database: DatabaseInventory;
  readonly major: number;
  /** Relations to create, tables and views and sequences. */
  readonly relations: readonly Relation[];
  readonly byName: ReadonlyMap<string, Relation>;
  readonly columns: ReadonlyMap<string, readonly Column[]>;
  readonly constraints: ReadonlyMap<string, readonly Constraint[]>;
  readonly sequences: ReadonlyMap<string, SequenceFact>;
  /** The sequence that a column owns, by `[schema, relation, column]`. */
  readonly ownedSequences: ReadonlyMap<string, SequenceFact>;
  readonly routines: readonly Routine[];
  readonly types: readonly TypeFact[];
}

interface Placed {
  readonly schema: string;
  readonly extension: string | null;
}

export function scopeOf(database: DatabaseInventory, major: number): CloneScope {
  const relations = itemsOf(database.relations).filter(
    (relation) => isOurs(relation) && relation.persistence !== 'temporary',
  );
  const sequences = itemsOf(database.sequences);
  return {
    database,
    major,
    relations,
    byName: new Map(relations.map((relation) => [keyOf(relation.schema, relation.name), relation])),
    columns: groupBy(itemsOf(database.columns), (column) => keyOf(column.schema, column.relation)),
    constraints: groupBy(itemsOf(database.constraints), (constraint) => keyOf(constraint.schema, constraint.relation)),
    sequences: new Map(sequences.map((sequence) => [keyOf(sequence.schema, sequence.name), sequence])),
    ownedSequences: new Map(
      sequences.flatMap((sequence) => (sequence.ownedBy === null ? [] : [[columnKey(sequence.ownedBy), sequence]])),
    ),
    routines: itemsOf(database.routines).filter(isOurs),
    types: itemsOf(database.types).filter(isOurs),
  };
}

function isOurs(item: Placed): boolean {
  return item.extension === null && !isSystemSchema(item.schema);
}

export function columnKey(column: {
  readonly schema: string;
  readonly relation: string;
  readonly column: string;
}): string {
  return JSON.stringify([column.schema, column.relation, column.column]);
}

/** Columns in order of position. */
export function columnsOf(scope: CloneScope, relation: Relation): readonly Column[] {
  const columns = scope.columns.get(keyOf(relation.schema, relation.name)) ?? [];
  return [...columns].sort((left, right) => left.position - right.position);
}

export function constraintsOf(scope: CloneScope, relation: Relation): readonly Constraint[] {
  return scope.constraints.get(keyOf(relation.schema, relation.name)) ?? [];
}

function groupBy<T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
