// One Markdown document → facts: headings open sections; tables, lists and headings in them are rows.

import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { recogniseHeading, strideCategory, type HeadingKind } from '../sections/headings.js';
import type { SectionKind } from '../sections/section.js';
import { addField, entryOf, entryRow, headingCell, type Entry } from './entries.js';
import { readItems } from './items.js';
import { readList } from './lists.js';
import { readOmitted } from './omitted.js';
import { readRows } from './rows.js';
import { scanMarkdown, unquoted, type Block, type Heading } from './scan.js';
import { readTable } from './tables.js';

export interface MarkdownText {
  readonly file: string;
  readonly lines: readonly string[];
  /** The first line after the front matter, counted from 0. */
  readonly first: number;
}

interface Open {
  readonly depth: number;
  readonly kind: HeadingKind | null;
  readonly entry: Entry | null;
  /** What the heading says of every row under it, by column key. */
  readonly defaults: ReadonlyMap<string, Cell>;
}

const NONE: ReadonlyMap<string, Cell> = new Map();

export function readDocument(text: MarkdownText, facts: Facts, report: Report): void {
  const open: Open[] = [];
  const entries: Entry[] = [];
  const plain = { ...text, lines: unquoted(text.lines) };
  for (const piece of scanMarkdown(text.lines, text.first)) {
    if (piece.kind === 'heading') enter(piece, open, entries, text.file);
    else readBlock(plain, piece, open.at(-1) ?? null, facts, report);
  }
  addEntries(entries, facts, report);
}

/** A heading that is no section's own belongs to the section around it. */
function enter(heading: Heading, open: Open[], entries: Entry[], file: string): void {
  while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
  const around = open.at(-1);
  const outer = around?.kind ?? null;
  const entry = outer === 'aside' || outer === 'omitted' ? null : entryOf(heading, outer, file);
  if (entry !== null) entries.push(entry);
  const kind = entry === null ? (recogniseHeading(heading.text) ?? outer) : outer;
  const defaults = kind === 'threats' ? categoryOf(heading, around?.defaults ?? NONE, file) : NONE;
  open.push({ depth: heading.depth, kind, entry: entry ?? null, defaults });
}

function categoryOf(heading: Heading, outer: ReadonlyMap<string, Cell>, file: string): ReadonlyMap<string, Cell> {
  const category = strideCategory(heading.text);
  return category === null ? outer : new Map([['category', { ...headingCell(heading, file), text: category }]]);
}

function readBlock(text: MarkdownText, block: Block, open: Open | null, facts: Facts, report: Report): void {
  const kind = open?.kind ?? null;
  if (open === null || kind === null || kind === 'aside') return;
  if (kind === 'omitted') {
    if (block.kind !== 'table') facts.omitted.push(...readOmitted(text.lines, block, text.file));
    return;
  }
  if (open.entry !== null) readFields(text, block, open.entry);
  else if (block.kind === 'table') readRows(text, block, { kind, defaults: open.defaults }, facts, report);
  else if (block.kind === 'list') readItems(text, block, kind, facts, report);
}

/** `- Residual risk: …` and rows of a two-column table say more of the entry. */
function readFields(text: MarkdownText, block: Block, entry: Entry): void {
  if (block.kind === 'list') {
    for (const item of readList(text.lines, block, text.file)) {
      for (const field of item.pieces) addField(entry, field.header, field.cell);
    }
  }
  const table = block.kind === 'table' ? readTable(text.lines, block, text.file) : null;
  for (const [name, value] of table?.rows ?? []) {
    if (name !== undefined && value !== undefined && table?.header.length === 2) addField(entry, name.text, value);
  }
}

/** A heading that only tells more of a row of a table is no second fact. */
function addEntries(entries: readonly Entry[], facts: Facts, report: Report): void {
  const known = new Set([...facts.rows.threats, ...facts.rows.boundaries].map(({ id }) => id.toLowerCase()));
  for (const entry of entries) {
    const row = entryRow(entry);
    if (row === null || known.has(entry.id.toLowerCase())) continue;
    known.add(entry.id.toLowerCase());
    const cells = statedCells([...entry.cells.keys()], [...entry.cells.values()], report);
    addRow(facts, entry.kind satisfies SectionKind, rowOf(row.source, cells), report);
  }
}
