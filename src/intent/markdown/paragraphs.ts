// Prose under a heading that is written like rows: paragraphs that begin with bold words, records of
// `Field: value` lines, and definition lists (`Term` and `: what it is`).

import type { Paragraph } from 'mdast';
import type { Locate } from './cells.js';
import { rowOfParagraphs, type ListRow } from './lists.js';
import type { Block } from './scan.js';
import { parseMarkdown } from './tables.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Longer blocks are no paragraphs that people wrote. */
const MOST_LINES = 60;
const LONGEST_LINE = 4000;
const FIELD = /^\s*(?:\*\*|__)?[\p{L}][\p{L}\p{N} &/()-]{0,40}?(?:(?:\*\*|__)\s*[:：]|[:：]\s*(?:\*\*|__)?)\s*\S/u;

export function readParagraphs(text: Text, block: Block): readonly ListRow[] {
  const lines = text.lines.slice(block.start, block.end);
  if (lines.length > MOST_LINES || lines.some((line) => line.length > LONGEST_LINE)) return [];
  if (lines.length > 1 && lines.every((line) => FIELD.test(line))) return record(text, block, lines);
  const defined = definitions(text, block, lines);
  if (defined.length > 0) return defined;
  return FIELD.test(lines[0] ?? '') || BOLD.test(lines[0] ?? '') ? single(text, block, lines) : [];
}

const BOLD = /^ {0,3}(?:\*\*|__)/u;
const HEADING = /^ {0,3}#{1,6}\s/u;

/** A paragraph alone, or one that a plain label begins ("Format: …"), says something about what is listed beside it. */
export function isRemark(text: Text, block: Block): boolean {
  const lines = text.lines.slice(block.start, block.end);
  if (lines.some((line) => /^ {0,3}[:：]\s/u.test(line))) return false;
  // "**Boundaries crossed:**" only announces what follows.
  if (/[:：]\s*(?:\*\*|__)?\s*$/u.test(lines.at(-1) ?? '')) return true;
  if (lines.length > 1 && lines.every((line) => FIELD.test(line))) return false;
  return !BOLD.test(lines[0] ?? '') || !isOneOfSeveral(text, block);
}

function isOneOfSeveral({ lines }: Text, { start, end }: Block): boolean {
  const begins = (index: number): boolean => BOLD.test(lines[index] ?? '') && (lines[index - 1] ?? '').trim() === '';
  for (let index = end; index < lines.length && !HEADING.test(lines[index] ?? ''); index += 1) {
    if (begins(index)) return true;
  }
  for (let index = start - 1; index >= 0 && !HEADING.test(lines[index] ?? ''); index -= 1) {
    if (begins(index)) return true;
  }
  return false;
}

function at({ file }: Text, line: number): Locate {
  return (offset, column) => ({ file, line: line + offset, column });
}

/** One row of several fields, or none when its lines are no fields of anything. */
function record(text: Text, block: Block, lines: readonly string[]): readonly ListRow[] {
  const paragraphs = lines.flatMap((line) => paragraphsOf([line]));
  const source = { file: text.file, line: block.start + 1, column: 1 };
  return [rowOfParagraphs(paragraphs, source, at(text, block.start))];
}

function single(text: Text, block: Block, lines: readonly string[]): readonly ListRow[] {
  const source = { file: text.file, line: block.start + 1, column: (lines[0] ?? '').search(/\S/u) + 1 };
  return [rowOfParagraphs(paragraphsOf(lines), source, at(text, block.start))];
}

function definitions(text: Text, block: Block, lines: readonly string[]): readonly ListRow[] {
  const rows: ListRow[] = [];
  lines.forEach((line, index) => {
    const said = /^ {0,3}[:：]\s+(\S.*)$/u.exec(lines[index + 1] ?? '')?.[1];
    if (said === undefined || /^ {0,3}[:：]\s/u.test(line)) return;
    const source = { file: text.file, line: block.start + index + 1, column: line.search(/\S/u) + 1 };
    const term = line.trim().replace(/^(?:\*\*|__)|(?:\*\*|__)$/gu, '');
    rows.push(rowOfParagraphs(paragraphsOf([`**${term}**: ${said}`]), source, () => source));
  });
  return rows;
}

function paragraphsOf(lines: readonly string[]): readonly Paragraph[] {
  return parseMarkdown(lines).children.filter((node) => node.type === 'paragraph');
}
