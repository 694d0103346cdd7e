// A SELECT statement as a witness: symbolic rows of its relations, the condition under which they make a
// result row, and that row's columns. Grouping and limits only drop or merge rows, so a witness stays one.

import { asList, child, textAt, type Tree } from '../sql/parse-tree.js';
import { fromItem, type Joined } from './from.js';
import { aggregate, hasAggregates } from './aggregate.js';
import { bareExpression } from './sub-link.js';
import { within, type Named, type Reading, type Scope } from './scope.js';
import { and, not, or, type Formula, type Value, type Witness } from './value.js';

export function readQuery(reading: Reading, select: Tree, outer: Scope): Witness | null {
  const scope = withCommon(select, outer);
  if (scope === null || child(select, 'valuesLists') !== undefined) return null;
  const operation = textAt(select, 'op');
  if (operation !== '' && operation !== 'SETOP_NONE') return setOperation(reading, select, scope, operation);
  const bare = bareExpression(select);
  if (bare !== null && child(bare, 'FuncCall') !== undefined) {
    const rows = reading.callWitness(bare, scope);
    if (rows !== null) return rows;
  }
  const joined = joinAll(reading, asList(child(select, 'fromClause')), scope);
  if (joined === null) return null;
  const inner: Scope = { ...scope, tables: joined.tables, outer: scope };
  const where = child(select, 'whereClause');
  const condition = where === undefined ? 'true' : reading.problem.asTruth(reading.expression(where, inner)).isTrue;
  const holds = reading.problem.bool(and(...joined.conditions, condition));
  if (!hasAggregates(select)) return { holds, columns: targets(reading, select, inner) };
  // Without GROUP BY an aggregate gives a row whatever the tables hold.
  const grouped = child(select, 'groupClause') !== undefined;
  const own: Scope = { ...inner, aggregate: (call) => aggregate(reading, select, call, outer) };
  const having = child(select, 'havingClause');
  const kept = having === undefined ? 'true' : reading.problem.asTruth(reading.expression(having, own)).isTrue;
  return { holds: reading.problem.bool(and(grouped ? holds : 'true', kept)), columns: targets(reading, select, own) };
}

function withCommon(select: Tree, outer: Scope): Scope | null {
  const clause = child(select, 'withClause');
  if (clause === undefined) return { ...outer };
  if (child(clause, 'recursive') === true) return null;
  const common = new Map(outer.common);
  for (const each of asList(child(clause, 'ctes'))) {
    const name = textAt(each, 'CommonTableExpr', 'ctename');
    const query = child(each, 'CommonTableExpr', 'ctequery', 'SelectStmt');
    if (query === undefined || child(each, 'CommonTableExpr', 'aliascolnames') !== undefined) return null;
    common.set(name, query);
  }
  return { ...outer, common };
}

/** Comma-separated FROM items may refer to those before them (LATERAL). */
function joinAll(reading: Reading, items: readonly Tree[], scope: Scope): Joined | null {
  const tables: Named[] = [];
  const conditions: Formula[] = [];
  for (const item of items) {
    const joined = fromItem(reading, item, { ...scope, tables: [...tables], outer: scope });
    if (joined === null) return null;
    tables.push(...joined.tables);
    conditions.push(...joined.conditions);
  }
  return { tables, conditions };
}

/** A row of UNION comes from one side; a row of INTERSECT or EXCEPT is at least one of the left. */
function setOperation(reading: Reading, select: Tree, scope: Scope, operation: string): Witness | null {
  const inner = within(scope, 'set operation');
  const left = readQuery(reading, child(select, 'larg'), inner ?? scope);
  if (left === null || operation !== 'SETOP_UNION') return left;
  const right = readQuery(reading, child(select, 'rarg'), inner ?? scope);
  if (right === null || right.columns.length !== left.columns.length) return null;
  const { problem } = reading;
  const first = problem.freshBool();
  const columns = left.columns.map(({ name, value }, index) => ({
    name,
    value: merged(reading, first, value, right.columns[index]?.value ?? value),
  }));
  return { holds: problem.bool(or(and(first, left.holds), and(not(first), right.holds))), columns };
}

function merged({ problem }: Reading, first: Formula, left: Value, right: Value): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar') {
    const isNull = problem.bool(`(ite ${first} ${left.isNull} ${right.isNull})`);
    const type = left.type === 'unknown' ? right.type : left.type;
    if (left.type === right.type || left.type === 'unknown' || right.type === 'unknown') {
      return { kind: 'scalar', isNull, value: problem.real(`(ite ${first} ${left.value} ${right.value})`), type };
    }
  }
  if (left.kind === 'truth' && right.kind === 'truth') {
    return problem.truth(
      `(ite ${first} ${left.isTrue} ${right.isTrue})`,
      `(ite ${first} ${left.isFalse} ${right.isFalse})`,
    );
  }
  problem.guess('a set operation over different types is not modelled');
  return left.kind === 'truth' ? problem.freshTruth() : problem.freshScalar('opaque');
}

function targets(reading: Reading, select: Tree, scope: Scope): Witness['columns'] {
  return asList(child(select, 'targetList')).flatMap((target) => {
    const expression = child(target, 'ResTarget', 'val');
    const fields = asList(child(expression, 'ColumnRef', 'fields'));
    if (child(fields.at(-1), 'A_Star') !== undefined) return starred(scope, textAt(fields.at(-2), 'String', 'sval'));
    const last = fields.at(-1);
    const name = textAt(target, 'ResTarget', 'name') || textAt(last, 'String', 'sval') || callName(expression);
    return [{ name, value: reading.expression(expression, scope) }];
  });
}

function callName(expression: Tree): string {
  const names = asList(child(expression, 'FuncCall', 'funcname'));
  return textAt(names.at(-1), 'String', 'sval');
}

function starred(scope: Scope, alias: string): Witness['columns'] {
  return scope.tables
    .filter((each) => alias === '' || each.alias === alias)
    .flatMap(({ row }) =>
      row.names.flatMap((name) => {
        const value = row.column(name);
        return value === undefined ? [] : [{ name, value }];
      }),
    );
}
