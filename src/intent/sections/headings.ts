// Which section a heading opens: by its words, also with a numbering, a subtitle, a translation in
// parentheses, in several languages, or with a word before it ("STRIDE Threat Analysis"). Sections that
// state nothing to enforce (out of scope, residual risks) are asides: what stands in them is not read.

import { normalHeading } from '../words/normal.js';
import { ASIDES, OMITTED, SET_ASIDE } from './aside-headings.js';
import { isCodeHeading } from './code-headings.js';
import { LANGUAGES } from './languages/languages.js';
import { wordsOf } from './languages/translation.js';
import { SECTION_KINDS, SECTION_READERS } from './registry.js';
import type { SectionKind } from './section.js';
import { bySyllables } from './syllables.js';

export type HeadingKind = SectionKind | 'omitted' | 'aside';

const HEADINGS: ReadonlyMap<string, HeadingKind> = headings();

function headings(): ReadonlyMap<string, HeadingKind> {
  const map = new Map<string, HeadingKind>();
  const add = (names: readonly string[], kind: HeadingKind): void => {
    for (const name of names) if (!map.has(normalHeading(name))) map.set(normalHeading(name), kind);
  };
  for (const kind of SECTION_KINDS) add([SECTION_READERS[kind].heading, ...SECTION_READERS[kind].synonyms], kind);
  add(OMITTED, 'omitted');
  add(ASIDES, 'aside');
  for (const [, language] of LANGUAGES) {
    for (const kind of SECTION_KINDS) add(wordsOf(language.headings[kind]), kind);
    add(wordsOf(language.omitted), 'omitted');
    add(wordsOf(language.asides), 'aside');
  }
  return map;
}

export function recogniseHeading(text: string): HeadingKind | null {
  if (isCodeHeading(text)) return null;
  if (SCOPE_OF.test(text)) return recogniseHeading(text.replace(SCOPE_OF, ''));
  const exact = partsOf(text).find((part) => HEADINGS.has(normalHeading(part)));
  if (exact !== undefined) return HEADINGS.get(normalHeading(exact)) ?? null;
  if (joinsThreats(text)) return 'threats';
  if (SET_ASIDE.test(normalHeading(text))) return 'aside';
  for (const part of partsOf(text)) {
    const words = normalHeading(part);
    const kind = bySuffix(words) ?? byPrefix(words) ?? bySyllables(words, HEADINGS);
    if (kind !== null && kind !== undefined) return kind;
  }
  return null;
}

/** "Scope — what is audited": what it covers, and no list of what is in and out. */
const SCOPE_OF = /^[\d.\s]*scope\s*[—–:-]+\s+(?=what\b)/iu;

/** The heading speaks of attacks, and lists them or not: what stands under it has to say so. */
export function speaksOfAttacks(text: string): boolean {
  const words = normalHeading(text);
  return ATTACKS.test(words) && words.split(' ').length <= 8;
}

const ATTACKS = /\b(?:attacks?|threats?|vulnerabilit(?:y|ies)|owasp|abuse|risks?)\b/u;

/** Of the headings around, those that set aside name surfaces: a table of attacks against them is none of it. */
export function readsBeside(around: readonly string[]): boolean {
  return around.every(
    (text, index) => recogniseHeading(text) !== 'aside' || isSurface(text) || (index > 0 && isMethod(text)),
  );
}

/** "Methodology: STRIDE" over other headings says how what stands under those was found. */
export function isMethod(text: string): boolean {
  return (
    /\b(?:method|methodology|framework|approach)\b/u.test(normalHeading(text)) && recogniseHeading(text) === 'aside'
  );
}

/** The heading names surfaces or who attacks, which is no fact of itself. */
export function isSurface(text: string): boolean {
  return SURFACES.test(normalHeading(text));
}

const SURFACES =
  /^(?:(?:the|external|internal|api|network) )?(?:attack surfaces?|entry points|attackers?|adversar(?:y|ies)|(?:threat )?(?:actors?|agents?)|personas?|scope|in scope)\b/u;

/** The whole, then without what is in parentheses, that alone, and what stands before or behind a dash or colon. */
function partsOf(text: string): readonly string[] {
  const inner = /[(（]([^()（）]{2,60})[)）]\s*$/u.exec(text)?.[1];
  const outer = text.replace(/\s*[(（][^()（）]*[)）]\s*$/u, '');
  const subtitled = /^(.{2,80}?)(?:\s+[—–-]\s+|:\s+|：)\S/u.exec(text)?.[1];
  // The name of the product may stand first ("Shop — Threat model v2"), and a word for the kind of text last.
  const named = /^.{2,60}?\s+[—–-]\s+(\S.{2,80})$/u.exec(outer)?.[1];
  const plain = [outer, named].map((part) => part?.replace(EDITION, '').replace(GENRE, ''));
  return [text, outer, inner, subtitled, named, ...plain].filter((part) => part !== undefined).filter(Boolean);
}

