// A list under a section's heading → rows of that section. An item is a row when it names the columns
// that say something (`Owner: …; Rotation: …`), when it is a crossing (`App → database`), or, right
// under the heading, when it can be nothing else (prose-items).

import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { columnKey, columnsOf, columnWords, matchColumns } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { isBareCategory } from '../sections/stride.js';
import { speaksOfAttacks } from '../sections/headings.js';
import { countersThreat } from '../sections/telling.js';
import { normalWords } from '../words/normal.js';
import { crossingOf, mayCross, tellsDeed } from './crossings.js';
import { readList, type ListRow } from './lists.js';
import { announcesEvents } from './prose-events.js';
import { proseCells, readsProse } from './prose-items.js';
import { ABOUT_TOKENS, toldCredential } from './prose-credentials.js';
import { listsFew } from './prose-boundaries.js';
import { isLegend, tellHandling } from './prose-classes.js';
import { keptOutside, MAY_KEEP } from './prose-protections.js';
import { groupedThreats, labelledThreat, listsThreats } from './prose-threats.js';
import type { ProsePlace } from './prose-place.js';
import type { Block } from './scan.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

export interface ItemPlace extends ProsePlace {
  readonly kind: SectionKind;
}

export function readItems(text: Text, block: Block, place: ItemPlace, facts: Facts, report: Report): void {
  if (!mayHoldRows(text.lines, block, place)) return;
  const items = readList(text.lines, block, text.file);
  if (place.defaults.has('classification') ? tellHandling(items) : place.kind === 'classifications' && isLegend(items))
    return;
  const here = {
    ...place,
    listsThreats: place.kind === 'threats' && listsThreats(items),
    mixed: place.kind === 'threats' && items.length > 1 && !items.every(({ whole }) => isBareCategory(whole.text)),
    deeds: place.kind === 'boundaries' && items.some(({ lead }) => tellsDeed(lead)),
    fewBoundaries: place.kind === 'boundaries' && listsFew(items),
  };
  const tells = place.kind === 'threats' || (place.around ?? []).some(speaksOfAttacks);
  const grouped = place.kind === 'threats' && place.heading !== null ? groupedThreats : () => [];
  for (const item of items.flatMap((each) => (grouped(each).length > 0 ? grouped(each) : [each]))) {
    const labelled = tells ? labelledThreat(item) : null;
    if (labelled === null) addItem(item, here, facts, report);
    else
      addRow(
        facts,
        'threats',
        rowOf(item.source, place.kind === 'threats' ? new Map([...place.defaults, ...labelled]) : labelled),
        report,
      );
  }
}

/** Where no section is, also a token or key that says how long it lives or where it is kept. */
export function readSelfTold(text: Text, block: Block, around: readonly string[], facts: Facts, report: Report): void {
  readKeptItems(text, block, around, facts, report);
  if (!ABOUT_TOKENS.test(around[0] ?? '') || !isWritten(text.lines, block)) return;
  for (const item of readList(text.lines, block, text.file)) {
    const cells = toldCredential(item, around[0] ?? '');
    if (cells !== null) addRow(facts, 'credentials', rowOf(item.source, cells), report);
  }
}

/** Where no section is, only what says by itself how it is kept. */
export function readKeptItems(text: Text, block: Block, around: readonly string[], facts: Facts, report: Report): void {
  const lines = text.lines.slice(block.start, block.end);
  if (!lines.some((line) => MAY_KEEP.test(line)) || !isWritten(text.lines, block)) return;
  for (const item of readList(text.lines, block, text.file)) {
    const cells = keptOutside(item, around[0] ?? '');
    if (cells !== null) addRow(facts, 'protections', rowOf(item.source, cells), report);
  }
}

