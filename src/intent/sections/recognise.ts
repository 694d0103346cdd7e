// Which column of a section a header word names.

import { normalWords } from '../words/normal.js';
import { SECTION_READERS } from './registry.js';
import type { Column, SectionKind } from './section.js';

export interface ColumnMatch {
  /** Column key by position; null for a column that the section does not know. */
  readonly keys: readonly (string | null)[];
  /** Canonical headers of required columns that are not there. */
  readonly missing: readonly string[];
}

const cache = new Map<SectionKind, ReadonlyMap<string, string>>();

/** Normalised header word → column key. */
export function columnWords(kind: SectionKind): ReadonlyMap<string, string> {
  const known = cache.get(kind);
  if (known !== undefined) return known;
  const words = new Map<string, string>();
  for (const [key, column] of columnsOf(kind)) {
    words.set(normalWords(column.header), key);
    words.set(normalWords(key), key);
  }
  for (const [key, column] of columnsOf(kind)) {
    for (const synonym of column.synonyms) {
      const word = normalWords(synonym);
      if (!words.has(word)) words.set(word, key);
    }
  }
  cache.set(kind, words);
  return words;
}

export function columnsOf(kind: SectionKind): readonly (readonly [string, Column])[] {
  return Object.entries(SECTION_READERS[kind].columns);
}

/** Of several columns with a meaning, the one with its nearest word wins ("Risk" before "Impact"); the others are left aside. */
export function matchColumns(kind: SectionKind, header: readonly string[]): ColumnMatch {
  const words = columnWords(kind);
  const order = [...words.keys()];
  const best = new Map<string, { readonly index: number; readonly rank: number }>();
  header.forEach((text, index) => {
    const word = headerWord(text);
    const key = words.get(word);
    if (key === undefined) return;
    const rank = order.indexOf(word);
    if (rank < (best.get(key)?.rank ?? Infinity)) best.set(key, { index, rank });
  });
  const keys: (string | null)[] = header.map(() => null);
  for (const [key, { index }] of best) keys[index] = key;
  const missing = columnsOf(kind)
    .filter(([key, column]) => column.required === true && !best.has(key))
    .map(([, column]) => column.header);
  return { keys, missing };
}

/** `#` is a word here, an empty header none. */
function headerWord(text: string): string {
  const trimmed = text.trim();
  return /^(?:#|№|no\.?|nr\.?)$/iu.test(trimmed) ? 'id' : normalWords(trimmed) || ' ';
}
