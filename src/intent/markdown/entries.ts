// Threats and boundaries that are told under a heading each: `### S1 — Spoofing a workload`. The
// heading states id and title; fields in its list (`Residual risk: …`) or two-column table add to it.

import type { PhrasingContent } from 'mdast';
import type { Cell, Row } from '../row.js';
import { rowOf } from '../row.js';
import { columnWords } from '../sections/recognise.js';
import { strideCategory } from '../sections/headings.js';
import type { SectionKind } from '../sections/section.js';
import { normalWords } from '../words/normal.js';
import { cellOf, type Locate } from './cells.js';
import type { Heading } from './scan.js';
import { parseMarkdown } from './tables.js';

export interface Entry {
  readonly kind: 'threats' | 'boundaries';
  readonly id: string;
  readonly cells: Map<string, Cell>;
}

const CODED =
  /^(?:(?:Threat|Boundary|Risk) )?\[?((?!CVE)[A-Z]{1,8}[-_.]?[0-9]{1,4}(?:\.[0-9]{1,3})?)\]?\s*[—–:.)-]\s*(\S.*)$/u;

/** Null when the heading is no entry of such a section. */
export function entryOf(heading: Heading, kind: SectionKind | null, file: string): Entry | null {
  if (kind !== 'threats' && kind !== 'boundaries') return null;
  const cell = headingCell(heading, file);
  const [, id, title] = CODED.exec(cell.text) ?? [];
  if (id === undefined || title === undefined) return null;
  const named = { text: id, spans: [{ text: id, source: cell.source }], source: cell.source };
  if (kind === 'boundaries') {
    return { kind, id, cells: new Map([['boundary', { ...named, text: cell.text }]]) };
  }
  const cells = new Map<string, Cell>([
    ['id', named],
    ['threat', { ...cell, text: title }],
  ]);
  const category = strideCategory(title);
  if (category !== null) cells.set('category', { text: category, spans: [], source: cell.source });
  return { kind, id, cells };
}

export function headingCell(heading: Heading, file: string): Cell {
  const source = { file, line: heading.line + 1, column: heading.column };
  const locate: Locate = (_line, column) => ({ ...source, column: heading.column + column - 1 });
  return cellOf(phrasing(heading.text), source, locate);
}

function phrasing(text: string): readonly PhrasingContent[] {
  const [node] = parseMarkdown([text]).children;
  return node?.type === 'paragraph' ? node.children : [{ type: 'text', value: text }];
}

/** What the entry already states stays; a word that is no column of the section says nothing here. */
export function addField(entry: Entry, header: string, cell: Cell): void {
  const key = columnWords(entry.kind).get(normalWords(header));
  if (key !== undefined && !entry.cells.has(key)) entry.cells.set(key, cell);
}

export function entryRow(entry: Entry): Row | null {
  const [first] = entry.cells.values();
  return first === undefined ? null : rowOf(first.source, entry.cells);
}
