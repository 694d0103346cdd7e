// Choosing between values: COALESCE, CASE, NULLIF. With an SQL error counted as NULL, each admits more than
// the server does.

import { cast } from './cast.js';
import { compare } from './compare.js';
import type { Reading } from './scope.js';
import { and, isNullOf, not, or, type Scalar, type Truth, type Value } from './value.js';

export const NULL_SCALAR: Scalar = { kind: 'scalar', isNull: 'true', value: '0.0', type: 'unknown' };

export function unread(reading: Reading, what: string): Value {
  reading.problem.guess(`${what} is not understood`);
  return reading.problem.freshScalar('opaque');
}

/** The first that is not NULL; with an SQL error counted as NULL this admits more than the server does. */
export function coalesce(reading: Reading, values: readonly Value[]): Value {
  return values.reduceRight((rest, first) => choose(reading, not(isNullOf(first)), first, rest), NULL_SCALAR);
}

/** `condition ? left : right`, in the type of both. */
export function choose(reading: Reading, condition: string, left: Value, right: Value): Value {
  const { problem, world } = reading;
  if (condition === 'true') return left;
  if (condition === 'false') return right;
  const named = problem.bool(condition);
  if (left.kind === 'truth' || right.kind === 'truth') {
    const [a, b] = [truthOf(reading, left), truthOf(reading, right)];
    return problem.truth(`(ite ${named} ${a.isTrue} ${b.isTrue})`, `(ite ${named} ${a.isFalse} ${b.isFalse})`);
  }
  if (left.kind === 'list' || right.kind === 'list') return unread(reading, 'a choice between arrays');
  const type = left.type === 'unknown' || left.type === 'opaque' ? right.type : left.type;
  const [a, b] = [cast(problem, world, left, type), cast(problem, world, right, type)];
  if (a.kind !== 'scalar' || b.kind !== 'scalar') return unread(reading, 'a choice');
  const isNull = problem.bool(`(ite ${named} ${a.isNull} ${b.isNull})`);
  const json = [...(a.json ?? []), ...(b.json ?? [])];
  const value = problem.real(`(ite ${named} ${a.value} ${b.value})`);
  return { kind: 'scalar', isNull, value, type, ...(json.length === 0 ? {} : { json }) };
}

function truthOf(reading: Reading, value: Value): Truth {
  const moved = cast(reading.problem, reading.world, value, 'boolean');
  return reading.problem.asTruth(moved);
}

/** NULLIF(a, b). */
export function nullIf(reading: Reading, left: Value, right: Value): Value {
  const equal = compare(reading.problem, reading.world, '=', left, right);
  if (left.kind === 'scalar') return { ...left, isNull: reading.problem.bool(or(left.isNull, equal.isTrue)) };
  if (left.kind === 'truth')
    return reading.problem.truth(and(left.isTrue, not(equal.isTrue)), and(left.isFalse, not(equal.isTrue)));
  return unread(reading, 'NULLIF of an array');
}
