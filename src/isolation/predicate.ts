// Names of comparison operators, and the predicate that stands for every other one.

import type { Comparison } from './compare.js';
import type { Reading } from './scope.js';
import { and, isNullOf, not, NULL_TRUTH, or, type Truth, type Value } from './value.js';

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

export function comparisonOf(name: readonly string[]): Comparison | null {
  const [schema, operator] = name.length > 1 ? [name[0], name[1]] : ['pg_catalog', name[0]];
  const plain = operator === '!=' ? '<>' : operator;
  return schema === 'pg_catalog' && isComparison(plain) ? plain : null;
}

function isComparison(text: string | undefined): text is Comparison {
  return text !== undefined && COMPARISONS.has(text);
}

/** Any predicate: NULL when a side is NULL, else a function of both. */
export function predicate(reading: Reading, name: string, values: readonly Value[]): Truth {
  const { problem } = reading;
  problem.guess(`the operator ${name} is not modelled`);
  const anyNull = or(...values.map(isNullOf));
  if (anyNull === 'true') return NULL_TRUTH;
  if (values.some((value) => value.kind === 'list')) return problem.freshTruth();
  const types = values.map((each) => (each.kind === 'scalar' ? each.type : each.kind));
  const term = problem.apply(
    `${name} ${types.join(' ')}`,
    values.map((value) => problem.argument(value)),
    'Bool',
  );
  const holds = problem.bool(term);
  return problem.truth(and(not(anyNull), holds), and(not(anyNull), not(holds)));
}
