// `## Omitted sections`: prose that names a section and says why it was left out on purpose.

import type { OmittedSection } from '../operations.js';
import { SECTION_KINDS, SECTION_READERS } from '../sections/registry.js';
import type { SectionKind } from '../sections/section.js';
import { normalHeading, normalWords } from '../words/normal.js';
import type { Block } from './scan.js';

/**
 * A section is left out when a paragraph, an item or the heading over it begins with its heading (or a synonym of
 * two words or more). One that is merely mentioned is not: "… is left out of the threat model" leaves a threat out.
 */
export function readOmitted(
  lines: readonly string[],
  block: Block,
  file: string,
  heading: string | null,
): readonly OmittedSection[] {
  const over = heading === null ? [] : namedIn(heading);
  return paragraphs(lines, block).flatMap(({ text, line }) => {
    const reason = text.replace(/\s+/gu, ' ').trim();
    const source = { file, line: line + 1, column: 1 };
    return (over.length > 0 ? over : namedIn(text)).map((section) => ({ section, reason, source }));
  });
}

function namedIn(text: string): readonly SectionKind[] {
  const words = `${normalHeading(text).replace(/^(?:the|section) /u, '')} `;
  return SECTION_KINDS.filter((kind) => namesOf(kind).some((name) => words.startsWith(`${name} `)));
}

function namesOf(kind: SectionKind): readonly string[] {
  const reader = SECTION_READERS[kind];
  const synonyms = reader.synonyms.map(normalWords).filter((name) => name.includes(' '));
  return [normalWords(reader.heading), ...synonyms];
}

function paragraphs(
  lines: readonly string[],
  block: Block,
): readonly { readonly text: string; readonly line: number }[] {
  if (block.kind !== 'list') return [{ text: lines.slice(block.start, block.end).join(' '), line: block.start }];
  const items: { text: string; line: number }[] = [];
  for (let index = block.start; index < block.end; index += 1) {
    const line = lines[index] ?? '';
    const last = items.at(-1);
    if (/^ {0,3}(?:[-*+]|\d{1,9}[.)])[ \t]/u.test(line) || last === undefined) items.push({ text: line, line: index });
    else last.text += ` ${line}`;
  }
  return items;
}
