// GFM tables → header words and rows of cells. Rows are lines and independent of each other: plain
// ones are read directly, the others by the Markdown parser under the table's own header, in portions
// that bound memory and time.

import type { Root, Table, TableRow } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Source } from '../../core/source.js';
import type { Cell } from '../row.js';
import { cellOf, type Locate } from './cells.js';
import { readPlainRow } from './plain-row.js';
import type { Block } from './scan.js';

export interface TableBlock {
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly source: Source;
}

const PORTION = 50;
const processor = unified().use(remarkParse).use(remarkGfm).freeze();

/** The tree of some lines; deterministic, no plugins that transform. */
export function parseMarkdown(lines: readonly string[]): Root {
  return processor.parse(lines.join('\n'));
}

export function readTable(lines: readonly string[], block: Block, file: string): TableBlock | null {
  const head = lines.slice(block.start, block.start + 2);
  const [header] = parseRows(head, [], { file, first: block.start, top: block.start }) ?? [];
  if (header === undefined) return null;
  const rows: (readonly Cell[])[] = [];
  const locate: Locate = (line, column) => ({ file, line, column });
  for (let at = block.start + 2; at < block.end; at += 1) {
    const plain = readPlainRow(lines[at] ?? '', at + 1, locate);
    if (plain !== null) {
      rows.push(plain);
      continue;
    }
    const end = endOfUnplain(lines, at, block.end);
    const parsed = parseRows(head, lines.slice(at, end), { file, first: at, top: block.start }) ?? [];
    for (const row of parsed.slice(1)) rows.push(row);
    // Something in these lines ended the table: what follows is not its.
    if (parsed.length - 1 < end - at) break;
    at = end - 1;
  }
  return { header, rows, source: { file, line: block.start + 1, column: 1 } };
}

/** Lines that follow one another and need the parser are judged together. */
function endOfUnplain(lines: readonly string[], at: number, end: number): number {
  const last = Math.min(end, at + PORTION);
  let next = at + 1;
  while (next < last && !isPlain(lines[next] ?? '')) next += 1;
  return next;
}

const NOWHERE: Locate = (line, column) => ({ file: '', line, column });

function isPlain(line: string): boolean {
  return readPlainRow(line, 1, NOWHERE) !== null;
}

interface Place {
  readonly file: string;
  /** Lines, counted from 0, of the first row and of the header. */
  readonly first: number;
  readonly top: number;
}

/** The header and the rows that the parser sees in these lines; null when it sees no table. */
function parseRows(
  head: readonly string[],
  body: readonly string[],
  place: Place,
): readonly (readonly Cell[])[] | null {
  const locate: Locate = (line, column) => ({
    file: place.file,
    line: line <= 2 ? place.top + line : place.first + line - 2,
    column,
  });
  const table = firstTable(parseMarkdown([...head, ...body]));
  return table === null ? null : table.children.map((row) => rowCells(row, locate));
}

function firstTable(root: Root): Table | null {
  const [node] = root.children;
  return node?.type === 'table' ? node : null;
}

function rowCells(row: TableRow, locate: Locate): readonly Cell[] {
  return row.children.map((cell) => {
    const start = cell.position?.start;
    return cellOf(cell.children, locate(start?.line ?? 1, (start?.column ?? 0) + 1), locate);
  });
}