/** `Assets → threats → controls`, `Attack surface / threats / mitigations`: threats between what they concern and what counters them. */
function joinsThreats(text: string): boolean {
  const pieces = text.split(JOINT).map(normalHeading).filter(Boolean);
  // Attackers beside what stands against them: what they do is told there.
  const met = pieces.some((each) => ATTACKERS.test(each)) && pieces.some((each) => AGAINST.test(each));
  return (
    pieces.length > 1 &&
    (met || pieces.some((each) => JOINED.test(each))) &&
    pieces.every((each) => BESIDE.test(each) || ATTACKERS.test(each))
  );
}

const ATTACKERS = /^(?:attackers?|adversar(?:y|ies)|attacker goals?)$/u;
const AGAINST = /^(?:mitigations?|countermeasures?|defen[cs]es?|safeguards?|protections?)$/u;

const JOINT = /\s*(?:[,/+&|;→⇒➔➜]|->|=>|\band\b|\bvs\.?(?=\s)|\bversus\b)\s*/iu;
const JOINED =
  /^(?:(?:key|main|top|security|known|potential|identified) )?(?:threats?|attacks?|attack vectors?|abuse cases?|risks?)$/u;
const BESIDE =
  /^(?:(?:key|main|top|security|known|potential|identified|our) )?(?:threats?|attacks?|attack vectors?|abuse cases?|risks?|vulnerabilities|assets?|attack surfaces?|(?:entry )?points?|surfaces?|boundaries|actors|impacts?|mitigations?|controls?|countermeasures?|defen[cs]es?|safeguards?|protections?|responses?|(?:residual|remaining) risks?)$/u;

const EDITION = /[\s,]+\(?(?:v(?:ersion)?\.?\s*)?\d+(?:\.\d+)*\)?$/iu;
const GENRE =
  /\s+(?:guide|policy|standard|architecture|approach|plan|process|procedures?|framework|scheme|implementation|notes|document(?:ation)?|spec(?:ification)?|design|overview|guidelines|reference)$/iu;

/** Words that make the section's name the object of a sentence: "How to update the threat model". */
const OBJECT = new Set(
  (
    'the a an of to in on for from by with about how why what when where who update updating maintaining reviewing ' +
    'using reading outside beyond across crossing crosses not non no example sample related previous old missing residual remaining accepted ' +
    'our your their this that against future potential unsupported zu zum zur der die das des den le la les du de el los las'
  ).split(' '),
);

/** "core security surface" ends with "security surface"; one word alone would be too little. */
function bySuffix(words: string): HeadingKind | null {
  const all = words.split(' ');
  for (let start = 1; start <= all.length - 2 && start <= 4; start += 1) {
    if (OBJECT.has(all[start - 1] ?? '')) return null;
    const kind = HEADINGS.get(all.slice(start).join(' '));
    if (kind !== undefined) return kind;
  }
  return byQualifier(all) ?? (isListOfThreats(all) ? 'threats' : null);
}

/** "Insider threats", "AI specific threats": whatever stands before them. */
function isListOfThreats(words: readonly string[]): boolean {
  const before = words.slice(0, -1);
  if (before.some((word) => /^(?:\w+ing|prevent\w*|protect\w*|defen[cs]\w*|detect\w*|respon\w*)$/u.test(word)))
    return false;
  return words.at(-1) === 'threats' && before.length <= 3 && !before.some((word) => OBJECT.has(word));
}

const QUALIFIERS = new Set(
  (
    'key main top primary major known security system potential database identified core architecture architectural ' +
    'platform application backend infrastructure'
  ).split(' '),
);

/** Sections that a qualified word of their own can open. */
const QUALIFIED: ReadonlySet<HeadingKind> = new Set<HeadingKind>([
  'threats',
  'classifications',
  'boundaries',
  'components',
]);

/** "Key threats", "Security assets": one word is enough after a word that only qualifies it. */
function byQualifier(words: readonly string[]): HeadingKind | null {
  const [first = '', second = ''] = words;
  if (words.length !== 2 || !QUALIFIERS.has(first)) return null;
  const kind = HEADINGS.get(second);
  return kind !== undefined && QUALIFIED.has(kind) ? kind : null;
}

/** "trust boundaries and data flow", "out of scope for the first release". */
function byPrefix(words: string): HeadingKind | null {
  const joined = /^(.+?) (?:and|for|in|of|by|per|across|with|und|für|nach|et|pour|par|y|para|por|e) /u.exec(words)?.[1];
  const wide = joined === undefined ? /^(out of scope|non goals)\b/u.exec(words)?.[1] : joined;
  if (wide === undefined || !(wide.includes(' ') || LONG.has(wide)))
    return words.startsWith('out of scope') ? 'aside' : null;
  return HEADINGS.get(wide) ?? (words.startsWith('out of scope') ? 'aside' : null);
}

/** Single words that can mean nothing else before "and …". */
const LONG = new Set(
  'threats stride secrets credentials authorization authorisation bedrohungen menaces amenazas ameaças'.split(' '),
);
