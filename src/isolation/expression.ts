// Reads an expression of PostgreSQL's parser into the logic's values. What is not understood becomes an
// uninterpreted value with the reason noted: a proof must hold whatever it is.
// https://www.postgresql.org/docs/current/sql-expressions.html

import { asList, asNumber, asRecord, asText, child, stringsAt, textAt, type Tree } from '../sql/parse-tree.js';
import { cast } from './cast.js';
import { compare } from './compare.js';
import { pieceOf, sliceOf } from './array.js';
import { operate } from './operator.js';
import { choose, coalesce, NULL_SCALAR, unread } from './choice.js';
import { both, either } from './problem.js';
import { userOf, type Reading, type Scope } from './scope.js';
import { readSubLink } from './sub-link.js';
import { typeNameText } from './type-name.js';
import { and, FALSE, isNullOf, not, TRUE, type Truth, type Value } from './value.js';

type Reader = (reading: Reading, node: Tree, scope: Scope) => Value;

const READERS: Readonly<Record<string, Reader>> = {
  A_Const: ({ problem }, node) => constant(problem, node),
  ColumnRef: columnReference,
  ParamRef: (reading, node, scope) =>
    scope.variables.get(`$${asNumber(child(node, 'number')) ?? 0}`) ?? unread(reading, 'a parameter'),
  A_Expr: operate,
  BoolExpr: logical,
  NullTest: nullTest,
  BooleanTest: booleanTest,
  TypeCast: (reading, node, scope) =>
    cast(
      reading.problem,
      reading.world,
      reading.expression(child(node, 'arg'), scope),
      typeNameText(child(node, 'typeName'), scope, reading.world),
    ),
  CoalesceExpr: (reading, node, scope) =>
    coalesce(
      reading,
      asList(child(node, 'args')).map((each) => reading.expression(each, scope)),
    ),
  CaseExpr: caseExpression,
  SubLink: readSubLink,
  FuncCall: (reading, node, scope) => reading.call(node, scope),
  SQLValueFunction: sqlValue,
  A_ArrayExpr: (reading, node, scope) => ({
    kind: 'list',
    items: asList(child(node, 'elements')).map((each) => reading.expression(each, scope)),
  }),
  CollateClause: (reading, node, scope) => collated(reading, reading.expression(child(node, 'arg'), scope)),
};

export function readExpression(reading: Reading, tree: Tree, scope: Scope): Value {
  const [tag, node] = Object.entries(asRecord(tree) ?? {})[0] ?? ['', null];
  const reader = Object.hasOwn(READERS, tag) ? READERS[tag] : undefined;
  return reader === undefined ? opaque(reading, tag, node, scope) : reader(reading, node, scope);
}

/** Of an unknown kind: whatever it is; a subscript of a value is a function of it. */
function opaque(reading: Reading, tag: string, node: Tree, scope: Scope): Value {
  if (tag === 'A_Indirection') {
    const base = reading.expression(child(node, 'arg'), scope);
    const element = subscripted(reading, base, node, scope);
    if (element !== null) return element;
    const path = JSON.stringify(child(node, 'indirection')).replaceAll(/"location":\d+,?/gu, '');
    reading.problem.guess('a subscript or field is not modelled');
    const term = reading.problem.apply(`field ${path}`, [reading.problem.argument(base)], 'Real');
    return { ...reading.problem.freshScalar('opaque'), value: reading.problem.real(term) };
  }
  return unread(reading, tag === '' ? 'an empty expression' : `an expression of kind ${tag}`);
}

/** An array's element or its first part; null for anything else. */
function subscripted(reading: Reading, base: Value, node: Tree, scope: Scope): Value | null {
  const [index, ...others] = asList(child(node, 'indirection')).map((each) => child(each, 'A_Indices'));
  if (base.kind !== 'scalar' || !base.type.endsWith('[]') || index === undefined || others.length > 0) return null;
  if (child(index, 'is_slice') === true) return sliceOf(reading, base, child(index, 'lidx'));
  const at = reading.expression(child(index, 'uidx'), scope);
  const number = at.kind === 'scalar' ? Number(at.text ?? Number.NaN) : Number.NaN;
  return Number.isInteger(number) ? pieceOf(reading, base, number) : null;
}

function constant(problem: Reading['problem'], node: Tree): Value {
  if (child(node, 'isnull') === true) return NULL_SCALAR;
  const text = asText(child(node, 'sval', 'sval'));
  if (asRecord(child(node, 'sval')) !== undefined) return problem.textLiteral(text ?? '');
  if (asRecord(child(node, 'ival')) !== undefined)
    return problem.number(String(asNumber(child(node, 'ival', 'ival')) ?? 0));
  const float = asText(child(node, 'fval', 'fval'));
  if (float !== undefined && /^\d*\.?\d*$/u.test(float)) return problem.number(float);
  if (asRecord(child(node, 'boolval')) !== undefined) return child(node, 'boolval', 'boolval') === true ? TRUE : FALSE;
  return problem.freshScalar('opaque');
}

