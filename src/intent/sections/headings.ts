// Which section a heading opens: by its words, also with a numbering, a subtitle, a translation in
// parentheses or a word before it ("STRIDE Threat Analysis"). Sections that state nothing to enforce
// (out of scope, residual risks, references) are asides: what stands in them is not read.

import { normalHeading, normalWords } from '../words/normal.js';
import { SECTION_KINDS, SECTION_READERS } from './registry.js';
import type { SectionKind } from './section.js';

export type HeadingKind = SectionKind | 'omitted' | 'aside';

const OMITTED = ['Omitted sections', 'Omitted', 'Sections left out', 'Not applicable sections'];

const ASIDES = [
  'out of scope',
  'in scope',
  'scope',
  'non goals',
  'current non goals',
  'assumptions',
  'residual risks',
  'residual risk',
  'accepted risks',
  '잔여 리스크',
  'references',
  'related documents',
  'related documentation',
  'glossary',
  'definitions',
  'changelog',
  'change history',
  'revision history',
  'example',
  'examples',
  'template',
  'methodology',
  'severity levels',
  'risk matrix',
  'open questions',
  'future work',
];

const HEADINGS: ReadonlyMap<string, HeadingKind> = headings();

function headings(): ReadonlyMap<string, HeadingKind> {
  const map = new Map<string, HeadingKind>();
  for (const kind of SECTION_KINDS) {
    const reader = SECTION_READERS[kind];
    for (const name of [reader.heading, ...reader.synonyms]) map.set(normalHeading(name), kind);
  }
  for (const name of OMITTED) map.set(normalHeading(name), 'omitted');
  for (const name of ASIDES) map.set(normalHeading(name), 'aside');
  return map;
}

export function recogniseHeading(text: string): HeadingKind | null {
  for (const part of partsOf(text)) {
    const words = normalHeading(part);
    const kind = HEADINGS.get(words) ?? bySuffix(words) ?? byPrefix(words);
    if (kind !== null && kind !== undefined) return kind;
  }
  return null;
}

/** The whole, then without what is in parentheses, that alone, and what stands before a dash or colon. */
function partsOf(text: string): readonly string[] {
  const inner = /\(([^()]{3,60})\)\s*$/u.exec(text)?.[1];
  const outer = text.replace(/\s*\([^()]*\)\s*$/u, '');
  const subtitled = /^(.{3,80}?)(?:\s+[—–-]\s+|:\s+)\S/u.exec(text)?.[1];
  return [text, outer, inner, subtitled].filter((part) => part !== undefined);
}

/** Words that make the section's name the object of a sentence: "How to update the threat model". */
const OBJECT = new Set(
  (
    'the a an of to in on for from by with about how why what when where who update updating maintaining reviewing ' +
    'using reading outside beyond not non no example sample related previous old missing'
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
  return null;
}

/** "trust boundaries and data flow", "out of scope for the first release". */
function byPrefix(words: string): HeadingKind | null {
  const joined = /^(.+?) (?:and|for|in|of) /u.exec(words)?.[1];
  const wide = joined === undefined ? /^(out of scope|non goals)\b/u.exec(words)?.[1] : joined;
  if (wide === undefined || !wide.includes(' ')) return words.startsWith('out of scope') ? 'aside' : null;
  return HEADINGS.get(wide) ?? (words.startsWith('out of scope') ? 'aside' : null);
}

const STRIDE: readonly (readonly [string, RegExp])[] = [
  ['Spoofing', /^spoofing\b/u],
  ['Tampering', /^tampering\b/u],
  ['Repudiation', /^repudiat(?:ion|ing)\b/u],
  ['Information disclosure', /^information disclosure\b/u],
  ['Denial of service', /^(?:denial of service|dos)\b/u],
  ['Elevation of privilege', /^(?:elevation|escalation) of privileges?\b/u],
];

/** The STRIDE category with which a heading or title begins. */
export function strideCategory(text: string): string | null {
  const words = normalWords(text).replace(/^(?:[0-9]+ )+/u, '');
  return STRIDE.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}
