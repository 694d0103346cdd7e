// One Markdown document → facts: headings open sections; tables, lists, headings and paragraphs in them
// are rows.

import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { recogniseHeading, type HeadingKind } from '../sections/headings.js';
import { matchColumns } from '../sections/recognise.js';
import { tellsOfThreat } from '../sections/telling.js';
import { addField, entryRows, isTelling, type Entry } from './entries.js';
import { addItem, readItems, readKeptItems, type ItemPlace } from './items.js';
import { readList, type ListRow } from './lists.js';
import { readOmitted } from './omitted.js';
import { OpenHeadings, type Open } from './open-headings.js';
import { readParagraphs } from './paragraphs.js';
import { readsProse } from './prose-items.js';
import { readRows, tableFits } from './rows.js';
import { scanMarkdown, unquoted, type Block } from './scan.js';
import { readTable } from './tables.js';

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
  for (const piece of pieces) {
    if (piece.kind === 'heading') open.enter(piece);
    else readBlock(plain, piece, placeUnder(open, leadIn), facts, report);
    leadIn = piece.kind === 'prose' ? leadInOf(plain, piece) : '';
    if (leadIn !== '' && open.last?.entry) tell(open.last.entry, leadIn);
  }
  addEntries(open.entries, facts, report);
}

/** `Mitigations:` before a list is a field of the heading above. */
function tell(entry: Entry, leadIn: string): void {
  if (isTelling(entry, leadIn)) entry.fields.add(leadIn.toLowerCase());
}

/** The last sentence of a paragraph that announces what follows: it ends with a colon, or is all bold. */
function leadInOf({ lines }: MarkdownText, block: Block): string {
  const last = lines[block.end - 1]?.trim() ?? '';
  const bold = block.end - block.start === 1 ? /^(?:\*\*|__)([^*_]+)(?:\*\*|__)\s*[:：]?$/u.exec(last)?.[1] : undefined;
  if (bold !== undefined) return bold.trim().replace(/[:：]$/u, '');
  return /[:：](?:\*\*|__)?$/u.test(last) ? last.replace(/(?:\*\*|__)/gu, '').replace(/[:：]$/u, '') : '';
}

interface Place {
  readonly kind: HeadingKind | null;
  readonly entry: Entry | null;
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
  const named = told ? null : announced(leadIn);
  const { kind = null, entry = null, heading = null, title = false, defaults = new Map<string, Cell>() } = last ?? {};
  if (named === null || kind === 'aside' || kind === 'omitted')
    return { kind, entry, heading, title, leadIn, told, defaults, around };
  const same = named === kind;
  return {
    kind: named,
    entry: null,
    heading: leadIn,
    leadIn: '',
    told,
    defaults: same ? defaults : new Map(),
    around: [leadIn, ...around],
  };
}

/** "Attack vectors:" says more of the threat above, or of the one told under a category. */
function tellsMore({ entry, defaults }: Open, leadIn: string): boolean {
  return entry === null ? defaults.has('category') && tellsOfThreat(leadIn) : isTelling(entry, leadIn);
}

/** Of a sentence its last words count: "… is divided by three trust boundaries:", "… the following threats:". */
function announced(leadIn: string): HeadingKind | null {
  if (leadIn === '') return null;
  if (THREATS.test(leadIn) && !COUNTERS.test(leadIn)) return 'threats';
  if (leadIn.length <= 80) return recogniseHeading(leadIn);
  return /\bboundaries$/iu.test(leadIn) ? 'boundaries' : null;
}

const THREATS =
  /\s(?:the|these|following|main|primary|key|principal|major|common|two|three|four|five|six|seven|eight|nine|ten|[0-9]+)\s+(?:\S+\s+){0,2}(?:threats|attacks|attack vectors|attack scenarios|threat scenarios|abuse cases)(?:\s+(?:are|were) \S+)?$/iu;
