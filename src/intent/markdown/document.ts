// One Markdown document → facts: headings open sections; tables, lists, headings and paragraphs in them
// are rows.

import type { Diagnostic } from '../../core/diagnostic.js';
import { addRow, countFacts, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { readsBeside, type HeadingKind } from '../sections/headings.js';
import { matchColumns } from '../sections/recognise.js';
import { isBareCategory } from '../sections/stride.js';
import { tellsOfThreat } from '../sections/telling.js';
import { announced, leadInOf, titleLineOf } from './announcements.js';
import { readByMeaning, readRest } from './by-meaning.js';
import { entryRows, isTelling, listsUnder, type Entry } from './entries.js';
import { isHit, readFields, readsAsFields, tellsThreats } from './entry-blocks.js';
import { readHeadingsByMeaning } from './headings-by-meaning.js';
import { addItem, readItems, readKeptItems, readSelfTold, type ItemPlace } from './items.js';
import { readOmitted } from './omitted.js';
import { OpenHeadings, type Open } from './open-headings.js';
import { isRemark, readParagraphs } from './paragraphs.js';
import { isNamed } from './prose-boundaries.js';
import { isArea } from './prose-threats.js';
import { readsProse } from './prose-items.js';
import { readKeptBeside } from './kept-beside.js';
import { readRows, readSelfEvident } from './rows.js';
import { scanMarkdown, unquoted, type Block } from './scan.js';

export interface MarkdownText {
  readonly file: string;
  readonly lines: readonly string[];
  /** The first line after the front matter, counted from 0. */
  readonly first: number;
}

export function readDocument(text: MarkdownText, facts: Facts, report: Report): void {
  const plain = { ...text, lines: unquoted(text.lines) };
  const pieces = scanMarkdown(text.lines, text.first);
  const headings = pieces.filter((piece) => piece.kind === 'heading');
  const open = new OpenHeadings(text.file, headings);
  let leadIn = '';
  let title = '';
  let mapped = false;
  for (const piece of pieces) {
    if (piece.kind === 'heading') open.enter(piece);
    else {
      const before = facts.rows.boundaries.length;
      readEither(plain, piece, placeUnder(open, leadIn), title, facts, report);
      mapped ||= piece.kind === 'table' && facts.rows.boundaries.length > before;
    }
    leadIn = piece.kind === 'prose' ? leadInOf(plain, piece) : '';
    title = piece.kind === 'prose' ? titleLineOf(plain, piece) : '';
    if (leadIn !== '' && open.last?.entry) tell(open.last.entry, leadIn);
  }
  addEntries(open.entries, mapped, facts, report);
  readHeadingsByMeaning(headings, text, facts, report);
}

/** `Mitigations:` before a list is a field of the heading above. */
function tell(entry: Entry, leadIn: string): void {
  if (listsUnder(entry, leadIn)) entry.groups = true;
  else if (isTelling(entry, leadIn)) entry.fields.add(leadIn.toLowerCase());
}

interface Place {
  readonly kind: HeadingKind | null;
  readonly entry: Entry | null;
  readonly category: Entry | null;
  readonly heading: string | null;
  readonly title?: boolean;
  readonly leadIn: string;
  /** What follows says more of a fact that is there. */
  readonly told: boolean;
  readonly defaults: ReadonlyMap<string, Cell>;
  readonly around: readonly string[];
}

/** `**Trust boundaries:**` before a list is as good as a heading, for that list. */
function placeUnder({ last, around }: OpenHeadings, leadIn: string): Place {
  const told = last !== null && tellsMore(last, leadIn);
  const said = told ? null : announced(leadIn);
  // "Examples:" under the name of a class lists what has it.
  const listed = said === 'aside' && last?.defaults.has('classification') === true;
  // "Components:" under a boundary are its sides.
  const sides = said === 'components' && last?.entry?.kind === 'boundaries';
  const named = listed || sides ? null : said;
  const { kind = null, entry = null, heading = null, title = false, category = null } = last ?? {};
  const defaults = last?.defaults ?? new Map<string, Cell>();
  if (named === null || kind === 'aside' || kind === 'omitted')
    return { kind, entry, category, heading, title, leadIn, told, defaults, around };
  const same = named === kind;
  return {
    kind: named,
    entry: null,
    category,
    heading: leadIn,
    leadIn: '',
    told,
    defaults: same ? defaults : new Map(),
    around: [leadIn, ...around],
  };
}

/** "Attack vectors:" says more of the threat above, or of the one told under a category. */
function tellsMore({ entry, defaults }: Open, leadIn: string): boolean {
  if (entry !== null) return !listsUnder(entry, leadIn) && isTelling(entry, leadIn);
  return defaults.has('category') && tellsOfThreat(leadIn);
}

/** Of these a reader by words may have read a part of a list only. */
const RESTS = ['threats', 'boundaries', 'credentials', 'authorizations'] as const;

const RISKS_OR_RECORDS =
  /^(?:\S+ )?(?:risks|threats|attacks)$|\baudit(?:ed)? (?:coverage|events|trail|log)\b.*\b(?:includes?|covers?|records?|are)$/iu;

/** What no reader knows by its words is read by its meaning; then no remark of theirs counts. */
function readEither(text: MarkdownText, block: Block, place: Place, title: string, facts: Facts, report: Report): void {
  const before = countFacts(facts);
  const told = RESTS.map((each) => [each, facts.rows[each].length] as const);
  const fields = place.entry?.fields.size ?? 0;
  const held: Diagnostic[] = [];
  readBlock(text, block, place, facts, (diagnostic) => held.push(diagnostic));
  const { kind, entry, leadIn, around } = place;
  // Under a boundary its risks, and what is recorded there, are facts of their own.
  const risks = entry?.kind === 'boundaries' && RISKS_OR_RECORDS.test(leadIn);
  const named = entry?.wanted === 0 && !isArea(entry) && !(block.kind === 'table' && isHit(entry));
  const aside = kind === 'omitted' || (kind === 'aside' && !readsBeside(around));
  const saysMore = (!risks && (place.told || named)) || aside;
  const surroundings = { around, leadIn: leadIn === '' ? title : leadIn, file: text.file };
  // `Risk: …` under a category that is one of the threats is a field of it.
  const taken = entry !== null && entry.fields.size > fields && isBareCategory(entry.id);
  const unread = countFacts(facts) === before && !saysMore && !taken;
  if (!unread || !readByMeaning(text, block, surroundings, facts, report)) held.forEach(report);
  const all = countFacts(facts) - before;
  if (!saysMore) readKeptBeside(text, block, surroundings, facts, report);
  if (unread || saysMore || block.kind !== 'list') return;
  for (const [each, had] of told) {
    const read = facts.rows[each].length - had;
    if (read > 0 && read === all) readRest(text, block, surroundings, facts, each, report);
  }
}

function readBlock(text: MarkdownText, block: Block, place: Place, facts: Facts, report: Report): void {
  const { kind, entry } = place;
  if (kind === 'aside') {
    if (block.kind === 'table' && readsBeside(place.around)) readSelfEvident(text, block, facts, report);
    return;
  }
  if (kind === null) {
    if (entry !== null && readFields(text, block, entry)) return;
    if (block.kind === 'table') readRows(text, block, { ...place, kind }, facts, report);
    else if (block.kind === 'list') readSelfTold(text, block, place.around, facts, report);
    return;
  }
  if (kind === 'omitted') {
    if (block.kind !== 'table') facts.omitted.push(...readOmitted(text.lines, block, text.file, place.heading));
    return;
  }
  const item = { ...place, kind } satisfies ItemPlace;
  if (entry?.kind === 'threats' && tellsThreats(text, block, entry, facts, report)) return;
  if (entry !== null && readsAsFields(text, block, entry) && readFields(text, block, entry)) return;
  if (block.kind === 'list' && place.told) return;
  const before = facts.rows[kind].length;
  // Right under the title of a document, its words are as good as those of a heading.
  const over = place.heading ?? (place.title === true ? (place.around[0] ?? null) : null);
  if (block.kind === 'table') readRows(text, block, { ...item, heading: over }, facts, report);
  else if (block.kind === 'list') readItems(text, block, item, facts, report);
  else readProse(text, block, item, facts, report);
  // Where no section is read, what says by itself how it is kept counts under any heading.
  const free = entry === null || (entry.wanted > 0 && entry.fields.size === 0);
  const unread = block.kind === 'list' && free && facts.rows[kind].length === before;
  const around = place.heading === null ? place.around : [];
  if (unread && kind !== 'protections') readKeptItems(text, block, around, facts, report);
  const above = entry ?? place.category;
  if (above !== null && facts.rows[kind].length > before) above.groups = true;
}

function readProse(text: MarkdownText, block: Block, place: ItemPlace, facts: Facts, report: Report): void {
  // Under a class a paragraph says how, and lists say what.
  if (!readsProse(place) || place.defaults.has('classification') || isRemark(text, block)) return;
  for (const row of readParagraphs(text, block)) {
    if (place.kind !== 'boundaries' || isNamed(row)) addItem(row, place, facts, report);
  }
}

/** A heading that only tells more of a row of a table is no second fact. */
function addEntries(entries: readonly Entry[], mapped: boolean, facts: Facts, report: Report): void {
  const known = new Set([...facts.rows.threats, ...facts.rows.boundaries].map(({ id }) => id.toLowerCase()));
  for (const { entry, row } of entryRows(entries)) {
    const named = entry.kind === 'threats' || entry.kind === 'boundaries';
    // Where a map tells the boundaries, a heading that merely ends with the word is about one of them, or none.
    if (entry.kind === 'boundaries' && entry.title && mapped && entry.fields.size === 0) continue;
    if (named && known.has(entry.id.toLowerCase())) continue;
    if (named) known.add(entry.id.toLowerCase());
    const cells = statedCells([...entry.cells.keys()], [...entry.cells.values()], report);
    if (entry.kind === 'credentials' && cells.size < 2) continue;
    if (!named && !matchColumns(entry.kind, [...cells.keys()]).sufficient) continue;
    addRow(facts, entry.kind, rowOf(row.source, cells), report);
  }
}
