// Comparison in three values. Equality is exact for types whose equal values cannot be told apart; for all
// others it is an uninterpreted predicate of both sides.

import { cast } from './cast.js';
import type { Problem } from './problem.js';
import { and, FALSE, isNullOf, not, NULL_TRUTH, or, type Scalar, type Truth, type Value } from './value.js';
import { family } from './types.js';
import type { World } from './world.js';

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

export function compare(problem: Problem, world: World, operator: Comparison, left: Value, right: Value): Truth {
  if (left.kind === 'truth' || right.kind === 'truth') return compareTruths(problem, operator, left, right);
  if (left.kind === 'list' || right.kind === 'list') return problem.freshTruth();
  const [a, b] = aligned(problem, world, left, right);
  const known = and(not(a.isNull), not(b.isNull));
  if (known === 'false') return NULL_TRUTH;
  const shared = sharedFamily(world, a, b);
  const holds = shared ? formula(operator, a, b) : guessed(problem, operator, a, b);
  const named = problem.bool(holds);
  return problem.truth(and(known, named), and(known, not(named)));
}

/** IS NOT DISTINCT FROM. */
export function sameOrBothNull(problem: Problem, world: World, left: Value, right: Value): Truth {
  const equal = compare(problem, world, '=', left, right);
  const bothNull = and(isNullOf(left), isNullOf(right));
  const isTrue = problem.bool(or(equal.isTrue, bothNull));
  return { kind: 'truth', isTrue, isFalse: not(isTrue) };
}

function aligned(problem: Problem, world: World, left: Scalar, right: Scalar): readonly [Scalar, Scalar] {
  if (left.type === 'unknown' && right.type !== 'unknown') return [toType(problem, world, left, right.type), right];
  if (right.type === 'unknown' && left.type !== 'unknown') return [left, toType(problem, world, right, left.type)];
  if (left.type === 'opaque') return [{ ...left, type: right.type }, right];
  if (right.type === 'opaque') return [left, { ...right, type: left.type }];
  return [left, right];
}

function toType(problem: Problem, world: World, value: Scalar, type: string): Scalar {
  const moved = type === 'opaque' ? value : cast(problem, world, value, type);
  return moved.kind === 'scalar' ? moved : value;
}

function sharedFamily(world: World, left: Scalar, right: Scalar): boolean {
  const known = family(left.type, world.enums);
  return known !== null && known === family(right.type, world.enums);
}

function formula(operator: Comparison, left: Scalar, right: Scalar): string {
  if (operator === '<>') return `(not (= ${left.value} ${right.value}))`;
  return `(${operator} ${left.value} ${right.value})`;
}

function guessed(problem: Problem, operator: Comparison, left: Scalar, right: Scalar): string {
  problem.guess(`${operator} between ${left.type} and ${right.type} is not modelled`);
  return problem.apply(`${operator} ${left.type} ${right.type}`, [left.value, right.value], 'Bool');
}

function compareTruths(problem: Problem, operator: Comparison, left: Value, right: Value): Truth {
  const a = left.kind === 'scalar' ? booleanOf(problem, left) : problem.asTruth(left);
  const b = right.kind === 'scalar' ? booleanOf(problem, right) : problem.asTruth(right);
  const same = or(and(a.isTrue, b.isTrue), and(a.isFalse, b.isFalse));
  const different = or(and(a.isTrue, b.isFalse), and(a.isFalse, b.isTrue));
  if (operator === '=') return problem.truth(same, different);
  if (operator === '<>') return problem.truth(different, same);
  return left.kind === 'list' ? FALSE : problem.freshTruth();
}

function booleanOf(problem: Problem, value: Scalar): Truth {
  const word = value.text?.toLowerCase();
  if (word === 't' || word === 'true') return { kind: 'truth', isTrue: 'true', isFalse: 'false' };
  if (word === 'f' || word === 'false') return { kind: 'truth', isTrue: 'false', isFalse: 'true' };
  return problem.asTruth(value);
}