export function addItem(item: ListRow, place: ItemPlace, facts: Facts, report: Report): void {
  const { kind } = place;
  if (announces(item, place)) {
    const inside: ItemPlace = { ...place, leadIn: item.whole.text };
    for (const each of item.nested) addItem(each, inside, facts, report);
    return;
  }
  const cells = fieldCells(kind, item, report) ?? crossingCells(item, place) ?? proseCells(kind, item, place);
  if (cells === null) return;
  addRow(facts, kind, rowOf(item.source, new Map([...place.defaults, ...cells])), report);
}

/** `- These are recorded:` before a list of events. */
function announces({ nested }: ListRow, { kind }: ItemPlace): boolean {
  return kind === 'auditEvents' && nested.length > 0;
}

/** `password of x; Owner: …; Rotation: …`, or all of it in fields. */
function fieldCells(kind: SectionKind, item: ListRow, report: Report): ReadonlyMap<string, Cell> | null {
  const [lead] = columnsOf(kind)[0] ?? [''];
  const [first] = item.pieces;
  const named = first !== undefined && columnKey(kind, first.header) !== null;
  const header = [named ? first.header : lead, ...item.fields.map((field) => field.header)];
  const match = matchColumns(kind, header);
  if (!match.sufficient || match.keys.filter((key) => key !== null).length < 2) return null;
  return statedCells(match.keys, [item.lead, ...item.fields.map((field) => field.cell)], report);
}

function crossingCells(item: ListRow, { kind, around = [], deeds }: ItemPlace): ReadonlyMap<string, Cell> | null {
  const flows = FLOW.test(around[0] ?? '') && !around.slice(0, 1).some((text) => BOUNDARY.test(text));
  return kind === 'boundaries' && deeds !== true && !flows && item.fields.length === 0 ? crossingOf(item.lead) : null;
}

/** "Order flow" in a document on boundaries: the steps of one way, not where trusts meet. */
const FLOW = /\b(?:flow|sequence|steps|life ?cycle|walk ?through|pipeline|journey|timeline)\s*(?:\([^()]*\))?$/iu;
const BOUNDARY = /\b(?:boundar(?:y|ies)|trust|crossings?)\b/iu;

/** Whether any line names a column or a crossing: lists of prose are not worth a parser. */
function mayHoldRows(lines: readonly string[], block: Block, place: ItemPlace): boolean {
  if (LABELLED.test(lines[block.start] ?? '')) return true;
  if (readsProse(place) && isWritten(lines, block)) return true;
  const lists =
    place.kind === 'threats' ||
    place.kind === 'classifications' ||
    place.kind === 'auditEvents' ||
    place.kind === 'isolation';
  if (lists && isWritten(lines, block)) {
    if (place.kind === 'auditEvents' || place.kind === 'isolation' || SET_OFF.test(lines[block.start] ?? ''))
      return true;
  }
  const words = columnWords(place.kind);
  for (let index = block.start; index < block.end; index += 1) {
    const line = lines[index] ?? '';
    if (place.kind === 'boundaries' && mayCross(line)) return true;
    if (place.kind === 'credentials' && SET_OFF.test(line)) return true;
    if (place.kind === 'auditEvents' && /[:：]\s*$/u.test(line) && announcesEvents(line)) return true;
    for (const [, header = ''] of line.matchAll(/([\p{L}][\p{L}\p{N} &/()-]{0,40}?)[\s*_]*[:：]/gu)) {
      if (words.has(normalWords(header)) || (place.kind === 'threats' && countersThreat(header))) return true;
    }
  }
  return false;
}

const LABELLED = /^\s*(?:[-*+]|[0-9]+[.)])\s+\*\*Threat/iu;
/** An item that begins with bold words or code. */
const SET_OFF = /^\s*(?:[-*+]|[0-9]+[.)])\s+(?:\*\*|__|`)/u;

/** Longer lists and lines are data, not what people wrote. */
const MOST_LINES = 2000;
const LONGEST_LINE = 4000;

function isWritten(lines: readonly string[], block: Block): boolean {
  if (block.end - block.start > MOST_LINES) return false;
  return lines.slice(block.start, block.end).every((line) => line.length <= LONGEST_LINE);
}
