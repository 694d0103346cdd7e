// Which section a heading opens, and which column a header word names.

import { normalHeading, normalWords } from '../words/normal.js';
import { SECTION_KINDS, SECTION_READERS } from './registry.js';
import type { Column, SectionKind } from './section.js';

export type HeadingKind = SectionKind | 'omitted';

const HEADINGS: ReadonlyMap<string, HeadingKind> = headings();

function headings(): ReadonlyMap<string, HeadingKind> {
  const map = new Map<string, HeadingKind>();
  for (const kind of SECTION_KINDS) {
    const reader = SECTION_READERS[kind];
    for (const name of [reader.heading, ...reader.synonyms]) map.set(normalHeading(name), kind);
  }
  for (const name of ['Omitted sections', 'Omitted', 'Sections left out', 'Not applicable sections']) {
    map.set(normalHeading(name), 'omitted');
  }
  return map;
}

export function recogniseHeading(text: string): HeadingKind | null {
  return HEADINGS.get(normalHeading(text)) ?? null;
}

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

/** The first column with a word wins; a second one with the same meaning is left aside. */
export function matchColumns(kind: SectionKind, header: readonly string[]): ColumnMatch {
  const words = columnWords(kind);
  const taken = new Set<string>();
  const keys = header.map((text) => {
    const key = words.get(normalWords(text)) ?? null;
    if (key === null || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
  const missing = columnsOf(kind)
    .filter(([key, column]) => column.required === true && !taken.has(key))
    .map(([, column]) => column.header);
  return { keys, missing };
}
