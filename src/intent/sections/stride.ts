// The six categories of STRIDE, as headings and cells write them.

import { normalHeading } from '../words/normal.js';
import { LANGUAGES } from './languages/languages.js';
import { wordsOf } from './languages/translation.js';

const NAMES = [
  'Spoofing',
  'Tampering',
  'Repudiation',
  'Information disclosure',
  'Denial of service',
  'Elevation of privilege',
] as const;

const ENGLISH: readonly RegExp[] = [
  /^spoof(?:ing|ed)?\b/u,
  /^tamper(?:ing|ed)?\b/u,
  /^repudiat(?:ion|ing)\b/u,
  /^information (?:disclosure|leak(?:age)?)\b/u,
  /^(?:denial of service|dos|ddos)\b/u,
  /^(?:(?:elevation|escalation) of privileges?|privilege (?:elevation|escalation))\b/u,
];

const OTHERS: readonly (readonly string[])[] = NAMES.map((_, index) =>
  LANGUAGES.flatMap(([, { stride }]) => wordsOf(stride[index]).map(normalHeading)),
);

/** The STRIDE category with which a heading, header or title begins; `S — Spoofing` and `S: Spoofing` too. */
export function strideCategory(text: string): string | null {
  const words = normalHeading(text);
  const bare = /^[stride] (.+)$/u.exec(words)?.[1] ?? words;
  return NAMES.find((_, index) => begins(bare, index)) ?? null;
}

/** The text is the name of a category and nothing else. */
export function isBareCategory(text: string): boolean {
  const words = normalHeading(text.replace(/\([^()]*\)|（[^（）]*）/gu, ' '));
  return strideCategory(text) !== null && words.split(' ').length <= 4 && begunBy(words).trim() === '';
}

function begins(words: string, index: number): boolean {
  return (
    (ENGLISH[index]?.test(words) ?? false) ||
    (OTHERS[index] ?? []).some((name) => words === name || words.startsWith(`${name} `) || isHan(words, name))
  );
}

function isHan(words: string, name: string): boolean {
  return /\p{Script=Han}/u.test(name) && words.startsWith(name);
}

/** What is left behind the name of the category. */
function begunBy(words: string): string {
  const bare = words.replace(/^[stride] (?=.)/u, '');
  for (const [index, pattern] of ENGLISH.entries()) {
    if (pattern.test(bare)) return bare.replace(pattern, '');
    const name = (OTHERS[index] ?? []).find((each) => bare.startsWith(each));
    if (name !== undefined) return bare.slice(name.length);
  }
  return bare;
}
