// One Markdown document → facts: headings open sections, tables and lists in them are rows.

import type { Source } from '../../core/source.js';
import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { columnsOf, columnWords, matchColumns, recogniseHeading, type HeadingKind } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { nearest } from '../words/nearest.js';
import { normalWords } from '../words/normal.js';
import { readList } from './lists.js';
import { readOmitted } from './omitted.js';
import { scanMarkdown, type Block, type Heading } from './scan.js';
import { readTable } from './tables.js';

export interface MarkdownText {
  readonly file: string;
  readonly lines: readonly string[];
  /** The first line after the front matter, counted from 0. */
  readonly first: number;
}

export function readDocument(text: MarkdownText, facts: Facts, report: Report): void {
  const open: { depth: number; kind: HeadingKind | null }[] = [];
  for (const piece of scanMarkdown(text.lines, text.first)) {
    if (piece.kind === 'heading') enter(piece, open, facts);
    else readBlock(text, piece, open.at(-1)?.kind ?? null, facts, report);
  }
}

/** A heading that is no section's own belongs to the section around it. */
function enter(heading: Heading, open: { depth: number; kind: HeadingKind | null }[], facts: Facts): void {
  while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
  const kind = recogniseHeading(heading.text) ?? open.at(-1)?.kind ?? null;
  open.push({ depth: heading.depth, kind });
  if (kind !== null && kind !== 'omitted') facts.seen.add(kind);
}

function readBlock(text: MarkdownText, block: Block, kind: HeadingKind | null, facts: Facts, report: Report): void {
  if (kind === null) return;
  if (kind === 'omitted') {
    if (block.kind !== 'table') facts.omitted.push(...readOmitted(text.lines, block, text.file));
    return;
  }
  if (block.kind === 'table') readRows(text, block, kind, facts, report);
  if (block.kind === 'list') readItems(text, block, kind, facts, report);
}

function readRows(text: MarkdownText, block: Block, kind: SectionKind, facts: Facts, report: Report): void {
  const table = readTable(text.lines, block, text.file);
  if (table === null) return;
  const match = matchColumns(
    kind,
    table.header.map((cell) => cell.text),
  );
  if (match.missing.length > 0) {
    reportMissing(kind, table.header, match.missing, match.keys, table.source, report);
    return;
  }
  table.header.forEach((cell, index) => {
    if (match.keys[index] === null) reportUnknownColumn(kind, cell, report);
  });
  for (const cells of table.rows) {
    const source = cells[0]?.source ?? table.source;
    addRow(facts, kind, rowOf(source, statedCells(match.keys, cells, report)), report);
  }
}

/** A list is read only when an item names every required column: other lists are prose. */
function readItems(text: MarkdownText, block: Block, kind: SectionKind, facts: Facts, report: Report): void {
  const [lead] = columnsOf(kind)[0] ?? [''];
  for (const item of readList(text.lines, block, text.file)) {
    const header = [lead, ...item.fields.map((field) => field.header)];
    const match = matchColumns(kind, header);
    if (match.missing.length > 0) continue;
    const cells: readonly Cell[] = [item.lead, ...item.fields.map((field) => field.cell)];
    addRow(facts, kind, rowOf(item.source, statedCells(match.keys, cells, report)), report);
  }
}

/** A table that shares two words with the section was meant for it; another is some other table. */
function reportMissing(
  kind: SectionKind,
  header: readonly Cell[],
  missing: readonly string[],
  keys: readonly (string | null)[],
  source: Source,
  report: Report,
): void {
  const meant = keys.filter((key) => key !== null).length >= 2;
  report({
    code: meant ? 'missing-column' : 'table-not-read',
    severity: meant ? 'warning' : 'info',
    what: `The table has no column ${missing.map((name) => `"${name}"`).join(', ')} and was not read.`,
    why: 'A row says nothing that can be enforced without them.',
    fix: `Columns of this section: ${columnsOf(kind)
      .map(([, column]) => column.header)
      .join(', ')}.`,
    source: header[0]?.source ?? source,
    length: Math.max(1, header[0]?.text.length ?? 1),
  });
}

function reportUnknownColumn(kind: SectionKind, cell: Cell, report: Report): void {
  const close = nearest(normalWords(cell.text), columnWords(kind).keys());
  const key = close === null ? null : columnWords(kind).get(close);
  const meant = columnsOf(kind).find(([name]) => name === key)?.[1].header;
  report({
    code: 'unknown-column',
    severity: meant === undefined ? 'info' : 'warning',
    what: `The column "${cell.text.slice(0, 60)}" is not read.`,
    why: 'The section knows no column of this name.',
    fix: meant === undefined ? 'Nothing to do if it is for people only.' : `Did you mean "${meant}"?`,
    source: cell.source,
    length: Math.max(1, cell.text.length),
  });
}
