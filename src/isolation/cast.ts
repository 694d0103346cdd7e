// Conversions between types. A text that does not parse is an error in the server and NULL here; types whose
// text names the value exactly convert back and forth without loss, the rest is uninterpreted.

import type { Problem } from './problem.js';
import { and, not, or, type Scalar, type Truth, type Value } from './value.js';
import { family, hasExactText, isInteger, isLossy, isNumber, isText } from './types.js';
import type { World } from './world.js';

/** `type` as written, with its modifier. */
export function cast(problem: Problem, world: World, value: Value, type: string): Value {
  const target = world.type(type);
  if (target === 'boolean') return toTruth(problem, value);
  if (value.kind === 'list') return value;
  if (value.kind === 'truth') return fromTruth(problem, value, target);
  const cut = isLossy(type) && !(isText(target) && target !== 'name' && value.text !== undefined);
  if (target === value.type && !cut) return value;
  const moved = convert(problem, world, value, target);
  return cut ? uninterpreted(problem, moved, `${type} of ${target}`, target) : moved;
}

function convert(problem: Problem, world: World, value: Scalar, target: string): Scalar {
  const source = value.type;
  if (source === target) return value;
  if (isText(source) && isText(target)) return target === 'name' ? shorten(problem, value) : { ...value, type: target };
  if (isNumber(source) && isNumber(target)) return numeric(problem, value, target);
  if (isText(source)) return fromText(problem, world, value, target);
  if (isText(target) && hasExactText(source, world.enums)) return toText(problem, value, target);
  if (isJson(source) && isJson(target)) return { ...value, type: target };
  if (isJson(source) || isJson(target)) return { ...uninterpreted(problem, value, `cast ${source} ${target}`, target) };
  if (family(source, world.enums) !== null && isText(target)) {
    return source === 'numeric'
      ? noFunction(problem, source, target)
      : uninterpreted(problem, value, `cast ${source} ${target}`, target);
  }
  if (family(source, world.enums) === null) return noFunction(problem, source, target);
  problem.guess(`the conversion of ${source} to ${target} is not modelled`);
  return uninterpreted(problem, value, `cast ${source} ${target}`, target);
}

/** `name` cuts at 63 bytes; a literal that is short stays what it is. */
function shorten(problem: Problem, value: Scalar): Scalar {
  if (value.text !== undefined && Buffer.byteLength(value.text) < 64) return { ...value, type: 'name' };
  return uninterpreted(problem, value, 'cast text name', 'name');
}

function numeric(problem: Problem, value: Scalar, target: string): Scalar {
  if (isInteger(value.type) || target === 'numeric' || /^-?\d+$/u.test(value.text ?? ''))
    return { ...value, type: target };
  return uninterpreted(problem, value, `round ${target}`, target);
}

function fromText(problem: Problem, world: World, value: Scalar, target: string): Scalar {
  if (isNumber(target) && value.text !== undefined && /^\s*-?\d+(\.\d+)?\s*$/u.test(value.text)) {
    return { ...problem.number(value.text.trim()), type: target };
  }
  if (isJson(target)) {
    const isNull = problem.bool(or(value.isNull, problem.isEmpty(value)));
    return { ...value, isNull, value: problem.real(problem.apply('json', [value.value], 'Real')), type: target };
  }
  const term = problem.real(problem.apply(`from text ${target}`, [value.value], 'Real'));
  const made: Scalar = {
    kind: 'scalar',
    isNull: problem.bool(or(value.isNull, problem.isEmpty(value))),
    value: term,
    type: target,
  };
  if (value.text === undefined) {
    problem.notes.preferences.add(or(value.isNull, not(problem.isEmpty(value))));
    problem.conversions.push({ text: value.value, type: target, value: term });
    return made;
  }
  if (hasExactText(target, world.enums) && target !== 'uuid') {
    problem.assert(`(= ${problem.apply(`to text ${target}`, [term], 'Real')} ${value.value})`);
  }
  problem.known.push({ type: target, term, text: value.text });
  return { ...made, isNull: 'false', text: value.text };
}

function toText(problem: Problem, value: Scalar, target: string): Scalar {
  const kind = isInteger(value.type) ? 'integer' : value.type;
  const term = problem.real(problem.apply(`to text ${kind}`, [value.value], 'Real'));
  for (const read of isInteger(value.type) ? ['integer', 'bigint', 'smallint'] : [value.type]) {
    problem.assert(`(= ${problem.apply(`from text ${read}`, [term], 'Real')} ${value.value})`);
  }
  problem.assert(not(`(= ${term} ${problem.literal('')})`));
  problem.conversions.push({ text: term, type: value.type, value: value.value });
  return { kind: 'scalar', isNull: value.isNull, value: term, type: target };
}

function toTruth(problem: Problem, value: Value): Truth {
  if (value.kind !== 'scalar') return problem.asTruth(value);
  if (value.isNull === 'true') return problem.asTruth(value);
  const word = value.text?.trim().toLowerCase() ?? '';
  if (['t', 'true', 'yes', 'on', '1', 'y'].includes(word)) return { kind: 'truth', isTrue: 'true', isFalse: 'false' };
  if (['f', 'false', 'no', 'off', '0', 'n'].includes(word)) return { kind: 'truth', isTrue: 'false', isFalse: 'true' };
  const known = isText(value.type) ? not(or(value.isNull, problem.isEmpty(value))) : not(value.isNull);
  const isTrue = problem.bool(
    problem.apply(`boolean of ${isText(value.type) ? 'text' : value.type}`, [value.value], 'Bool'),
  );
  if (isText(value.type)) problem.booleanTexts.push({ value: value.value, isTrue });
  return problem.truth(and(known, isTrue), and(known, not(isTrue)));
}

function fromTruth(problem: Problem, value: Truth, target: string): Scalar {
  const isNull = problem.bool(and(not(value.isTrue), not(value.isFalse)));
  const words = isText(target) ? [problem.literal('true'), problem.literal('false')] : ['1.0', '0.0'];
  const term = problem.real(`(ite ${value.isTrue} ${words.join(' ')})`);
  return { kind: 'scalar', isNull, value: term, type: target };
}

function uninterpreted(problem: Problem, value: Scalar, name: string, type: string): Scalar {
  const term = problem.real(problem.apply(name, [value.value], 'Real'));
  const made: Scalar = { kind: 'scalar', isNull: value.isNull, value: term, type };
  return made;
}

/** Equal values may have different texts (numeric 1.0 and 1.00), so not even a function of the value. */
function noFunction(problem: Problem, source: string, target: string): Scalar {
  problem.guess(`the conversion of ${source} to ${target} is not modelled`);
  return problem.freshScalar(target);
}

export function isJson(type: string): boolean {
  return type === 'json' || type === 'jsonb';
}
