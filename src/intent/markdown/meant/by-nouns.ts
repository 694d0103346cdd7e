// A table read by the nouns of its header: which column names the fact is decided in `sections/meaning`, what a row
// must hold to be one is decided here.

import { statedCells } from '../../facts.js';
import type { Cell, Report } from '../../row.js';
import { keepsSafe } from '../../sections/contents.js';
import { meaningOf, type Meant } from '../../sections/meaning.js';
import { columnKey } from '../../sections/recognise.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import { isOfOther } from '../no-facts.js';
import { isRefused } from '../role-cells.js';
import { rolesIn } from '../roles-named.js';
import type { TableBlock } from '../tables.js';
import type { Cells, MeantPlace, MeantRow } from './reader.js';

export function tableByNouns(table: TableBlock, place: MeantPlace, report: Report): readonly MeantRow[] {
  const header = table.header.map((cell) => cell.text);
  const meant = meaningOf({ ...place, header, rows: table.rows.map((row) => row.map((cell) => cell.text)) });
  if (meant === null || isOfOther(meant.kind, table)) return [];
  const keys = keysOf(meant, header);
  const rows = table.rows.flatMap((row): readonly MeantRow[] => {
    const stated = statedCells(keys, row, report);
    const cells = stated.has(KIND_NOUNS[meant.kind].subject) ? rowCells(meant, row, stated, place.roles) : null;
    return cells === null ? [] : [{ kind: meant.kind, cells, source: row[0]?.source ?? table.source }];
  });
  return isGiven(table, rows.length) ? rows : [];
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
