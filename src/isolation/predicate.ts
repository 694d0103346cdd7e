// Names of comparison operators, and the predicate that stands for every other one.

import type { Comparison } from './compare.js';
import type { Reading } from './scope.js';
import { and, isNullOf, not, NULL_TRUTH, or, type Truth, type Value } from './value.js';

const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);

const STRICT_SYMBOLS = '~~ !~~ ~~* !~~* ~ !~ ~* !~* ^@ @> <@ && ? ?| ?& -|- << >> &< &> <<= >>= ~=';
const STRICT_FUNCTIONS = 'starts_with jsonb_exists jsonb_contains arraycontains arrayoverlap';

/** Built-in operators and functions that give NULL only for NULL. */
const STRICT: ReadonlySet<string> = new Set(`${STRICT_SYMBOLS} ${STRICT_FUNCTIONS}`.split(' '));

export function comparisonOf(name: readonly string[]): Comparison | null {
  const [schema, operator] = name.length > 1 ? [name[0], name[1]] : ['pg_catalog', name[0]];
  const plain = operator === '!=' ? '<>' : operator;
  return schema === 'pg_catalog' && isComparison(plain) ? plain : null;
}

function isComparison(text: string | undefined): text is Comparison {
  return text !== undefined && COMPARISONS.has(text);
}

/** Any built-in predicate: NULL when a side is NULL, else a function of both, which may be NULL where it is not known. */
export function predicate(reading: Reading, name: string, values: readonly Value[]): Truth {
  const { problem } = reading;
  problem.guess(`the operator ${name} is not modelled`);
  const anyNull = or(...values.map(isNullOf));
  if (anyNull === 'true') return NULL_TRUTH;
  if (values.some((value) => value.kind === 'list')) return problem.freshTruth();
  const types = values.map((each) => (each.kind === 'scalar' ? each.type : each.kind));
  const args = values.map((value) => problem.argument(value));
  const holds = problem.bool(problem.apply(`${name} ${types.join(' ')}`, args, 'Bool'));
  const noAnswer = STRICT.has(name.replace(/^AEXPR_(LIKE|ILIKE|SIMILAR) /u, ''))
    ? 'false'
    : problem.apply(`${name} ${types.join(' ')} null`, args, 'Bool');
  const known = and(not(anyNull), not(noAnswer));
  return problem.truth(and(known, holds), and(known, not(holds)));
}
