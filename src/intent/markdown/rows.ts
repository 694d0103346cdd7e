// A table under a section's heading → rows of that section, or a remark why it was not read.

import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { LANGUAGES } from '../sections/languages/languages.js';
import { wordsOf } from '../sections/languages/translation.js';
import { columnKey, columnsOf, columnWords, matchColumns, type ColumnMatch } from '../sections/recognise.js';
import { SECTION_READERS } from '../sections/registry.js';
import type { SectionKind } from '../sections/section.js';
import { isBareCategory } from '../sections/stride.js';
import { nearest } from '../words/nearest.js';
import { normalWords } from '../words/normal.js';
import { arranged } from './matrix.js';
import type { Block } from './scan.js';
import { readTable, type TableBlock } from './tables.js';

interface Place {
  readonly kind: SectionKind;
  /** The words of the section's own heading; null under another heading inside it. */
  readonly heading: string | null;
  /** Cells that a heading gives to the rows under it. */
  readonly defaults: ReadonlyMap<string, Cell>;
}

export function readRows(
  text: { readonly file: string; readonly lines: readonly string[] },
  block: Block,
  place: Place,
  facts: Facts,
  report: Report,
): void {
  const { kind, defaults } = place;
  const read = readTable(text.lines, block, text.file);
  if (read === null) return;
  const table = arranged(kind, read);
  const match = matchTable(kind, table, new Set(defaults.keys()));
  const other = isOther(place, table, match.keys);
  if (!match.sufficient || other) {
    if (listsComponents(place, table)) return readRows(text, block, COMPONENTS, facts, report);
    reportMissing(kind, table, match, report);
    return;
  }
  if (match.missing.length > 0) reportIncomplete(kind, table, match.missing, report);
  table.header.forEach((cell, index) => {
    if (match.keys[index] === null) reportUnknownColumn(kind, cell, report);
  });
  for (const cells of table.rows) {
    const source = cells[0]?.source ?? table.source;
    const stated = statedCells(match.keys, cells, report);
    addRow(facts, kind, rowOf(source, defaults.size === 0 ? stated : new Map([...defaults, ...stated])), report);
  }
}

const COMPONENTS: Place = { kind: 'components', heading: 'Components', defaults: new Map() };

/** "Component threat summary" over a table of components: what each has against them is no threat of its own. */
function listsComponents({ kind, heading }: Place, { header }: TableBlock): boolean {
  const [first] = header;
  if (kind === 'components' || first === undefined || columnKey('components', first.text) !== 'component') return false;
  return /^\W*(?:[\d.]+\s+)?(?:component|service|module)s?\b/iu.test(heading ?? '');
}

/** Whether the table is one of this section's, by its header. */
export function tableFits(
  text: { readonly file: string; readonly lines: readonly string[] },
  block: Block,
  kind: SectionKind,
): boolean {
  const table = readTable(text.lines, { ...block, end: Math.min(block.end, block.start + 2) }, text.file);
  if (table === null) return false;
  const { keys, sufficient } = matchTable(kind, table, new Set());
  return sufficient && keys.filter((key) => key !== null).length >= 2;
}

function matchTable(kind: SectionKind, table: TableBlock, given: ReadonlySet<string>): ColumnMatch {
  return matchColumns(
    kind,
    table.header.map((cell) => cell.text),
    given,
  );
}

/** One known column is a coincidence, unless its header can mean nothing else here. */
function isOther({ kind, heading, defaults }: Place, table: TableBlock, keys: ColumnMatch['keys']): boolean {
  if (kind === 'threats' && definesCategories(table)) return true;
  if (keys.filter((key) => key !== null).length + defaults.size >= 2) return false;
  const enough = enoughWords(kind);
  return heading === null || !table.header.some((cell) => enough.has(normalWords(cell.text)));
}

/** The headers that suffice alone, and the first word of each language for the same column. */
function enoughWords(kind: SectionKind): ReadonlySet<string> {
  const words = SECTION_READERS[kind].enough ?? [];
  const key = words[0] === undefined ? null : columnKey(kind, words[0]);
  const others = LANGUAGES.flatMap(([, { columns }]) => wordsOf(columns[kind]?.[key ?? '']).slice(0, 2));
  return new Set([...words, ...others].map(normalWords));
}

/** `| Threat | Property violated |` with nothing but the six names explains STRIDE. */
function definesCategories({ header, rows }: TableBlock): boolean {
  if (!header.some(({ text }) => DEFINES.test(text))) return false;
  return rows.length > 0 && rows.every((row) => row.some(({ text }) => isBareCategory(text)));
}

const DEFINES =
  /\b(?:property|properties|definition|meaning|question|violated|violates|desired)\b|含义|定义|意味|定義/iu;

/** A table that shares two words with the section was meant for it; another is some other table. */
function reportMissing(
  kind: SectionKind,
  { header, source }: TableBlock,
  { missing, keys }: ColumnMatch,
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
    fix: columnsFix(kind),
    source: header[0]?.source ?? source,
    length: Math.max(1, header[0]?.text.length ?? 1),
  });
}

function reportIncomplete(kind: SectionKind, table: TableBlock, missing: readonly string[], report: Report): void {
  report({
    code: 'missing-column',
    severity: 'info',
    what: `The table has no column ${missing.map((name) => `"${name}"`).join(', ')}.`,
    why: 'Its rows were read, and leave that open.',
    fix: columnsFix(kind),
    source: table.header[0]?.source ?? table.source,
    length: Math.max(1, table.header[0]?.text.length ?? 1),
  });
}

function columnsFix(kind: SectionKind): string {
  return `Columns of this section: ${columnsOf(kind)
    .map(([, column]) => column.header)
    .join(', ')}.`;
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
