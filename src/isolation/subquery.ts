// What a witness row of a subquery says about EXISTS, ANY and a scalar subquery.

import { unread } from './choice.js';
import { compare, type Comparison } from './compare.js';
import { predicate } from './predicate.js';
import type { Reading } from './scope.js';
import { and, implies, not, type Formula, type Truth, type Value, type Witness } from './value.js';

/** The rows are there when the subquery found them. */
export function whenFound({ problem }: Reading, witness: Witness, when: Formula): void {
  if (witness.rows !== undefined) problem.notes.presences.push({ rows: witness.rows, when });
}

export function exists(reading: Reading, witness: Witness | null): Truth {
  const { problem } = reading;
  const found = problem.freshBool();
  if (witness === null) problem.guess('a subquery is not understood');
  else {
    problem.assert(implies(found, witness.holds));
    whenFound(reading, witness, found);
  }
  return { kind: 'truth', isTrue: found, isFalse: not(found) };
}

export function anyOf(reading: Reading, operator: Comparison | null, left: Value, witness: Witness | null): Truth {
  const { problem, world } = reading;
  const found = problem.freshTruth();
  const [column] = witness?.columns ?? [];
  if (witness === null || column === undefined) {
    problem.guess('a subquery is not understood');
    return found;
  }
  const matches =
    operator === null
      ? predicate(reading, 'of a subquery', [left, column.value])
      : compare(problem, world, operator, left, column.value);
  problem.assert(implies(found.isTrue, and(witness.holds, matches.isTrue)));
  whenFound(reading, witness, found.isTrue);
  return found;
}

export function scalarOf(reading: Reading, witness: Witness | null): Value {
  const { problem } = reading;
  const value = witness?.columns[0]?.value;
  if (witness === null || value === undefined) return unread(reading, 'a scalar subquery');
  const found = problem.freshBool();
  problem.assert(implies(found, witness.holds));
  whenFound(reading, witness, found);
  if (value.kind === 'truth') return problem.truth(and(found, value.isTrue), and(found, value.isFalse));
  if (value.kind === 'list') return unread(reading, 'a scalar subquery');
  return { ...value, isNull: problem.bool(`(or (not ${found}) ${value.isNull})`) };
}
