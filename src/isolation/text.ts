// Texts that are made of other texts: joined, cut, or changed by functions that the logic does not know. What a
// counterexample needs to write such a text down is noted. https://www.postgresql.org/docs/current/functions-string.html

import { cast } from './cast.js';
import { cutText, pieceOf } from './array.js';
import type { Reading } from './scope.js';
import { isText } from './types.js';
import { isNullOf, or, type Scalar, type Value } from './value.js';

/** Functions that leave most texts as they are: a counterexample keeps to such texts. */
const MOSTLY_SAME: ReadonlySet<string> = new Set(['lower', 'btrim', 'ltrim', 'rtrim']);

/** `a || b` of texts; null when a side may be an array or a document. */
export function joinTexts(reading: Reading, left: Value, right: Value): Value | null {
  if (![left, right].some((side) => side.kind === 'scalar' && isText(side.type))) return null;
  const [a, b] = [textOf(reading, left), textOf(reading, right)];
  if (a === null || b === null) return null;
  return joined(reading, [a, b], or(a.isNull, b.isNull));
}

/** As text; null when the type is not known to become one. */
function textOf({ problem, world }: Reading, value: Value): Scalar | null {
  if (value.kind !== 'scalar') return null;
  if (isText(value.type)) return value;
  if (value.type.endsWith('[]') || value.type.startsWith('json') || value.type === 'opaque') return null;
  const text = cast(problem, world, value, 'text');
  return text.kind === 'scalar' ? text : null;
}

function joined({ problem }: Reading, parts: readonly Scalar[], isNull: string): Scalar {
  const texts = parts.flatMap((each) => each.text ?? []);
  if (texts.length === parts.length) return problem.textLiteral(texts.join(''), 'text');
  const term = problem.apply(
    `|| ${parts.length}`,
    parts.map((each) => problem.argument(each)),
    'Real',
  );
  const value = problem.real(term);
  problem.notes.joined.push({ whole: value, parts });
  return { kind: 'scalar', isNull: problem.bool(isNull), value, type: 'text' };
}

/** `concat(…)`: NULLs count as nothing; null when an argument is no text. */
export function concat(reading: Reading, args: readonly Value[]): Value | null {
  const texts = args.map((each) => textOf(reading, each));
  const known = texts.flatMap((each) => (each === null ? [] : [each]));
  return known.length < texts.length || known.length === 0 ? null : joined(reading, known, 'false');
}

/** `split_part(text, separator, index)` with constants; past the last piece it is empty. */
export function splitPart(reading: Reading, [text, separator, index]: readonly Value[]): Value | null {
  if (text === undefined || separator === undefined || index?.kind !== 'scalar') return null;
  const at = Number(index.text ?? 0);
  const array = cutText(reading, text, separator);
  if (array?.kind !== 'scalar' || !Number.isInteger(at) || at < 1) return null;
  const { problem } = reading;
  const piece = pieceOf(reading, array, at);
  const value = problem.real(`(ite ${piece.isNull} ${problem.literal('')} ${piece.value})`);
  return { kind: 'scalar', isNull: isNullOf(text), value, type: 'text' };
}

/** A function of its arguments of which nothing else is known. */
export function opaqueText(reading: Reading, name: string, args: readonly Value[], type: string): Value {
  const { problem } = reading;
  problem.guess(`the function ${name} is not modelled`);
  if (args.some((each) => each.kind === 'list')) return problem.freshScalar('opaque');
  const types = args.map((each) => (each.kind === 'scalar' ? each.type : each.kind)).join(' ');
  const terms = args.map((each) => problem.argument(each));
  const value = problem.real(problem.apply(`${name} ${types}`, terms, 'Real'));
  const [first] = terms;
  if (MOSTLY_SAME.has(name) && terms.length === 1 && first !== undefined)
    problem.notes.preferences.add(`(= ${value} ${first})`);
  const isNull = problem.bool(or(...args.map(isNullOf)));
  return { kind: 'scalar', isNull, value, type };
}
