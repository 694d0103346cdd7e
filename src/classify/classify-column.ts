// What a column looks like, from its names, type and comment alone. A guess: it may raise a question,
// never a control.

import { ABOUT_WORDS, KIND_RULES, type DataKind, type KindRule } from './data-kinds.js';
import type { Guess } from './guess.js';
import { guessFromTable, isTableOfPeople } from './table-context.js';
import { containsWords, nameTokens } from './tokens.js';
import { typeFamily, type TypeFamily } from './type-family.js';

export interface ColumnFacts {
  readonly table: string;
  readonly column: string;
  /** format_type */
  readonly type: string;
  readonly comment: string | null;
}

interface Phrase {
  readonly rule: KindRule;
  readonly text: string;
  readonly words: readonly string[];
}

const PHRASES: readonly Phrase[] = KIND_RULES.flatMap((rule) =>
  rule.words.map((text) => ({ rule, text, words: text.split(' ') })),
);

/** Phrases by their first word: a column's name has few words, the list has many phrases. */
const BY_FIRST_WORD: ReadonlyMap<string, readonly Phrase[]> = group();

function group(): ReadonlyMap<string, readonly Phrase[]> {
  const map = new Map<string, Phrase[]>();
  for (const phrase of PHRASES) {
    const first = phrase.words[0] ?? '';
    const list = map.get(first);
    if (list === undefined) map.set(first, [phrase]);
    else list.push(phrase);
  }
  return map;
}

/** At most one guess per kind, the surest first. */
export function classifyColumn(facts: ColumnFacts): readonly Guess[] {
  const tokens = nameTokens(facts.column);
  const family = typeFamily(facts.type);
  const guesses = new Map<DataKind, Guess>();
  for (const phrase of tokens.flatMap((token) => BY_FIRST_WORD.get(token) ?? [])) {
    const { kind, confidence } = phrase.rule;
    if (!fits(phrase, tokens, family)) continue;
    if (guesses.get(kind)?.confidence === 'high') continue;
    guesses.set(kind, { kind, confidence, reason: `its name holds "${phrase.text}"` });
  }
  addContext(facts, tokens, family, guesses);
  return [...guesses.values()].toSorted((left, right) => rank(left) - rank(right));
}

function rank(guess: Guess): number {
  return guess.confidence === 'high' ? 0 : 1;
}

function fits(phrase: Phrase, tokens: readonly string[], family: TypeFamily): boolean {
  if (family !== 'other' && !phrase.rule.families.includes(family)) return false;
  if (!containsWords(tokens, phrase.words)) return false;
  const last = tokens.at(-1) ?? '';
  return !ABOUT_WORDS.has(last) || phrase.words.at(-1) === last;
}

/** `display_name`, `location`: of people only in a table of people. */
const NEEDS_PEOPLE: ReadonlySet<DataKind> = new Set<DataKind>(['person-name', 'geolocation']);

function addContext(
  facts: ColumnFacts,
  tokens: readonly string[],
  family: TypeFamily,
  guesses: Map<DataKind, Guess>,
): void {
  for (const guess of guesses.values()) {
    const doubtful = guess.confidence === 'medium' && NEEDS_PEOPLE.has(guess.kind) && !PLACE_TYPES.has(family);
    if (doubtful && !isTableOfPeople(facts.table)) guesses.delete(guess.kind);
  }
  if (family === 'network' && !guesses.has('ip-address')) {
    guesses.set('ip-address', { kind: 'ip-address', confidence: 'medium', reason: `its type is ${facts.type}` });
  }
  if (!WORD_TYPES.has(family)) return;
  for (const guess of guessFromTable(facts.table, tokens)) {
    if (!guesses.has(guess.kind)) guesses.set(guess.kind, guess);
  }
}

const WORD_TYPES: ReadonlySet<TypeFamily> = new Set<TypeFamily>(['text', 'bytes', 'document', 'other']);
/** Of such a type, `lat` and `location` need no table of people. */
const PLACE_TYPES: ReadonlySet<TypeFamily> = new Set<TypeFamily>(['place', 'number']);
