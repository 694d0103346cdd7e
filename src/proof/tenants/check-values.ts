// Values that a CHECK might accept, taken from its own text: sampled patterns, listed literals, numbers at
// its edges, texts of its lengths. Guesses only: the server decides.

import { sampleRegex } from './regex-sample.js';

const STRING = /(?<before>[^'\s]*)\s*(?<escape>E?)'(?<text>(?:[^']|'')*)'/gu;
const NUMBER = /(?<![\w.'])-?\d+(?:\.\d+)?(?![\w.'])/gu;
const LENGTH = /length\([^<>=]*\)+\s*(<=|>=|=|<|>)\s*(\d+)/gu;

/** Best guesses first. `marked` is a canary text to build on where there is room for it. */
export function guessesOf(definition: string, serial: number, marked: string): readonly string[] {
  const patterns: string[] = [];
  const literals: string[] = [];
  for (const match of definition.matchAll(STRING)) {
    const { before = '', escape = '', text = '' } = match.groups ?? {};
    const plain = escape === 'E' ? text.replaceAll('\\\\', '\\') : text;
    const value = plain.replaceAll("''", "'");
    if (before === '~' || before === '~*' || before === '(~') patterns.push(...samples(value, serial));
    else if (before === '~~' || before === '~~*') patterns.push(likeSample(value, marked));
    else if (!before.startsWith('!')) literals.push(value);
  }
  return [...patterns, ...lengths(definition, marked), ...rotate(literals, serial), ...numbers(definition)];
}

function samples(pattern: string, serial: number): readonly string[] {
  return [serial, serial + 1, serial + 2, serial + 3].flatMap((seed) => sampleRegex(pattern, seed) ?? []);
}

function likeSample(pattern: string, marked: string): string {
  return pattern.replace('%', marked).replaceAll('%', '').replaceAll('_', 'a');
}

function lengths(definition: string, marked: string): readonly string[] {
  return [...definition.matchAll(LENGTH)].flatMap(([, operator, digits]) => {
    const wanted = Number(digits) + (operator === '<' ? -1 : operator === '>' ? 1 : 0);
    return wanted > 0 && wanted <= 1_000 ? [marked.slice(-wanted).padEnd(wanted, 'x')] : [];
  });
}

/** Different rows take different members of a list first, for the sake of unique keys. */
function rotate(items: readonly string[], serial: number): readonly string[] {
  const shift = items.length === 0 ? 0 : serial % items.length;
  return [...items.slice(shift), ...items.slice(0, shift)];
}

function numbers(definition: string): readonly string[] {
  const withoutStrings = definition.replaceAll(STRING, ' ');
  const found = [...withoutStrings.matchAll(NUMBER)].map(([text]) => Number(text));
  return found.flatMap((value) => [String(value), String(value + 1), String(value - 1)]);
}
