// EXISTS, IN, ANY, scalar and ARRAY subqueries. That something exists is shown by a witness row; that nothing
// exists is never assumed, since the tables may hold anything: both answers stay open where no witness decides.

import { asList, child, stringsAt, textAt, type Tree } from '../sql/parse-tree.js';
import { unread } from './choice.js';
import { comparisonOf } from './predicate.js';
import type { Reading, Scope } from './scope.js';
import { anyOf, exists, scalarOf } from './subquery.js';
import type { Value } from './value.js';

export function readSubLink(reading: Reading, node: Tree, scope: Scope): Value {
  const select = child(node, 'subselect', 'SelectStmt');
  switch (textAt(node, 'subLinkType')) {
    case 'EXISTS_SUBLINK':
      return exists(reading, reading.witness(select, scope));
    case 'ANY_SUBLINK':
      return any(reading, node, select, scope);
    case 'EXPR_SUBLINK':
      return scalarSubquery(reading, select, scope);
    case 'ARRAY_SUBLINK':
      return arrayOf(reading, select, scope);
    default:
      reading.problem.guess('a subquery compared with ALL is not modelled');
      return reading.problem.freshTruth();
  }
}

/** Each use reads the query anew: it may mean another row. */
function arrayOf(reading: Reading, select: Tree, scope: Scope): Value {
  const value = reading.witness(select, scope)?.columns[0]?.value;
  if (value?.kind !== 'scalar') return unread(reading, 'an array of a subquery');
  return {
    ...reading.problem.freshScalar(`${value.type}[]`),
    isNull: 'false',
    rows: () => reading.witness(select, scope),
  };
}

/** `x IN (SELECT …)`, `x = ANY (SELECT …)`, and `x = ANY (ARRAY(SELECT …))`. */
function any(reading: Reading, node: Tree, select: Tree, scope: Scope): Value {
  const name = stringsAt(node, 'operName');
  const operator = comparisonOf(name.length === 0 ? ['='] : name);
  const left = reading.expression(child(node, 'testexpr'), scope);
  return anyOf(reading, operator, left, reading.witness(select, scope));
}

/** One value, or NULL when there is no row. Without FROM it is the expression itself. */
export function scalarSubquery(reading: Reading, select: Tree, scope: Scope): Value {
  const bare = bareExpression(select);
  if (bare !== null) return reading.expression(bare, scope);
  return scalarOf(reading, reading.witness(select, scope));
}

/** The target of `SELECT expression` with nothing else. */
export function bareExpression(select: Tree): Tree {
  const others = [
    'fromClause',
    'whereClause',
    'groupClause',
    'havingClause',
    'withClause',
    'limitCount',
    'limitOffset',
    'valuesLists',
    'larg',
  ];
  if (others.some((key) => child(select, key) !== undefined)) return null;
  const targets = asList(child(select, 'targetList'));
  return targets.length === 1 ? (child(targets[0], 'ResTarget', 'val') ?? null) : null;
}