function columnReference(reading: Reading, node: Tree, scope: Scope): Value {
  const names = stringsAt(node, 'fields');
  const column = names.at(-1) ?? '';
  const alias = names.length > 1 ? names.at(-2) : undefined;
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const found = at.tables.filter((each) => alias === undefined || each.alias === alias);
    const values = found.flatMap((each) => each.row.column(column) ?? []);
    if (values.length === 1 && values[0] !== undefined) return values[0];
    if (values.length > 1) return unread(reading, `the column ${names.join('.')}`);
  }
  const ofRoutine = alias === undefined || scope.trail.some((step) => step.endsWith(`.${alias}`));
  return (ofRoutine ? scope.variables.get(column) : undefined) ?? unread(reading, `the column ${names.join('.')}`);
}

function logical(reading: Reading, node: Tree, scope: Scope): Value {
  const { problem } = reading;
  const parts = asList(child(node, 'args')).map((each) => problem.asTruth(reading.expression(each, scope)));
  const [first = FALSE] = parts;
  switch (textAt(node, 'boolop')) {
    case 'AND_EXPR':
      return parts.slice(1).reduce((left, right) => both(left, right, problem), first);
    case 'OR_EXPR':
      return parts.slice(1).reduce((left, right) => either(left, right, problem), first);
    default:
      return { kind: 'truth', isTrue: first.isFalse, isFalse: first.isTrue };
  }
}

function nullTest(reading: Reading, node: Tree, scope: Scope): Truth {
  const isNull = reading.problem.bool(isNullOf(reading.expression(child(node, 'arg'), scope)));
  const negated = textAt(node, 'nulltesttype') === 'IS_NOT_NULL';
  return negated
    ? { kind: 'truth', isTrue: not(isNull), isFalse: isNull }
    : { kind: 'truth', isTrue: isNull, isFalse: not(isNull) };
}

function booleanTest(reading: Reading, node: Tree, scope: Scope): Truth {
  const { isTrue, isFalse } = reading.problem.asTruth(reading.expression(child(node, 'arg'), scope));
  const unknown = and(not(isTrue), not(isFalse));
  const tests: Readonly<Record<string, string>> = {
    IS_TRUE: isTrue,
    IS_NOT_TRUE: not(isTrue),
    IS_FALSE: isFalse,
    IS_NOT_FALSE: not(isFalse),
    IS_UNKNOWN: unknown,
    IS_NOT_UNKNOWN: not(unknown),
  };
  const holds = reading.problem.bool(tests[textAt(node, 'booltesttype')] ?? isTrue);
  return { kind: 'truth', isTrue: holds, isFalse: not(holds) };
}

function caseExpression(reading: Reading, node: Tree, scope: Scope): Value {
  const { problem, world } = reading;
  const tested = child(node, 'arg') === undefined ? null : reading.expression(child(node, 'arg'), scope);
  const last = child(node, 'defresult');
  const otherwise = last === undefined ? NULL_SCALAR : reading.expression(last, scope);
  return asList(child(node, 'args')).reduceRight<Value>((rest, branch) => {
    const when = reading.expression(child(branch, 'CaseWhen', 'expr'), scope);
    const condition = tested === null ? problem.asTruth(when) : compare(problem, world, '=', tested, when);
    return choose(reading, condition.isTrue, reading.expression(child(branch, 'CaseWhen', 'result'), scope), rest);
  }, otherwise);
}

function sqlValue(reading: Reading, node: Tree, scope: Scope): Value {
  const { problem, world } = reading;
  switch (textAt(node, 'op')) {
    case 'SVFOP_CURRENT_USER':
    case 'SVFOP_USER':
    case 'SVFOP_CURRENT_ROLE':
      return problem.textLiteral(userOf(scope), 'name');
    case 'SVFOP_SESSION_USER':
      return problem.textLiteral(reading.session, 'name');
    case 'SVFOP_CURRENT_CATALOG':
      return problem.textLiteral(world.database.name, 'name');
    default:
      return { ...problem.freshScalar('timestamp with time zone'), isNull: 'false' };
  }
}

function collated(reading: Reading, value: Value): Value {
  if (value.kind !== 'scalar') return value;
  reading.problem.guess('a COLLATE clause is not modelled');
  return { ...value, type: 'collated text' };
}
