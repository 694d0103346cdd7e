// GFM tables → header words and rows of cells. A long table is parsed in portions under its own
// header: rows are lines and independent, and a portion bounds memory and time.

import type { Root, Table, TableRow } from 'mdast';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Source } from '../../core/source.js';
import type { Cell } from '../row.js';
import { cellOf, type Locate } from './cells.js';
import type { Block } from './scan.js';

export interface TableBlock {
  readonly header: readonly Cell[];
  readonly rows: readonly (readonly Cell[])[];
  readonly source: Source;
}

const PORTION = 200;
const processor = unified().use(remarkParse).use(remarkGfm).freeze();

/** The tree of some lines; deterministic, no plugins that transform. */
export function parseMarkdown(lines: readonly string[]): Root {
  return processor.parse(lines.join('\n'));
}

export function readTable(lines: readonly string[], block: Block, file: string): TableBlock | null {
  const head = lines.slice(block.start, block.start + 2);
  const rows: (readonly Cell[])[] = [];
  let header: readonly Cell[] | null = null;
  let at = block.start + 2;
  do {
    const portion = lines.slice(at, Math.min(at + PORTION, block.end));
    const first = at;
    const locate: Locate = (line, column) => ({
      file,
      line: line <= 2 ? block.start + line : first + line - 2,
      column,
    });
    const table = firstTable(parseMarkdown([...head, ...portion]));
    if (table === null) break;
    const [top, ...body] = table.children;
    header ??= top === undefined ? [] : rowCells(top, locate);
    for (const row of body) rows.push(rowCells(row, locate));
    // Something in the lines ended the table: what follows is not its.
    if (body.length < portion.length) break;
    at += PORTION;
  } while (at < block.end);
  return header === null ? null : { header, rows, source: { file, line: block.start + 1, column: 1 } };
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
