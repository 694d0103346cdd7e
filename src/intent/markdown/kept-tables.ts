// Rows that say how a stored thing is encrypted: `| Data at rest | AES-256 … |`, fields with "Encrypted at rest (…)"
// in any column, and in a text on encryption the layers and stores with their ciphers. Classes, what is compared, what
// travels and what is only hashed or signed say nothing of the kind.

import type { Cell } from '../row.js';
import type { Surroundings } from '../sections/meaning.js';
import { columnKey } from '../sections/recognise.js';
import { nounsOf } from '../words/head-nouns.js';
import { DENIED, firstSentence, saysHow, STORE } from '../words/keeping.js';
import { KIND_NOUNS } from '../words/kind-nouns.js';
import type { TableBlock } from './tables.js';

export type Kept = readonly [thing: Cell, how: Cell];

export function keptRows({ header, rows }: TableBlock, isFree: boolean, place: Surroundings): readonly Kept[] {
  if (header.some(({ text }) => columnKey('threats', text) === 'threat')) return [];
  const whole = /^(?:encrypted|masked|tokeni[sz]ed) \S/iu.test(header[0]?.text ?? '');
  const named = isFree ? namesThings(header, place) : null;
  return rows.flatMap((row): readonly Kept[] => {
    const [first, second] = row;
    if (first === undefined || second === undefined) return [];
    if (whole) return [[{ ...first, spans: [] }, first]];
    if (/^(?:data |pii )?at rest$/iu.test(first.text.trim()) && saysHow(second.text) && STORE.test(second.text))
      return [[first, second]];
    const how = named === null ? undefined : howKept(header, row, named);
    return how === undefined ? [] : [[first, { ...how, source: first.source }]];
  });
}

type Named = 'things' | 'layers';

const CLASSES = /\b(?:class|classes|classification|level|tier|sensitivity|status|goal|target|requirement|option)s?\b/iu;
const LAYERS = /^(?:layer|store|component|service|location|system|category|where|scope|what|type|tier)$/u;
const ABOUT = /\b(?:encrypt\w*|at rest|cryptograph\w*|data protection)\b/iu;

/** What the first column names; layers are kept only where the text is on encryption. */
function namesThings(header: readonly Cell[], { around, file }: Surroundings): Named | null {
  if (header.length < 2 || header.some(({ text }) => CLASSES.test(text))) return null;
  const { head } = nounsOf(header[0]?.text ?? '');
  if (KIND_NOUNS.protections.certain.has(head)) return 'things';
  return LAYERS.test(head) && [...around, file].some((text) => ABOUT.test(text)) ? 'layers' : null;
}

const KEEPS =
  /^\W*(?:(?:is |are )?(?:encrypted|tokeni[sz]ed|pseudonymi[sz]ed) (?:at rest|with|using|via|by|under)\b|at[- ]rest encryption\b|encryption at rest\b|(?:rds |ebs )?(?:aes[- ]?(?:128|192|256)(?:[- ](?:gcm|cbc|siv|xts))?|fernet|pgcrypto|sqlcipher|x?chacha20\S*|sse-\w+|luks|tde)(?![\w-])|(?:volume|disk|column|field|envelope|transparent(?: data(?:base)?)?)(?:[- ]level)? encryption\b)/iu;
/** What is no stored thing, or not kept by its cipher. */
const OTHER =
  /\b(?:passwords?|hash\w*|transit|transport|tls|wire|signatures?|signing|cookies?|networks?|integrity|derivation|wrapping|algorithms?|random\w*|sessions?|headers?|connections?|traffic|communications?|requests?|webhooks?|api|jwts?|links?)\b/iu;

function howKept(header: readonly Cell[], row: readonly Cell[], named: Named): Cell | undefined {
  const [first] = row;
  if (first === undefined || first.text === '' || OTHER.test(first.text)) return undefined;
  const how = row.find(
    ({ text }, index) =>
      index > 0 && !OTHER.test(header[index]?.text ?? '') && KEEPS.test(text) && !DENIED.test(firstSentence(text)),
  );
  if (how === undefined || named === 'things') return how;
  return row.some(({ text, spans }) => STORE.test(text) || /\bat rest\b/iu.test(text) || spans.length > 0)
    ? how
    : undefined;
}
