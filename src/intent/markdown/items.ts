// A list under a section's heading → rows of that section. An item is a row when it names every
// required column (`Owner: …; Rotation: …`), or a boundary when it says from where to where.

import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { columnsOf, columnWords, matchColumns } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { normalWords } from '../words/normal.js';
import { readList, type ListRow } from './lists.js';
import type { Block } from './scan.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

export function readItems(text: Text, block: Block, kind: SectionKind, facts: Facts, report: Report): void {
  if (!mayHoldRows(text.lines, block, kind)) return;
  const [lead] = columnsOf(kind)[0] ?? [''];
  for (const item of readList(text.lines, block, text.file)) {
    const crossing = kind === 'boundaries' ? crossingOf(item) : null;
    if (crossing !== null) {
      addRow(facts, kind, rowOf(item.source, crossing), report);
      continue;
    }
    const header = [lead, ...item.fields.map((field) => field.header)];
    const match = matchColumns(kind, header);
    if (match.missing.length > 0 || match.keys.filter((key) => key !== null).length < 2) continue;
    const cells: readonly Cell[] = [item.lead, ...item.fields.map((field) => field.cell)];
    addRow(facts, kind, rowOf(item.source, statedCells(match.keys, cells, report)), report);
  }
}

const ARROW = /→|->|⇒|=>|↔|사이/u;

/** Whether any line names a column or a crossing: lists of prose are not worth a parser. */
function mayHoldRows(lines: readonly string[], block: Block, kind: SectionKind): boolean {
  const words = columnWords(kind);
  for (let index = block.start; index < block.end; index += 1) {
    const line = lines[index] ?? '';
    if (kind === 'boundaries' && (ARROW.test(line) || /\bbetween\b/iu.test(line))) return true;
    for (const [, header = ''] of line.matchAll(/([\p{L}][\p{L}\p{N} &/()-]{0,40}?)[\s*_]*:/gu)) {
      if (words.has(normalWords(header))) return true;
    }
  }
  return false;
}

/** The field names of a crossing, as documents write them. */
const CROSSINGS: readonly RegExp[] = [
  /^(.{1,80}?)\s*(?:→|->|⇒|=>|↔|<->)\s*([^:.;,]{1,80}?)\s*(?:[:.;,]|$)/u,
  /^between (?:the )?([^,.;:]{1,60}?) and (?:the )?([^,.;:]{1,60}?)\s*(?:[:.;,]|$)/iu,
  /^([^,.;:]{1,60}?)(?:와|과) ([^,.;:]{1,60}?) 사이/u,
];

/** `Operator → server: HTTP, …` is a boundary, called as it is written. */
function crossingOf(item: ListRow): ReadonlyMap<string, Cell> | null {
  if (item.fields.length > 0) return null;
  for (const pattern of CROSSINGS) {
    const [, from, to] = pattern.exec(item.lead.text) ?? [];
    if (from === undefined || to === undefined) continue;
    const cell = (text: string): Cell => ({ text, spans: [], source: item.lead.source });
    return new Map([
      ['boundary', cell(`${from} → ${to}`)],
      ['from', cell(from)],
      ['to', cell(to)],
    ]);
  }
  return null;
}
