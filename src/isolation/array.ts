// Arrays: members of a column's array, arrays that a query gives, pieces of a text cut at a separator.
// https://www.postgresql.org/docs/current/functions-array.html

import { cast } from './cast.js';
import { child, type Tree } from '../sql/parse-tree.js';
import type { Comparison } from './compare.js';
import type { Reading } from './scope.js';
import { anyOf } from './subquery.js';
import { and, isNullOf, not, or, type Scalar, type Truth, type Value } from './value.js';

/** `x op ANY (array)` of an array that is no list of known members; null when it cannot be read so. */
export function memberOf(reading: Reading, operator: Comparison | null, left: Value, array: Scalar): Truth | null {
  if (array.rows !== undefined) return anyOf(reading, operator, left, array.rows());
  if (operator !== '=' || !array.type.endsWith('[]')) return null;
  const element = cast(reading.problem, reading.world, left, array.type.slice(0, -2));
  return element.kind === 'scalar' ? member(reading, element, array) : null;
}

/** An array may hold NULLs: then an element that is not found gives NULL. */
function member(reading: Reading, element: Scalar, array: Scalar): Truth {
  const { problem } = reading;
  const args = [element.value, array.value];
  const holds = problem.bool(problem.apply(`in ${array.type}`, args, 'Bool'));
  const hasNull = problem.apply(`nulls in ${array.type}`, [array.value], 'Bool');
  const known = and(not(element.isNull), not(array.isNull));
  problem.notes.members.push({ array: array.value, element, holds: and(known, holds) });
  return problem.truth(and(known, holds), and(known, not(holds), not(hasNull)));
}

/** `@>`, `<@` and `&&` between a column's array and known members; null when it is something else. */
export function arrayOperator(reading: Reading, symbol: string, left: Value, right: Value): Truth | null {
  const [whole, list] = symbol === '<@' ? [right, left] : [left, right];
  const [array, items] = whole.kind === 'scalar' && list.kind === 'list' ? [whole, list.items] : [null, []];
  if (symbol === '&&' && left.kind === 'list' && right.kind === 'scalar')
    return arrayOperator(reading, symbol, right, left);
  if (array === null || !array.type.endsWith('[]') || !['@>', '<@', '&&'].includes(symbol)) return null;
  const { problem } = reading;
  const tests = items.map((item) => memberOf(reading, '=', item, array));
  const held = tests.flatMap((each) => (each === null ? [] : [each.isTrue]));
  if (held.length < items.length) return null;
  const known = not(isNullOf(array));
  const holds = problem.bool(symbol === '&&' ? or(...held) : and(...held));
  return problem.truth(and(known, holds), and(known, not(holds)));
}

/** `string_to_array(text, separator)` with a constant separator. */
export function cutText(reading: Reading, text: Value, separator: Value): Value | null {
  if (text.kind !== 'scalar' || separator.kind !== 'scalar' || separator.text === undefined) return null;
  const { problem } = reading;
  const value = problem.real(problem.apply(`cut ${separator.text}`, [text.value], 'Real'));
  return { kind: 'scalar', isNull: text.isNull, value, type: 'text[]', cut: { text, separator: separator.text } };
}

/** One piece: a function of the text; NULL where there are not so many. */
export function pieceOf({ problem }: Reading, array: Scalar, index: number): Scalar {
  const name = `piece ${index}`;
  const value = problem.real(problem.apply(name, [array.value], 'Real'));
  const isNull = problem.bool(or(array.isNull, problem.apply(`${name} missing`, [array.value], 'Bool')));
  const piece: Scalar = { kind: 'scalar', isNull, value, type: array.type.slice(0, -2) };
  if (array.cut !== undefined)
    problem.notes.pieces.push({ text: array.cut.text.value, separator: array.cut.separator, index, value: piece });
  return piece;
}

/** A slice from the first element on has the same pieces, or fewer. */
export function sliceOf({ problem }: Reading, array: Scalar, lower: Tree): Scalar {
  const value = problem.real(problem.apply('slice', [array.value, problem.freshReal()], 'Real'));
  const fromFirst = lower === undefined || child(lower, 'A_Const', 'ival', 'ival') === 1;
  const { cut, ...rest } = array;
  return { ...rest, value, ...(fromFirst && cut !== undefined ? { cut } : {}) };
}
