// Lists written instead of tables: one item per row; the item's own words are the first column, and
// `Header: value` in it (after `;` or in nested items) are the others.

import type { List, ListItem, Paragraph } from 'mdast';
import type { Source } from '../../core/source.js';
import type { Cell, Span } from '../row.js';
import { cellOf, type Locate } from './cells.js';
import { leadOf, type Lead } from './leads.js';
import type { Block } from './scan.js';
import { parseMarkdown } from './tables.js';

/** One item: the lead cell, and the fields that it names. */
export interface ListRow {
  readonly lead: Cell;
  /** The item's first paragraph, and what it begins with. */
  readonly whole: Cell;
  readonly begins: Lead | null;
  readonly fields: readonly Field[];
  /** All of the item, the lead too; the header is empty where it names none. */
  readonly pieces: readonly Field[];
  /** The items of a list inside, where it follows directly. */
  readonly nested: readonly ListRow[];
  /** The items of any list inside. */
  readonly under: readonly ListRow[];
  readonly source: Source;
}

export function readList(lines: readonly string[], block: Block, file: string): readonly ListRow[] {
  const rows: ListRow[] = [];
  for (const { start, end } of portions(lines, block)) {
    const locate: Locate = (line, column) => ({ file, line: start + line, column });
    for (const node of parseMarkdown(lines.slice(start, end).map(withoutDepth)).children) {
      if (node.type !== 'list') continue;
      for (const item of node.children) {
        const row = readItem(item, locate, 0);
        if (!UNCHECKED.test(lines[row.source.line - 1] ?? '')) rows.push(row);
      }
    }
  }
  return rows;
}

/** `- [ ] …` is still to be done, or to be asked. */
const UNCHECKED = /^\s*(?:[-*+]|\d{1,9}[.)])\s+\[ \]\s/u;

/** Items for one call of the parser, whose time grows faster than its text. */
const PORTION = 20;
const MARKER = /^( *)(?:[-*+]|\d{1,9}[.)])[ \t]/u;

function portions(lines: readonly string[], block: Block): readonly { start: number; end: number }[] {
  const base = MARKER.exec(lines[block.start] ?? '')?.[1]?.length ?? 0;
  const starts: number[] = [];
  for (let index = block.start; index < block.end; index += 1) {
    const indent = MARKER.exec(lines[index] ?? '')?.[1]?.length;
    if (indent !== undefined && indent <= base) starts.push(index);
  }
  const cuts = starts.filter((_, index) => index % PORTION === 0);
  return cuts.map((start, index) => ({
    start: index === 0 ? block.start : start,
    end: cuts[index + 1] ?? block.end,
  }));
}

/** Nesting beyond what people write; the parser's time grows with its square. */
const WIDEST = 40;

const NESTED = /^\s*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+){8}/u;

function withoutDepth(line: string): string {
  return line.search(/\S/u) > WIDEST || NESTED.test(line) ? '' : line;
}

function readItem(item: ListItem, locate: Locate, depth: number): ListRow {
  const start = item.position?.start;
  const source = locate(start?.line ?? 1, start?.column ?? 1);
  const row = rowOfParagraphs(paragraphsOf(item, 0), source, locate);
  if (depth > 2) return row;
  const inside = item.children.flatMap((child) => (child.type === 'list' ? child.children : []));
  const under = inside.map((each) => readItem(each, locate, depth + 1));
  // Only what an item announces ("… is logged:") is a list of its own.
  return { ...row, under, nested: /[:：]$/u.test(row.whole.text) ? under : [] };
}

/** The first paragraph leads; the others add fields. */
export function rowOfParagraphs(paragraphs: readonly Paragraph[], source: Source, locate: Locate): ListRow {
  const pieces = paragraphs.flatMap((paragraph) => piecesOf(cellOf(paragraph.children, source, locate)));
  const [lead, ...rest] = pieces;
  const [first] = paragraphs;
  return {
    lead: lead?.cell ?? { text: '', spans: [], source },
    whole: first === undefined ? { text: '', spans: [], source } : cellOf(first.children, source, locate),
    begins: first === undefined ? null : leadOf(first, source, locate),
    fields: rest.filter((piece) => piece.header !== ''),
    pieces,
    nested: [],
    under: [],
    source,
  };
}

const DEEPEST = 8;

function paragraphsOf(item: ListItem, depth: number): readonly Paragraph[] {
  const found: Paragraph[] = [];
  for (const child of item.children) {
    if (child.type === 'paragraph') found.push(child);
    else if (child.type === 'list' && depth < DEEPEST) found.push(...nestedParagraphs(child, depth));
  }
  return found;
}

function nestedParagraphs(list: List, depth: number): readonly Paragraph[] {
  return list.children.flatMap((item) => paragraphsOf(item, depth + 1));
}

export interface Field {
  readonly header: string;
  readonly cell: Cell;
}

/** Semicolons, and the end of a sentence before a label: `… is stolen. Mitigation: …`. */
const SEPARATED = /[;；]|(?<=[.!?)])\s+(?=\p{Lu}[\p{L} ]{2,24}[:：]\s)/u;

/** `Tier: 0; Owns: app` gives two fields; a piece without `Header:` has the empty header. */
function piecesOf(cell: Cell): readonly Field[] {
  return cell.text.split(SEPARATED).map((piece): Field => {
    const match = /^\s*([\p{L}][\p{L}\p{N} &/()-]{0,40}?)\s*(?::\s+|：\s*)(.*)$/u.exec(piece);
    const text = (match?.[2] ?? piece).trim();
    return { header: match?.[1] ?? '', cell: { text, spans: spansIn(cell.spans, text), source: cell.source } };
  });
}

function spansIn(spans: readonly Span[], text: string): readonly Span[] {
  return spans.filter((span) => text.includes(span.text));
}
