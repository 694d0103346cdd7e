// What a counterexample should keep to when it can: texts that become values of a type are not literals that are none.

import type { Problem } from './problem.js';
import { isInteger } from './types.js';
import { not, type Formula } from './value.js';

const MAX_PREFERENCES = 40;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/iu;
const INTEGER = /^\s*[+-]?\d{1,9}\s*$/u;

export function readable(problem: Problem): readonly Formula[] {
  return problem.conversions.slice(0, MAX_PREFERENCES).flatMap(({ text, type }) => {
    const shape = type === 'uuid' ? UUID : isInteger(type) ? INTEGER : null;
    if (shape === null || problem.literals.size > MAX_PREFERENCES) return [];
    return [...problem.literals].flatMap(([literal, term]) =>
      shape.test(literal) ? [] : [not(`(= ${text} ${term})`)],
    );
  });
}
