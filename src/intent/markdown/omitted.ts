// `## Omitted sections`: prose that names a section and says why it was left out on purpose.

import type { OmittedSection } from '../operations.js';
import { SECTION_KINDS, SECTION_READERS } from '../sections/registry.js';
import { normalWords } from '../words/normal.js';
import type { Block } from './scan.js';

/**
 * A section is left out when a paragraph or item begins with its heading (or a synonym of two words or more).
 * One that is merely mentioned is not: "… is left out of the threat model" leaves a threat out, not the model.
 */
export function readOmitted(lines: readonly string[], block: Block, file: string): readonly OmittedSection[] {
  return paragraphs(lines, block).flatMap(({ text, line }) => {
    const words = `${normalWords(text).replace(/^(?:the|section) /u, '')} `;
    return SECTION_KINDS.filter((kind) => namesOf(kind).some((name) => words.startsWith(`${name} `))).map((kind) => ({
      section: kind,
      reason: text.replace(/\s+/gu, ' ').trim(),
      source: { file, line: line + 1, column: 1 },
    }));
  });
}

function namesOf(kind: (typeof SECTION_KINDS)[number]): readonly string[] {
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
