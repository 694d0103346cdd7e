// A table under a section's heading → rows of that section, or a remark why it was not read.

import type { Source } from '../../core/source.js';
import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { columnsOf, columnWords, matchColumns } from '../sections/recognise.js';
import { SECTION_READERS } from '../sections/registry.js';
import type { SectionKind } from '../sections/section.js';
import { nearest } from '../words/nearest.js';
import { normalWords } from '../words/normal.js';
import type { Block } from './scan.js';
import { readTable } from './tables.js';

interface Place {
  readonly kind: SectionKind;
  /** Cells that a heading gives to the rows under it. */
  readonly defaults: ReadonlyMap<string, Cell>;
}

export function readRows(
  text: { readonly file: string; readonly lines: readonly string[] },
  block: Block,
  { kind, defaults }: Place,
  facts: Facts,
  report: Report,
): void {
  const table = readTable(text.lines, block, text.file);
  if (table === null) return;
  const match = matchColumns(
    kind,
    table.header.map((cell) => cell.text),
  );
  if (match.missing.length > 0 || isOther(kind, table.header, match.keys)) {
    reportMissing(kind, table.header, match.missing, match.keys, table.source, report);
    return;
  }
  table.header.forEach((cell, index) => {
    if (match.keys[index] === null) reportUnknownColumn(kind, cell, report);
  });
  for (const cells of table.rows) {
    const source = cells[0]?.source ?? table.source;
    const stated = statedCells(match.keys, cells, report);
    addRow(facts, kind, rowOf(source, defaults.size === 0 ? stated : new Map([...defaults, ...stated])), report);
  }
}

/** One known column is a coincidence, unless its header can mean nothing else here. */
function isOther(kind: SectionKind, header: readonly Cell[], keys: readonly (string | null)[]): boolean {
  if (keys.filter((key) => key !== null).length >= 2) return false;
  const enough = new Set(SECTION_READERS[kind].enough?.map(normalWords));
  return !header.some((cell) => enough.has(normalWords(cell.text)));
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
  const lacking = missing.length === 0 ? 'no second' : 'no';
  const names = missing.length === 0 ? 'of this section' : missing.map((name) => `"${name}"`).join(', ');
  report({
    code: meant ? 'missing-column' : 'table-not-read',
    severity: meant ? 'warning' : 'info',
    what: `The table has ${lacking} column ${names} and was not read.`,
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
