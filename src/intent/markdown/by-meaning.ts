// A table or list that no reader knows by its words, read by its meaning (`sections/meaning`): which column names
// the fact is decided there, what a row must hold to be one is decided here.

import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { keepsSafe } from '../sections/contents.js';
import { isStep } from '../sections/local-headings.js';
import { isAside, meaningOf, meaningOfNames, type Meant, type Surroundings } from '../sections/meaning.js';
import { columnKey } from '../sections/recognise.js';
import { KIND_NOUNS, type MeantKind } from '../words/kind-nouns.js';
import { normalWords } from '../words/normal.js';
import { itemsByMeaning } from './items-by-meaning.js';
import { readList, type ListRow } from './lists.js';
import { policyRows } from './policy-tables.js';
import { isRefused } from './role-cells.js';
import { rolesIn } from './roles-named.js';
import type { Block } from './scan.js';
import { readTable, type TableBlock } from './tables.js';

type Cells = ReadonlyMap<string, Cell>;

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Longer lists and lines are data, not what people wrote. */
const MOST_LINES = 400;
const LONGEST_LINE = 4000;

/** Whether anything was read. */
export function readByMeaning(text: Text, block: Block, place: Surroundings, facts: Facts, report: Report): boolean {
  const lines = text.lines.slice(block.start, block.end);
  if (block.kind === 'prose' || lines.length > MOST_LINES) return false;
  if (lines.some((line) => line.length > LONGEST_LINE)) return false;
  const found = block.kind === 'table' ? tableRows(text, block, place, facts, report) : listRows(text, block, place);
  if (found === null) return block.kind === 'list' && readItemsAlone(text, block, place, facts, report);
  for (const { cells, source } of found.rows) addRow(facts, found.kind, rowOf(source, cells), report);
  return found.rows.length > 0;
}

function readItemsAlone(text: Text, block: Block, place: Surroundings, facts: Facts, report: Report): boolean {
  const found = isAside(place) ? [] : itemsByMeaning(readList(text.lines, block, text.file), place);
  for (const { kind, cell } of found) {
    const subject = KIND_NOUNS[kind].subject;
    addRow(facts, kind, rowOf(cell.source, new Map([[subject, { ...cell, spans: [] }]])), report);
  }
  return found.length > 0;
}

interface Found {
  readonly kind: MeantKind;
  readonly rows: readonly { readonly cells: Cells; readonly source: Cell['source'] }[];
}

function tableRows(text: Text, block: Block, place: Surroundings, facts: Facts, report: Report): Found | null {
  const table = readTable(text.lines, block, text.file);
  if (table === null) return null;
  const policies = isAside(place) ? null : policyRows(table);
  if (policies !== null) return { kind: 'authorizations', rows: policies.map((cells) => located(cells, table.source)) };
  const header = table.header.map((cell) => cell.text);
  const meant = meaningOf({ ...place, header, rows: table.rows.map((row) => row.map((cell) => cell.text)) });
  if (meant === null) return null;
  const keys = keysOf(meant, header);
  const known = rolesKnown(facts);
  const rows = table.rows.flatMap((row) => {
    const stated = statedCells(keys, row, report);
    const cells = stated.has(KIND_NOUNS[meant.kind].subject) ? rowCells(meant, row, stated, known) : null;
    return cells === null ? [] : [{ cells, source: row[0]?.source ?? table.source }];
  });
  return { kind: meant.kind, rows: isGiven(table, rows.length) ? rows : [] };
}

function located(cells: Cells, otherwise: Cell['source']): Found['rows'][number] {
  return { cells, source: cells.get('actor')?.source ?? otherwise };
}

/** A single row of many is a coincidence. */
function isGiven({ rows }: TableBlock, read: number): boolean {
  return read * 4 >= rows.length;
}

/** The columns that the section knows keep their meaning, but what names the fact is decided. */
function keysOf({ kind, subject, value }: Meant, header: readonly string[]): readonly (string | null)[] {
  const { subject: named, value: needed } = KIND_NOUNS[kind];
  const taken = new Set([named, needed?.key]);
  return header.map((text, index) => {
    if (index === subject) return named;
    if (index === value) return needed?.key ?? null;
    const key = kind === 'authorizations' ? null : columnKey(kind, text);
    if (key === null || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}

function rowCells(
  { kind, value, subject }: Meant,
  row: readonly Cell[],
  cells: Cells,
  known: ReadonlySet<string>,
): Cells | null {
  if (kind === 'protections') return keptCells(row[subject], row[value]);
  if (kind !== 'authorizations') return cells;
  if (value >= 0) return isRefused(row[value]?.text ?? '') ? null : cells;
  // `| Route | Guard |`: only a guard that names a role says who may.
  const [guard, what] = [row[subject], row.find((_, index) => index !== subject)];
  const roles = rolesIn(guard?.text ?? '', known);
  if (guard === undefined || what === undefined || roles.length === 0) return null;
  const source = what.source;
  return new Map([
    ['actor', { text: roles.join(', '), spans: [], source }],
    ['condition', { ...what, spans: [] }],
  ]);
}

/** Only a code span names a place of the database. */
function keptCells(thing: Cell | undefined, how: Cell | undefined): Cells | null {
  if (thing === undefined || how === undefined || !keepsSafe(how.text)) return null;
  const location = thing.spans.length > 0 ? thing : { ...thing, text: 'none' };
  return new Map([
    ['location', { ...location, source: how.source }],
    ['protection', how],
  ]);
}

function rolesKnown({ rows }: Facts): ReadonlySet<string> {
  return new Set(rows.authorizations.map(({ actor }) => normalWords(actor)));
}

const LISTED: readonly MeantKind[] = ['threats', 'boundaries'];
/** What is done about it, or how it is handled. */
const MEASURES =
  /\b(?:mitigat\w*|controls?|prevent\w*|defen[cs]\w*|protect\w*|practices?|rules?|polic\w+|principles?|process|handling|management|how|why|response|fields?|retention|storage|access|rotation|architecture|implementation)\b/iu;

function listRows(text: Text, block: Block, place: Surroundings): Found | null {
  if (MEASURES.test(place.around[0] ?? '') || MEASURES.test(place.leadIn)) return null;
  const items = readList(text.lines, block, text.file);
  const names = items.map(nameOf);
  if (items.length < 2 || names.some((name) => name === null)) return null;
  const said = names.filter((name) => name !== null);
  const kind = meaningOfNames(
    said.map((name) => name.text),
    LISTED,
    place,
  );
  if (kind === null || said.some((name) => isStep(name.text))) return null;
  const rows = items.map((item, index) => ({
    cells: new Map([[KIND_NOUNS[kind].subject, said[index] ?? item.whole]]),
    source: item.source,
  }));
  return { kind, rows };
}

const SHORT = 60;

/** `**Name**: text`, or a name in code; null for prose. */
function nameOf({ begins, whole }: ListRow): Cell | null {
  // `Browser to API` may be all of an item.
  if (begins === null && whole.text.length <= SHORT && !/[.!?]/u.test(whole.text)) return { ...whole, spans: [] };
  if (begins === null || begins.form === 'plain' || begins.head.text.length > 100) return null;
  return begins.head;
}
