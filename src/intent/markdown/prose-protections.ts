// How what is stored is encrypted or masked, in lists: `Card numbers: tokenised` in a section on protection,
// `Encrypted with AES-256` under "Card number protection", `**Seed store**: AES-256 under a key of …` where no
// section is. Nothing of the way there (TLS), of measures as such, or of hashed passwords.

import type { Cell } from '../row.js';
import { strideCategory } from '../sections/stride.js';
import type { ListRow } from './lists.js';
import type { ProseCells } from './prose-place.js';

const PROTECTS =
  /\b(?:encrypt\w*|hash\w*|mask\w*|aes\b|bcrypt|argon2\w*|scrypt|tokeni[sz]\w*|redact\w*|pseudonym\w*|verschlüssel\w*|chiffr\w+|cifrad\w+|criptograf\w+)|加密|脱敏|哈希|暗号|암호/iu;
/** Not about data at some place. */
const ON_THE_WAY = /\b(?:transit|transport|tls|ssl|https|algorithms?|keys?|rotation|principles?)\b/iu;

export function proseProtection(item: ListRow): ProseCells | null {
  const { begins } = item;
  if (begins === null) return keptSentence(item);
  if (ON_THE_WAY.test(begins.head.text) || !PROTECTS.test(begins.rest.text)) return null;
  if (LACKS.test(begins.head.text) || WORK.test(begins.head.text)) return null;
  return protects(begins.head, begins.rest);
}

/** Of the code that does it. */
const WORK =
  /^(?:utilit(?:y|ies)|helpers?|librar(?:y|ies)|performance|overhead|tests?|testing|modules?|code|source|functions?|padding|mode|ivs?|nonces?|migrations?|backward compatibility|usage|limitations?|benefits?|purpose|why|how|when|compliance|standards?|audit|monitoring|logging|access)$/iu;

/** What is wrong, and what ought to be done. */
const LACKS =
  /^(?:vulnerabilit\w+|risks?|issues?|threats?|weakness\w*|mitigations?|recommendations?|impact|status|gaps?)\b/iu;

function protects(location: Cell, protection: Cell): ProseCells {
  return new Map([
    ['location', { ...location, source: protection.source }],
    ['protection', protection],
  ]);
}

/** Where no section is, the item says what is done, to something that is no measure itself. */
const KEPT =
  /\b(?:aes[- ]?(?:128|192|256)\S*|fernet|pgcrypto|chacha20\S*|encrypted at rest|(?:envelope|column|field|application)(?:[- ](?:level|layer))? encryption|masked (?:as|to|in|except)|tokeni[sz]ed|pseudonymi[sz]ed)\b/iu;
const MEASURE =
  /\b(?:passwords?|hash\w*|encrypt\w*|at rest|masking|redaction|cookies?|headers?|nonces?|signatures?|defen[cs]e)\b/iu;
/** What is held off rather than kept: "CSRF protection", "Endpoint protection". */
const HELD_OFF =
  /\b(?:csrf|xss|ddos|dos|ssrf|replay|injection|brute|bot|rate|click\w*|attack|threat|abuse|fraud|spam|malware|endpoint|branch|network|session|route|api|privacy|data|copy|write|delete|memory)\b/iu;
const OF_WHAT = /^(?:\d+(?:\.\d+)*[.)]?\s+)?(.+?)\s+(?:protection|encryption|masking|redaction)$/iu;
/** Whether any line is worth looking at. */
export const MAY_KEEP: RegExp = /encrypt|mask|aes|fernet|pgcrypto|chacha|tokeni[sz]ed|redact|pseudonym/iu;

export function keptOutside(item: ListRow, heading: string): ProseCells | null {
  return keptThing(item, heading) ?? keptItem(item) ?? maskedItem(item, heading) ?? keptSentence(item);
}

/** Under a heading on masking, who or what gets to see what masked. */
function maskedItem({ begins, source }: ListRow, heading: string): ProseCells | null {
  if (begins === null || begins.form === 'plain' || begins.head.text.includes('()')) return null;
  if (!/\b(?:mask\w*|redact\w*|pseudonym\w*)\b/iu.test(heading)) return null;
  if (
    !/\b(?:masked|redacted|pseudonymi[sz]ed|tokeni[sz]ed|truncated)\b/iu.test(begins.rest.text) ||
    isMeasure(begins.head.text)
  )
    return null;
  return keeps(begins.head, { ...begins.rest, source });
}

/** `Patient notes are encrypted at rest with AES-256`, `**Encryption:** KMS encrypts the notes at rest using …`. */
const SENTENCE =
  /^(?:\S+ ){1,8}?(?:(?:(?:is|are) )?(?:stored )?(?:encrypted|tokeni[sz]ed|pseudonymi[sz]ed)(?: and \w+)?(?: at rest)? (?:with|using|via|by|under)\b|(?:(?:is|are) )?(?:stored )?encrypted at rest(?:\s*[(（][^()（）]*[)）])?(?: (?:in|on|inside|within) (?:[\w.`'-]+ ?){1,4})?[.;]?$|encrypts (?:\S+ ){1,4}at rest (?:with|using|via|by)\b)/iu;
const EVERYTHING =
  /^(?:all |any )?(?:(?:sensitive )?data|everything|traffic|connections?|communications?|passwords?|requests?|sessions?|(?:\w+ )?cookies?|disks?|(?:\w+ )?(?:laptops?|devices|machines|phones|workstations?|computers))\b|^[^.]*?\b(?:should|must|not|never|if|hash\w*)\b|^[^.]*?\b(?:tls|ssl|https|in transit)\b(?!.*\bat rest\b)(?<!\bat rest\b.*)/iu;

function keptSentence({ begins, whole }: ListRow): ProseCells | null {
  const said = begins !== null && /^encryption(?: at rest)?$/iu.test(begins.head.text) ? begins.rest : whole;
  if (!SENTENCE.test(said.text) || EVERYTHING.test(said.text)) return null;
  return keeps({ ...said, text: 'none', spans: [] }, whole);
}

/** The nearest heading is called after what is kept: "Card number protection". */
function keptThing({ whole, begins }: ListRow, heading: string): ProseCells | null {
  const thing = OF_WHAT.exec(heading.trim())?.[1];
  if (thing === undefined || isMeasure(thing) || HELD_OFF.test(thing) || strideCategory(thing) !== null) return null;
  const said = whole.text.replace(/[:,]/gu, '');
  if (!/^(?:\S+ ){0,3}(?:encrypted|masked|redacted|tokeni[sz]ed|pseudonymi[sz]ed)\b/iu.test(said)) return null;
  if (begins?.form === 'bold' && isMeasure(begins.head.text)) return null;
  return keeps({ ...whole, text: thing, spans: [] }, whole);
}

function keptItem({ begins, source }: ListRow): ProseCells | null {
  if (begins === null || begins.form !== 'bold' || isMeasure(begins.head.text)) return null;
  return KEPT.test(begins.rest.text) ? keeps(begins.head, { ...begins.rest, source }) : null;
}

/** Outside of a section only a code span names a place of the database. */
function keeps(thing: Cell, protection: Cell): ProseCells {
  return protects(thing.spans.length > 0 ? thing : { ...thing, text: 'none' }, protection);
}

function isMeasure(text: string): boolean {
  return ON_THE_WAY.test(text) || MEASURE.test(text);
}
