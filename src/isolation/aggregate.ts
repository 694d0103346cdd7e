// Aggregates over a query whose rows are known only by witnesses: what each of them says of some row. Each reads the
// query anew, since the rows that two aggregates speak of need not be the same.
// https://www.postgresql.org/docs/current/functions-aggregate.html

import { asList, child, stringsAt, type Tree } from '../sql/parse-tree.js';
import type { Reading, Scope } from './scope.js';
import { whenFound } from './subquery.js';
import { and, implies, not, or, type Value, type Witness } from './value.js';

const AGGREGATES: ReadonlySet<string> = new Set([
  'count',
  'max',
  'min',
  'sum',
  'avg',
  'array_agg',
  'string_agg',
  'bool_or',
  'bool_and',
  'every',
  'jsonb_agg',
  'json_agg',
  'jsonb_object_agg',
  'json_object_agg',
  'bit_or',
  'bit_and',
]);

/** Whether the query groups, or gives aggregates. */
export function hasAggregates(select: Tree): boolean {
  if (child(select, 'groupClause') !== undefined || child(select, 'havingClause') !== undefined) return true;
  const text = asList(child(select, 'targetList'))
    .map((each) => JSON.stringify(each))
    .join('');
  return [...text.matchAll(/"FuncCall":\{"funcname":\[(.*?)\]/gu)].some(([, names = '']) => {
    const last = [...names.matchAll(/"sval":"([^"]*)"/gu)].at(-1)?.[1] ?? '';
    return AGGREGATES.has(last);
  });
}

/** Null when the call is no aggregate. */
export function aggregate(reading: Reading, select: Tree, call: Tree, scope: Scope): Value | null {
  const name = stringsAt(call, 'funcname').at(-1) ?? '';
  if (!AGGREGATES.has(name)) return null;
  const { problem } = reading;
  const read = (): Witness | null => reading.witness(rowsOf(select, call), scope);
  const witness = read();
  const value = witness?.columns[0]?.value;
  if (witness === null || value === undefined) return unknown(reading, name);
  switch (name) {
    case 'count':
      return counted(reading, witness);
    case 'max':
    case 'min': {
      if (value.kind !== 'scalar') return unknown(reading, name);
      const found = problem.freshBool();
      problem.assert(implies(found, witness.holds));
      whenFound(reading, witness, found);
      return { ...value, isNull: problem.bool(or(not(found), value.isNull)) };
    }
    case 'bool_or':
    case 'bool_and':
    case 'every': {
      const truth = problem.freshTruth();
      const each = problem.asTruth(value);
      problem.assert(implies(truth.isTrue, and(witness.holds, each.isTrue)));
      problem.assert(implies(truth.isFalse, and(witness.holds, each.isFalse)));
      whenFound(reading, witness, problem.bool(or(truth.isTrue, truth.isFalse)));
      return truth;
    }
    case 'array_agg':
      if (value.kind !== 'scalar') return unknown(reading, name);
      return { ...problem.freshScalar(`${value.type}[]`), rows: read };
    default:
      return unknown(reading, name);
  }
}

function unknown({ problem }: Reading, name: string): Value {
  problem.guess(`the aggregate ${name} is not modelled`);
  return problem.freshScalar('opaque');
}

/** At least one is counted only when there is a row. */
function counted(reading: Reading, witness: Witness): Value {
  const { problem } = reading;
  const number = problem.freshReal();
  problem.assert(`(>= ${number} 0.0)`);
  problem.assert(implies(`(> ${number} 0.0)`, and(`(>= ${number} 1.0)`, witness.holds)));
  const some = problem.bool(`(> ${number} 0.0)`);
  whenFound(reading, witness, some);
  // The rows of a counterexample are one of each: more than one is not promised.
  problem.notes.preferences.add(`(<= ${number} 1.0)`);
  return { kind: 'scalar', isNull: 'false', value: number, type: 'bigint' };
}

/** The rows that the aggregate goes over, with what it takes of them. */
function rowsOf(select: Tree, call: Tree): Tree {
  const [argument] = asList(child(call, 'args'));
  const val = argument ?? { A_Const: { ival: { ival: 1 } } };
  const kept = ['fromClause', 'whereClause', 'withClause'].flatMap((key) => {
    const part = child(select, key);
    return part === undefined ? [] : [[key, part] as const];
  });
  return { ...Object.fromEntries(kept), targetList: [{ ResTarget: { val } }] };
}
