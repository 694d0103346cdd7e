// Operators: comparison, IN, ANY/ALL, DISTINCT, NULLIF, LIKE, BETWEEN, JSON access, arithmetic. Names with
// a schema other than pg_catalog are somebody's own operators and uninterpreted.
// https://www.postgresql.org/docs/current/functions-comparison.html

import { asList, child, stringsAt, textAt, type Tree } from '../sql/parse-tree.js';
import { isJson } from './cast.js';
import { NULL_SCALAR, nullIf, unread } from './choice.js';
import { compare, sameOrBothNull } from './compare.js';
import { arrayOperator, memberOf } from './array.js';
import { jsonAccess, jsonKeys } from './json.js';
import { comparisonOf, predicate } from './predicate.js';
import { both, either } from './problem.js';
import type { Reading, Scope } from './scope.js';
import { anyOf } from './subquery.js';
import { joinTexts } from './text.js';
import { isInteger, isNumber } from './types.js';
import { FALSE, isNullOf, or, TRUE, type Truth, type Value } from './value.js';

export function operate(reading: Reading, node: Tree, scope: Scope): Value {
  const name = stringsAt(node, 'name');
  const read = (key: string): Value =>
    child(node, key) === undefined ? NULL_SCALAR : reading.expression(child(node, key), scope);
  switch (textAt(node, 'kind')) {
    case 'AEXPR_OP':
      return child(node, 'lexpr') === undefined
        ? prefix(reading, name, read('rexpr'))
        : infix(reading, name, read('lexpr'), read('rexpr'));
    case 'AEXPR_DISTINCT':
      return negate(sameOrBothNull(reading.problem, reading.world, read('lexpr'), read('rexpr')));
    case 'AEXPR_NOT_DISTINCT':
      return sameOrBothNull(reading.problem, reading.world, read('lexpr'), read('rexpr'));
    case 'AEXPR_NULLIF':
      return nullIf(reading, read('lexpr'), read('rexpr'));
    case 'AEXPR_IN':
      return membership(reading, name, read('lexpr'), listAt(reading, node, scope));
    case 'AEXPR_OP_ANY':
      if (textAt(node, 'rexpr', 'SubLink', 'subLinkType') === 'ARRAY_SUBLINK') {
        const select = child(node, 'rexpr', 'SubLink', 'subselect', 'SelectStmt');
        return anyOf(reading, comparisonOf(name), read('lexpr'), reading.witness(select, scope));
      }
      return quantified(reading, name, read('lexpr'), read('rexpr'), either);
    case 'AEXPR_OP_ALL':
      return quantified(reading, name, read('lexpr'), read('rexpr'), both);
    case 'AEXPR_BETWEEN':
      return between(reading, read('lexpr'), listAt(reading, node, scope));
    case 'AEXPR_NOT_BETWEEN':
      return negate(between(reading, read('lexpr'), listAt(reading, node, scope)));
    default:
      return predicate(reading, `${textAt(node, 'kind')} ${name.join('.')}`, [read('lexpr'), read('rexpr')]);
  }
}

function negate(truth: Truth): Truth {
  return { kind: 'truth', isTrue: truth.isFalse, isFalse: truth.isTrue };
}

function listAt(reading: Reading, node: Tree, scope: Scope): readonly Value[] {
  return asList(child(node, 'rexpr', 'List', 'items')).map((each) => reading.expression(each, scope));
}

function membership(reading: Reading, name: readonly string[], left: Value, items: readonly Value[]): Truth {
  const { problem, world } = reading;
  const found = items.map((item) => compare(problem, world, '=', left, item));
  const any = found.reduce((a, b) => either(a, b, problem), FALSE);
  return name.at(-1) === '<>' ? negate(any) : any;
}

function quantified(reading: Reading, name: readonly string[], left: Value, right: Value, join: typeof both): Truth {
  const operator = comparisonOf(name);
  const { problem, world } = reading;
  if (right.kind === 'scalar' && join === either) {
    const member = memberOf(reading, operator, left, right);
    if (member !== null) return member;
  }
  if (operator === null || right.kind !== 'list')
    return predicate(reading, `${name.join('.')} quantified`, [left, right]);
  const parts = right.items.map((item) => compare(problem, world, operator, left, item));
  return parts.reduce((a, b) => join(a, b, problem), join === either ? FALSE : TRUE);
}

function between(reading: Reading, value: Value, [low = NULL_SCALAR, high = NULL_SCALAR]: readonly Value[]): Truth {
  const { problem, world } = reading;
  return both(compare(problem, world, '>=', value, low), compare(problem, world, '<=', value, high), problem);
}

function prefix(reading: Reading, name: readonly string[], value: Value): Value {
  if (name.length === 1 && name[0] === '-' && value.kind === 'scalar' && isNumber(value.type)) {
    return value.text === undefined
      ? { ...value, value: reading.problem.real(`(- ${value.value})`) }
      : {
          ...reading.problem.number(value.text.startsWith('-') ? value.text.slice(1) : `-${value.text}`),
          type: value.type,
        };
  }
  return unread(reading, `the operator ${name.join('.')}`);
}

function infix(reading: Reading, name: readonly string[], left: Value, right: Value): Value {
  const operator = comparisonOf(name);
  if (operator !== null) return compare(reading.problem, reading.world, operator, left, right);
  // Somebody's own operator may be anything, and need not be strict.
  if (name.length > 1 && name[0] !== 'pg_catalog') return unread(reading, `the operator ${name.join('.')}`);
  const symbol = name.at(-1) ?? '';
  if (['->', '->>', '#>', '#>>'].includes(symbol) && left.kind === 'scalar' && right.kind !== 'truth') {
    if (isJson(left.type)) return jsonAccess(reading, symbol, left, right);
  }
  if (['+', '-', '*', '/', '%', '||'].includes(symbol)) return arithmetic(reading, symbol, left, right);
  return (
    jsonKeys(reading, symbol, left, right) ??
    arrayOperator(reading, symbol, left, right) ??
    matched(reading, symbol, left, right)
  );
}

function matched(reading: Reading, symbol: string, left: Value, right: Value): Truth {
  const truth = predicate(reading, symbol, [left, right]);
  if (symbol === '~~' && left.kind === 'scalar' && right.kind === 'scalar')
    reading.problem.notes.likes.push({ text: left.value, pattern: right, holds: truth.isTrue });
  return truth;
}

function arithmetic(reading: Reading, symbol: string, left: Value, right: Value): Value {
  const { problem } = reading;
  const text = symbol === '||' ? joinTexts(reading, left, right) : null;
  if (text !== null) return text;
  const isNull = problem.bool(or(isNullOf(left), isNullOf(right)));
  if (left.kind === 'scalar' && right.kind === 'scalar' && ['+', '-', '*'].includes(symbol)) {
    const numbers = [left, right].every((each) => isNumber(each.type));
    const type = isInteger(left.type) && isInteger(right.type) ? 'bigint' : 'numeric';
    if (numbers)
      return { kind: 'scalar', isNull, value: problem.real(`(${symbol} ${left.value} ${right.value})`), type };
  }
  problem.guess(`the operator ${symbol} is not modelled`);
  const types = [left, right].map((each) => (each.kind === 'scalar' ? each.type : each.kind));
  const value = problem.real(
    problem.apply(`${symbol} ${types.join(' ')}`, [problem.argument(left), problem.argument(right)], 'Real'),
  );
  return { kind: 'scalar', isNull: symbol === '||' ? problem.freshBool() : isNull, value, type: types[0] ?? 'opaque' };
}
