// Classification words, alone (`regulated`) or joined (`restricted/PII`, `confidential, PII`).

import { CLASSES, type DataClass } from '../model.js';
import { vocabulary, type Vocabulary } from './vocabulary.js';
import { normalWords } from './normal.js';

export const CLASS_WORDS: Vocabulary<DataClass> = vocabulary('classification', CLASSES, {
  public: ['open data'],
  confidential: ['secret'],
  restricted: [
    'restricted pii',
    'pii restricted',
    'pii',
    'personal',
    'personal data',
    'personally identifiable information',
    'highly confidential',
    'strictly confidential',
  ],
  regulated: ['phi', 'pci', 'special category', 'special category data', 'health data', 'cardholder data'],
});

/** Words of other scales, and numbers of a level: they say how bad it is, and not which of our classes that is. */
const OTHER_SCALE =
  /^(?:(?:very |highly |extremely |non )?sensitive|(?:very )?high|medium|moderate|low|critical|top secret|secret|private|protected|proprietary|(?:level|tier|class|c|l|t) ?[0-4]|(?:non |sensitive )?(?:pii|spi|personal)|operational|business|special category|red|amber|green)(?: (?:data|information|sensitivity|risk))?$/u;

/** The text is a class of ours, or one of somebody else's scale. */
export function isLevel(text: string): boolean {
  return readClass(text).dataClass !== null || OTHER_SCALE.test(normalWords(text));
}

const PERSONAL = /\b(?:pii|phi|personal|personally)\b/iu;

export interface ReadClass {
  readonly dataClass: DataClass | null;
  readonly pii: boolean;
}

/** `dataClass` is null when no word of the list is there; of several, the strictest. */
export function readClass(text: string): ReadClass {
  const pii = PERSONAL.test(text);
  const whole = CLASS_WORDS.words.get(normalWords(text));
  if (whole !== undefined) return { dataClass: whole, pii };
  const parts = text
    .split(/[/,;+()&]|\band\b/iu)
    .map(normalWords)
    .filter((part) => part !== '');
  const found = parts.map((part) => CLASS_WORDS.words.get(part));
  if (found.length === 0 || found.includes(undefined)) return { dataClass: null, pii };
  return { dataClass: strictest(found.filter((each) => each !== undefined)), pii };
}

/** `Level 3: Confidential`, `C2 — Confidential (staff)`, `Restricted data`, `### Public`: the class that a heading names; null for none. */
export function classOfHeading(text: string): string | null {
  const words = text
    .replace(
      /^[\s\p{S}]*(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?(?:(?:(?:level|tier|class|stufe|niveau|nivel|nível)\s*(?:[A-Z]?[0-9])|[A-Z][0-9])\s*[:：—–-]\s*)?/iu,
      '',
    )
    .replace(/\s+(?:data|information|daten|assets)$/iu, '');
  return (
    [words, words.replace(/\s*[(（][^()（）]*[)）]\s*$/u, '')].find((each) => readClass(each).dataClass !== null) ??
    null
  );
}

/** `T1 — never decryptable`, `Tier 2: encrypted`: a level of a scale of one's own. */
export function tierOfHeading(text: string): string | null {
  const plain = text
    .replace(/^[\s\p{S}\p{M}]*(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?/u, '')
    .replace(/\s*[(（][^()（）]*[)）]\s*$/u, '');
  if (isLevel(plain)) return plain;
  return (
    /^(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?((?:tier|level|class)\s+[A-Z0-9]|[TLC][0-5])\s*(?:[:：—–-]|$)/iu.exec(
      text.trim(),
    )?.[1] ?? null
  );
}

/** The strictest of the classes; null for none. */
export function strictest(classes: Iterable<DataClass>): DataClass | null {
  let best = -1;
  for (const each of classes) best = Math.max(best, CLASSES.indexOf(each));
  return CLASSES[best] ?? null;
}
