// Sequences: own ones are created, those of identity columns come with their column, serial ones get their
// owner column afterwards. https://www.postgresql.org/docs/current/sql-createsequence.html

import type { Relation, SequenceFact } from '../../inventory/index.js';
import { emptySql, qualified, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { keyOf, labelOf, nameOf } from './names.js';
import { columnsOf, type CloneScope } from './scope.js';
import type { Task } from './task.js';

export function sequenceTasks(scope: CloneScope): readonly Task[] {
  return standalone(scope).map(({ relation, fact }) => {
    const unlogged = relation.persistence === 'unlogged' && scope.major >= 15 ? sql`UNLOGGED ` : emptySql;
    const type = fact === undefined ? emptySql : sql` AS ${verbatim(fact.type)} ${sequenceOptions(fact)}`;
    return {
      object: labelOf('sequence', relation),
      statement: sql`CREATE ${unlogged}SEQUENCE ${nameOf(relation)}${type}`,
      relation: true,
    };
  });
}

/** ALTER SEQUENCE … OWNED BY, after the tables. */
export function ownedByTasks(scope: CloneScope): readonly Task[] {
  return standalone(scope).flatMap(({ relation, fact }) => {
    const owner = fact?.ownedBy ?? null;
    if (owner === null) return [];
    const column = qualified(owner.schema, owner.relation, owner.column);
    return [
      {
        object: labelOf('owner column of sequence', relation),
        statement: sql`ALTER SEQUENCE ${nameOf(relation)} OWNED BY ${column}`,
      },
    ];
  });
}

export function sequenceOptions(fact: SequenceFact): Sql {
  const cycle = fact.cycle ? sql`CYCLE` : sql`NO CYCLE`;
  return sql`START WITH ${number(fact.start)} INCREMENT BY ${number(fact.increment)} MINVALUE ${number(fact.min)} MAXVALUE ${number(fact.max)} CACHE ${number(fact.cache)} ${cycle}`;
}

/** 64-bit, so beyond what a JavaScript number holds. */
function number(text: string): Sql {
  return verbatim(BigInt(text).toString());
}

interface Standalone {
  readonly relation: Relation;
  readonly fact: SequenceFact | undefined;
}

function standalone(scope: CloneScope): readonly Standalone[] {
  return scope.relations
    .filter((relation) => relation.kind === 'sequence')
    .map((relation) => ({ relation, fact: scope.sequences.get(keyOf(relation.schema, relation.name)) }))
    .filter(({ fact }) => fact === undefined || !ofIdentity(scope, fact));
}

export function ofIdentity(scope: CloneScope, fact: SequenceFact): boolean {
  const owner = fact.ownedBy;
  if (owner === null) return false;
  const relation = scope.byName.get(keyOf(owner.schema, owner.relation));
  if (relation === undefined) return false;
  return columnsOf(scope, relation).some((column) => column.name === owner.column && column.identity !== null);
}

export function isIdentitySequence(scope: CloneScope, relation: Relation): boolean {
  const fact = scope.sequences.get(keyOf(relation.schema, relation.name));
  return fact !== undefined && ofIdentity(scope, fact);
}