/** What is done about them, or that nothing is. */
const COUNTERS =
  /\b(?:not|never|no|n't|cannot|outside|beyond|without|except|exclud\w+|accept\w+|out of scope|residual|mitigations?|controls?|countermeasures?|defen[cs]es?|measures?|steps?|layers?|safeguards?|mechanisms?|should|must|examples?)\b/iu;

function readBlock(text: MarkdownText, block: Block, place: Place, facts: Facts, report: Report): void {
  const { kind, entry } = place;
  if (kind === 'aside') return;
  if (kind === null) {
    if (block.kind === 'table') readRows(text, block, { ...place, kind }, facts, report);
    else if (block.kind === 'list') readKeptItems(text, block, place.around, facts, report);
    return;
  }
  if (kind === 'omitted') {
    if (block.kind !== 'table') facts.omitted.push(...readOmitted(text.lines, block, text.file));
    return;
  }
  const item = { ...place, kind } satisfies ItemPlace;
  if (entry !== null && readsAsFields(text, block, entry) && readFields(text, block, entry)) return;
  if (block.kind === 'list' && place.told) return;
  const before = facts.rows[kind].length;
  if (block.kind === 'table') readRows(text, block, item, facts, report);
  else if (block.kind === 'list') readItems(text, block, item, facts, report);
  else readProse(text, block, item, facts, report);
  if (entry !== null && facts.rows[kind].length > before) entry.groups = true;
}

/** Under a heading without an id, a table of threats is what it looks like. */
function readsAsFields(text: MarkdownText, block: Block, entry: Entry): boolean {
  return entry.wanted <= 0 || block.kind !== 'table' || !tableFits(text, block, entry.kind);
}

/** `- Residual risk: …`, `**Mitigation:** …` and rows of a two-column table say more of the entry; false when they do not. */
function readFields(text: MarkdownText, block: Block, entry: Entry): boolean {
  const before = entry.fields.size;
  const items = block.kind === 'list' ? readList(text.lines, block, text.file) : [];
  const paragraphs = block.kind === 'prose' ? readParagraphs(text, block) : [];
  for (const item of [...items.filter((each) => !isOfItsOwn(entry, each)), ...paragraphs]) {
    for (const field of item.pieces) addField(entry, field.header, field.cell);
    if (item.begins !== null) addField(entry, item.begins.head.text, item.begins.rest);
  }
  const table = block.kind === 'table' ? readTable(text.lines, block, text.file) : null;
  for (const [name, value] of table?.rows ?? []) {
    if (name !== undefined && value !== undefined && table?.header.length === 2) addField(entry, name.text, value);
  }
  return entry.wanted <= 0 || entry.fields.size > before;
}

/** `- **Replay** — … Mitigation: …`: what it says is said of itself, not of the heading. */
function isOfItsOwn(entry: Entry, { begins, pieces }: ListRow): boolean {
  const [first] = pieces;
  return begins?.form === 'bold' && !isTelling(entry, begins.head.text) && !isTelling(entry, first?.header ?? '');
}

function readProse(text: MarkdownText, block: Block, place: ItemPlace, facts: Facts, report: Report): void {
  if (!readsProse(place)) return;
  for (const row of readParagraphs(text, block)) addItem(row, place, facts, report);
}

/** A heading that only tells more of a row of a table is no second fact. */
function addEntries(entries: readonly Entry[], facts: Facts, report: Report): void {
  const known = new Set([...facts.rows.threats, ...facts.rows.boundaries].map(({ id }) => id.toLowerCase()));
  for (const { entry, row } of entryRows(entries)) {
    const named = entry.kind === 'threats' || entry.kind === 'boundaries';
    if (named && known.has(entry.id.toLowerCase())) continue;
    if (named) known.add(entry.id.toLowerCase());
    const cells = statedCells([...entry.cells.keys()], [...entry.cells.values()], report);
    if (!named && !matchColumns(entry.kind, [...cells.keys()]).sufficient) continue;
    addRow(facts, entry.kind, rowOf(row.source, cells), report);
  }
}
