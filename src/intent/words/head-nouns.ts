// What a header or heading is about, whatever stands around it: its nouns in the singular, and the one that the
// others only qualify. "Required controls and current evidence" is about controls, "Type of event (code)" about events.

import { normalWords } from './normal.js';

export interface Nouns {
  /** The noun that the header is about; empty for none. */
  readonly head: string;
  /** All words that say something, the head too. */
  readonly all: ReadonlySet<string>;
}

/** `Kind of threat`, `list of secrets`: what is counted or named follows. */
const COUNTS =
  /^(?:the |a |an |our |all |any )?(?:types?|kinds?|names?|lists?|classes|sorts?|ids?|codes?|descriptions?|examples?|categor(?:y|ies)|set|sets) of (?:the |a |an |our )?/u;
/** Behind these words stands only where, when or why. */
const TAIL =
  /\s(?:of|for|in|on|at|against|by|from|per|under|with|within|to|into|via|through|across|during|if|when|where|that|which|who|as|is|are|was|were|must|should|will|has|have)\s.*$/u;
/** Two in one header: the first counts. */
const JOINT = /\s*(?:&|\/|,|;|\+|→|\||\band\b|\bor\b|\bvs\b)\s*/u;
/** Words that name the column rather than what stands in it. */
const LABELS: ReadonlySet<string> = new Set(
  'type kind name id code title label identifier description text summary number no class set list value entry item detail'.split(
    ' ',
  ),
);

/** The nouns of a header of a table. */
export function nounsOf(text: string): Nouns {
  const plain = text
    .replace(/[`*_]/gu, ' ')
    .replace(/[(（[][^()（）\]]*[)）\]]/gu, ' ')
    .replace(/^[\s\d.#]+/u, '')
    .trim()
    .toLowerCase();
  const counted = plain.replace(COUNTS, '');
  const first = (counted.split(JOINT).find((part) => part !== '') ?? '').replace(TAIL, '');
  const words = normalWords(first).split(' ').filter(Boolean).map(singular);
  const named = words.filter((word) => !LABELS.has(word));
  return { head: (named.length > 0 ? named : words).at(-1) ?? '', all: wordsIn(counted) };
}

/** Every word of a text in the singular; of a file's name too (`docs/audit-logging.md`). */
export function wordsIn(text: string): ReadonlySet<string> {
  const parted = text.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
  return new Set(normalWords(parted).split(' ').filter(Boolean).map(singular));
}

export function singular(word: string): string {
  if (word.length < 4 || /(?:ss|us|is|ous)$/u.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|z)es$/u.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}
