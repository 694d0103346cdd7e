// Which column of a section a header word names, in any of the known languages.

import { normalWords } from '../words/normal.js';
import { LANGUAGES } from './languages/languages.js';
import { wordsOf } from './languages/translation.js';
import { SECTION_READERS } from './registry.js';
import type { Column, SectionKind } from './section.js';

export interface ColumnMatch {
  /** Column key by position; null for a column that the section does not know. */
  readonly keys: readonly (string | null)[];
  /** Canonical headers of required columns that are not there. */
  readonly missing: readonly string[];
  /** The columns without which nothing is said are there. */
  readonly sufficient: boolean;
}

const cache = new Map<SectionKind, ReadonlyMap<string, string>>();

/** Normalised header word → column key. */
export function columnWords(kind: SectionKind): ReadonlyMap<string, string> {
  const known = cache.get(kind);
  if (known !== undefined) return known;
  const words = new Map<string, string>();
  const add = (names: readonly string[], key: string): void => {
    for (const word of names.map(normalWords)) if (!words.has(word)) words.set(word, key);
  };
  for (const [key, column] of columnsOf(kind)) add([column.header, key], key);
  for (const [key, column] of columnsOf(kind)) add(column.synonyms, key);
  for (const [, { columns, shared }] of LANGUAGES) {
    for (const [key] of columnsOf(kind)) add(wordsOf(columns[kind]?.[key] ?? shared[key]), key);
  }
  cache.set(kind, words);
  return words;
}

export function columnsOf(kind: SectionKind): readonly (readonly [string, Column])[] {
  return Object.entries(SECTION_READERS[kind].columns);
}

/**
 * Of several columns with a meaning, the one with its nearest word wins ("Risk" before "Impact"); the others are
 * left aside. `given` are columns that the heading states for all rows.
 */
export function matchColumns(
  kind: SectionKind,
  header: readonly string[],
  given: ReadonlySet<string> = new Set(),
): ColumnMatch {
  const order = [...columnWords(kind).keys()];
  const best = new Map<string, { readonly index: number; readonly rank: number }>();
  header.forEach((text, index) => {
    const word = knownWord(kind, text);
    const key = word === null ? undefined : columnWords(kind).get(word);
    if (word === null || key === undefined) return;
    const rank = order.indexOf(word);
    if (rank < (best.get(key)?.rank ?? Infinity)) best.set(key, { index, rank });
  });
  const keys: (string | null)[] = header.map(() => null);
  for (const [key, { index }] of best) keys[index] = key;
  return matchOf(kind, keys, given);
}

/** What columns with these keys are worth. */
export function matchOf(kind: SectionKind, keys: readonly (string | null)[], given: ReadonlySet<string>): ColumnMatch {
  const required = columnsOf(kind).filter(([, column]) => column.required === true);
  const least = SECTION_READERS[kind].least ?? required.map(([key]) => key);
  const there = (key: string): boolean => keys.includes(key) || given.has(key);
  return {
    keys,
    missing: required.filter(([key]) => !there(key)).map(([, column]) => column.header),
    sufficient: least.every(there),
  };
}

/** The column that a header, or the name of a field, means. */
export function columnKey(kind: SectionKind, text: string): string | null {
  const word = knownWord(kind, text);
  return word === null ? null : (columnWords(kind).get(word) ?? null);
}

/** The header as it is, without what it has in parentheses, or what stands before its slash. */
function knownWord(kind: SectionKind, text: string): string | null {
  const words = columnWords(kind);
  const plain = text.replace(/\s*[(（][^()（）]*[)）]\s*$/u, '');
  const inner = /[(（]([^()（）]+)[)）]\s*$/u.exec(text)?.[1] ?? '';
  const first = plain.split(/\s*\/\s*/u)[0] ?? '';
  const written = [text, plain, first, inner].map(headerWord);
  return [...written, ...written.flatMap(formsOf)].find((word) => words.has(word)) ?? null;
}

/** Words before a header that only qualify it: "Default classification", "Our mitigation". */
const QUALIFIERS =
  /^(?:(?:default|current|required|overall|initial|assigned|typical|potential|example|sample|our|the|proposed|planned|expected|estimated|inherent|applicable|key|main|primary|authori[sz]ed|granted|effective|existing|implemented|specific|relevant|standard|base|core|system|application|app|identified|possible) )+(?=.)/u;
/** Words behind one that add nothing: "Role code", "Threat name". */
const ADDITIONS = / (?:code|name|title|label|identifier)$/u;

/** The header in the other number, and without a word that only qualifies it. */
function formsOf(word: string): readonly string[] {
  const bare = word.replace(QUALIFIERS, '');
  const short = bare.replace(ADDITIONS, '');
  return [
    bare,
    short,
    ...[word, bare, short].flatMap((each) => [each.replace(/ies$/u, 'y'), each.replace(/s$/u, ''), `${each}s`]),
  ];
}

/** `#` is a word here, an empty header none. */
function headerWord(text: string): string {
  const trimmed = text.trim();
  return /^(?:#|№|no\.?|nr\.?)$/iu.test(trimmed) ? 'id' : normalWords(trimmed) || ' ';
}
