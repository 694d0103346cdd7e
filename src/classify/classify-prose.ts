// What most values of a column look like when no check digit tells it: names of persons, postal addresses, notes.
// Weaker than a shape, so that each asks for more of the values or for words that only such contents have.

import { GIVEN_NAMES } from './given-names.js';
import type { Guess } from './guess.js';

/** Values that are not empty; null when nothing is told. */
export function classifyProse(values: readonly string[]): Guess | null {
  const share = (fits: (text: string) => boolean): number => values.filter(fits).length / values.length;
  if (share(isPostalAddress) >= 0.8) return guess('postal-address', 'postal addresses');
  // Half of the persons of a table have a name that is not on any list.
  if (share(isNameForm) >= 0.8 && share(beginsAsPerson) >= 0.4) return guess('person-name', 'names of persons');
  return share(isSentence) >= 0.5 ? guess('free-text', 'prose') : null;
}

function guess(kind: Guess['kind'], name: string): Guess {
  return { kind, confidence: 'medium', reason: `its contents look like ${name}` };
}

const TITLE = /^(?:dr|prof|mr|mrs|ms|miss|herr|frau|mme|sr|sra)\.?\s+/iu;
const WORD = String.raw`\p{Lu}[\p{L}\p{M}’'.-]*`;
const PARTICLE = '(?:de|da|do|dos|das|di|del|della|der|den|van|von|zu|bin|al|la|le|y)';
const NAME = new RegExp(`^${WORD}(?: (?:${PARTICLE} )*${WORD}){1,3}$`, 'u');
const REVERSED = new RegExp(`^${WORD}(?: ${WORD})?, ${WORD}(?: ${WORD})?$`, 'u');
const COMPANY = /\b(?:gmbh|ag|kg|inc|llc|ltd|corp|co|sa|sas|bv|plc|company|group)\.?$/iu;

function isNameForm(text: string): boolean {
  const name = text.replace(TITLE, '');
  return text.length <= 80 && !COMPANY.test(name) && (NAME.test(name) || REVERSED.test(name));
}

function beginsAsPerson(text: string): boolean {
  const name = text.replace(TITLE, '');
  const given = name.includes(',') ? (name.split(',')[1] ?? '').trim() : name;
  const [first = ''] = given.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().split(/[\s-]/u);
  return GIVEN_NAMES.has(first);
}

/** A street with a house number, in the order of its country. */
const STREETS: readonly RegExp[] = [
  /^\d{1,5}[a-z]?,? .{2,60}\b(?:street|st|road|rd|avenue|ave|lane|ln|boulevard|blvd|drive|dr|terrace|square|crescent)\b\.?(?: [NSEW]{1,2})?(?:,|$)/iu,
  /^\d{1,5}(?: ?(?:bis|ter|[a-z]))?,? (?:rue|avenue|boulevard|place|allée|chemin|quai|impasse) \p{L}/iu,
  /^(?:\p{L}[\p{L} .-]{1,40})?(?:str\.|straße|strasse|gasse|weg|platz|allee|damm|ring|ufer) ?\d{1,4} ?[a-z]?(?:,|$)/iu,
  /^(?:calle|avenida|av\.|plaza|paseo|rua|travessa|via|viale|piazza|corso) \p{L}[\p{L} .’'-]{1,50},? (?:n[.º°]? ?)?\d{1,5}\b/iu,
];

function isPostalAddress(text: string): boolean {
  const line = text.replace(/\s+/gu, ' ');
  return line.length <= 160 && STREETS.some((street) => street.test(line));
}

const FEWEST_WORDS = 8;

function isSentence(text: string): boolean {
  const words = text.split(/\s+/u);
  if (words.length < FEWEST_WORDS) return false;
  const plain = words.filter((word) => /^[("'„“]?[\p{L}][\p{L}\p{M}’'-]*[.,;:!?)"'”“]*$/u.test(word));
  const small = plain.filter((word) => /^\p{Ll}{2}/u.test(word));
  return plain.length >= words.length * 0.8 && small.length >= words.length * 0.5;
}
