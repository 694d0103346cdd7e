// JSON access: a function of the document and the key, noted so that a counterexample can build the document.
// https://www.postgresql.org/docs/current/functions-json.html

import { isJson } from './cast.js';
import type { Reading } from './scope.js';
import { isText } from './types.js';
import { and, isNullOf, not, or, type Scalar, type Truth, type Value, type JsonStep } from './value.js';

export function jsonAccess(reading: Reading, operator: string, document: Scalar, key: Value): Value {
  const { problem } = reading;
  const steps = stepsOf(operator, key);
  const asText = operator.endsWith('>>');
  if (steps === null) {
    problem.guess('JSON access with an index or a computed path is not modelled');
    return { ...problem.freshScalar(asText ? 'text' : document.type) };
  }
  let at = document.value;
  let isNull = document.isNull;
  for (const step of steps) {
    const [term, missing] = entered(reading, at, step);
    isNull = problem.bool(or(isNull, missing));
    at = problem.real(term);
  }
  const json = document.json?.map(({ base, path }) => ({ base, path: [...path, ...steps] }));
  if (!asText)
    return { kind: 'scalar', isNull, value: at, type: document.type, ...(json === undefined ? {} : { json }) };
  const value = problem.real(problem.apply('json text', [at], 'Real'));
  // A JSON null is there, yet ->> gives NULL.
  const missing = problem.bool(or(isNull, problem.apply('json is null', [at], 'Bool')));
  const text: Scalar = { kind: 'scalar', isNull: missing, value, type: 'text' };
  for (const origin of json ?? []) problem.notes.jsonReads.push({ ...origin, value: text });
  return text;
}

/** The value at a step, and whether there is none. */
function entered({ problem }: Reading, at: string, step: JsonStep): readonly [string, string] {
  if (typeof step === 'string') {
    const name = `get ${JSON.stringify(step)}`;
    return [problem.apply(name, [at], 'Real'), problem.apply(`${name} missing`, [at], 'Bool')];
  }
  const args = [at, step.value];
  return [problem.apply('get', args, 'Real'), or(step.isNull, problem.apply('get missing', args, 'Bool'))];
}

/** `#>` takes a text array literal: `{a,b}`. */
function stepsOf(operator: string, key: Value): readonly JsonStep[] | null {
  if (key.kind === 'list') {
    const texts = key.items.flatMap((item) => (item.kind === 'scalar' && item.text !== undefined ? [item.text] : []));
    return texts.length === key.items.length ? texts : null;
  }
  if (key.kind !== 'scalar' || key.type === 'integer' || key.type === 'numeric') return null;
  if (operator.startsWith('#'))
    return key.text !== undefined && /^\{[A-Za-z0-9_,-]+\}$/u.test(key.text) ? key.text.slice(1, -1).split(',') : null;
  if (key.text !== undefined) return [key.text];
  return isText(key.type) ? [key] : null;
}

/** `?`, `?|`, `?&` on documents; null when it is something else. */
export function jsonKeys(reading: Reading, operator: string, document: Value, key: Value): Truth | null {
  if (document.kind !== 'scalar' || !isJson(document.type)) return null;
  const keys = operator === '?' ? [key] : key.kind === 'list' ? key.items : null;
  if (keys === null) return null;
  const { problem } = reading;
  const tests = keys.map((each) => (each.kind === 'scalar' ? hasKey(reading, document, each) : null));
  const held = tests.flatMap((each) => (each === null ? [] : [each]));
  if (held.length < tests.length) return null;
  const holds = problem.bool(operator === '?&' ? and(...held) : or(...held));
  const nulls = operator === '?' ? isNullOf(key) : 'false';
  const known = and(not(document.isNull), not(nulls));
  return problem.truth(and(known, holds), and(known, not(holds)));
}

function hasKey({ problem }: Reading, document: Scalar, key: Scalar): string {
  const holds = problem.bool(and(not(key.isNull), problem.apply('has key', [document.value, key.value], 'Bool')));
  for (const { base, path } of document.json ?? [])
    problem.notes.jsonKeys.push({ base, path: [...path, key.text ?? key], holds });
  return holds;
}
