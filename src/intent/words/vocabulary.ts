// A closed list and the words that certainly mean one of its members. A word that is not in it is
// reported and stays unstated: the reader never guesses.

import type { Cell, Report } from '../row.js';
import { nearest } from './nearest.js';
import { normalWords } from './normal.js';

export interface Vocabulary<T> {
  /** For messages: `threat kind`. */
  readonly name: string;
  /** The canonical spellings, in the order in which they are shown. */
  readonly canonical: readonly string[];
  readonly words: ReadonlyMap<string, T>;
}

type Synonyms<T extends string> = { readonly [K in T]?: readonly string[] };

export function vocabulary<T extends string>(
  name: string,
  canonical: readonly T[],
  synonyms: Synonyms<T> = {},
): Vocabulary<T> {
  const words = new Map<string, T>();
  for (const value of canonical) {
    words.set(normalWords(value), value);
    for (const synonym of synonyms[value] ?? []) words.set(normalWords(synonym), value);
  }
  return { name, canonical, words };
}

export function lookUp<T>(list: Vocabulary<T>, text: string): T | null {
  return list.words.get(normalWords(text)) ?? null;
}

/** The cell's value, or null with a diagnostic when its word is not in the list. */
export function readWord<T>(list: Vocabulary<T>, cell: Cell | undefined, report: Report): T | null {
  if (cell === undefined) return null;
  return readText(list, cell, cell.text, report);
}

export function readText<T>(list: Vocabulary<T>, cell: Cell, text: string, report: Report): T | null {
  const value = lookUp(list, text);
  if (value !== null) return value;
  const close = nearest(normalWords(text), list.words.keys());
  report({
    code: 'unknown-word',
    severity: 'warning',
    what: `"${shorten(text)}" is no ${list.name}.`,
    why: 'Words of a closed list decide what is built; an unknown one is left unstated rather than guessed.',
    fix:
      close === null
        ? `Use one of: ${list.canonical.join(', ')}.`
        : `Did you mean "${close}"? The list: ${list.canonical.join(', ')}.`,
    source: cell.source,
    length: Math.max(1, text.length),
  });
  return null;
}

const SHOWN = 60;

function shorten(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
