// A table or list that no reader knows by its words, read by its meaning: each of `meant/readers` is asked in turn.

import { addRow, type Facts } from '../facts.js';
import { rowOf, type Report } from '../row.js';
import type { Surroundings } from '../sections/meaning.js';
import { tellsNoRights } from '../sections/rights-aside.js';
import { normalWords } from '../words/normal.js';
import { carriedDown } from './carried-down.js';
import { readList } from './lists.js';
import type { MeantPlace, MeantRow } from './meant/reader.js';
import { LIST_READERS, TABLE_READERS } from './meant/readers.js';
import type { Block } from './scan.js';
import { readTable } from './tables.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

/** Longer lists and lines are data, not what people wrote. */
const MOST_LINES = 400;
const LONGEST_LINE = 4000;

/** Whether anything was read. */
export function readByMeaning(text: Text, block: Block, place: Surroundings, facts: Facts, report: Report): boolean {
  const rows = meantRows(text, block, place, facts, report);
  for (const { kind, cells, source } of rows) addRow(facts, kind, rowOf(source, cells), report);
  return rows.length > 0;
}

/** Where only some rows of a block were read, all of one of these kinds, the others may be meant as well. */
export function readRest(
  text: Text,
  block: Block,
  place: Surroundings,
  facts: Facts,
  kind: 'threats' | 'boundaries' | 'credentials' | 'authorizations',
  report: Report,
): void {
  const read = new Set(facts.rows[kind].flatMap(({ source }) => (source.file === text.file ? [source.line] : [])));
  for (const row of meantRows(text, block, place, facts, report)) {
    if (row.kind === kind && !read.has(row.source.line)) addRow(facts, kind, rowOf(row.source, row.cells), report);
  }
}

function meantRows(text: Text, block: Block, place: Surroundings, facts: Facts, report: Report): readonly MeantRow[] {
  const lines = text.lines.slice(block.start, block.end);
  if (block.kind === 'prose' || lines.length > MOST_LINES) return [];
  if (lines.some((line) => line.length > LONGEST_LINE)) return [];
  const has: MeantPlace['has'] = (kind) => facts.rows[kind].length > 0;
  const meant = { ...place, roles: rolesKnown(facts), has };
  const rows = block.kind === 'table' ? tableRows(text, block, meant, report) : listRows(text, block, meant);
  return tellsNoRights(place) ? rows.filter(({ kind }) => kind !== 'authorizations') : rows;
}

function tableRows(text: Text, block: Block, place: MeantPlace, report: Report): readonly MeantRow[] {
  const table = readTable(text.lines, block, text.file);
  if (table === null) return [];
  const carried = carriedDown(table);
  return firstOf(TABLE_READERS, (read) => read(carried, place, report));
}

function listRows(text: Text, block: Block, place: MeantPlace): readonly MeantRow[] {
  const items = readList(text.lines, block, text.file);
  const rows = new Map<number, MeantRow>();
  // One item may say who reads, and the next one what is recorded.
  for (const read of LIST_READERS)
    for (const row of read(items, place)) if (!rows.has(row.source.line)) rows.set(row.source.line, row);
  return [...rows.values()];
}

function firstOf<R>(readers: readonly R[], rowsOf: (reader: R) => readonly MeantRow[]): readonly MeantRow[] {
  for (const reader of readers) {
    const rows = rowsOf(reader);
    if (rows.length > 0) return rows;
  }
  return [];
}

function rolesKnown({ rows }: Facts): ReadonlySet<string> {
  return new Set(rows.authorizations.map(({ actor }) => normalWords(actor)));
}
