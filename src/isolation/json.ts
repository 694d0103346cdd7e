// JSON access with constant keys: a function of the document and the path, noted so that a counterexample
// can build the document. https://www.postgresql.org/docs/current/functions-json.html

import type { Reading } from './scope.js';
import { isNullOf, or, type Scalar, type Value } from './value.js';

export function jsonAccess(reading: Reading, operator: string, document: Scalar, key: Value): Value {
  const { problem } = reading;
  const steps = stepsOf(operator, key);
  const asText = operator.endsWith('>>');
  if (steps === null) {
    problem.guess('JSON access with a key that is not constant is not modelled');
    const term = problem.apply(`json ${operator}`, [document.value, problem.argument(key)], 'Real');
    const isNull = problem.apply(`json ${operator} null`, [document.value, problem.argument(key)], 'Bool');
    const missing = problem.bool(or(document.isNull, isNullOf(key), isNull));
    return { kind: 'scalar', isNull: missing, value: problem.real(term), type: asText ? 'text' : document.type };
  }
  let at = document.value;
  let isNull = document.isNull;
  for (const step of steps) {
    const name = `get ${JSON.stringify(step)}`;
    isNull = problem.bool(or(isNull, problem.apply(`${name} missing`, [at], 'Bool')));
    at = problem.real(problem.apply(name, [at], 'Real'));
  }
  const json =
    document.json === undefined ? undefined : { base: document.json.base, path: [...document.json.path, ...steps] };
  if (!asText)
    return { kind: 'scalar', isNull, value: at, type: document.type, ...(json === undefined ? {} : { json }) };
  const value = problem.real(problem.apply('json text', [at], 'Real'));
  // A JSON null is there, yet ->> gives NULL.
  const missing = problem.bool(or(isNull, problem.apply('json is null', [at], 'Bool')));
  const text: Scalar = { kind: 'scalar', isNull: missing, value, type: 'text' };
  if (json !== undefined) problem.jsonReads.push({ base: json.base, path: json.path, value: text });
  return text;
}

/** `#>` takes a text array literal: `{a,b}`. */
function stepsOf(operator: string, key: Value): readonly string[] | null {
  if (key.kind === 'list')
    return key.items.flatMap((item) => (item.kind === 'scalar' && item.text !== undefined ? [item.text] : []));
  if (key.kind !== 'scalar' || key.text === undefined || key.type === 'integer' || key.type === 'numeric') return null;
  if (!operator.startsWith('#')) return [key.text];
  return /^\{[A-Za-z0-9_,-]+\}$/u.test(key.text) ? key.text.slice(1, -1).split(',') : null;
}
