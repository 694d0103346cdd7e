// A table under a section's heading → rows of that section, or a remark why it was not read.

import type { Source } from '../../core/source.js';
import { addRow, statedCells, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { mentionedKind } from '../sections/mentions.js';
import { columnKey, columnsOf, columnWords, matchColumns } from '../sections/recognise.js';
import { regimeIn } from '../sections/regimes.js';
import { tellsNoRights } from '../sections/rights-aside.js';
import type { SectionKind } from '../sections/section.js';
import { nearest } from '../words/nearest.js';
import { normalWords } from '../words/normal.js';
import { saysNoSecret } from '../words/secret-names.js';
import { countersThreats } from '../words/threat-headers.js';
import { isHashed, isWithoutClass } from './no-facts.js';
import { schemesIn } from './prose-isolation.js';
import type { Block } from './scan.js';
import { fitOf, type Fit, type FitPlace } from './table-fit.js';
import { readTable, type TableBlock } from './tables.js';

export interface TablePlace {
  readonly kind: SectionKind | null;
  /** The words of the section's own heading; null under another heading inside it. */
  readonly heading: string | null;
  /** Cells that a heading gives to the rows under it. */
  readonly defaults: ReadonlyMap<string, Cell>;
  /** All headings around the table, the nearest first. */
  readonly around: readonly string[];
}

export function readRows(
  text: { readonly file: string; readonly lines: readonly string[] },
  block: Block,
  place: TablePlace,
  facts: Facts,
  report: Report,
): void {
  const read = readTable(text.lines, block, text.file);
  if (read === null) return;
  const own = place.kind === null ? null : ownFit({ ...place, kind: place.kind }, read);
  const fit = own?.fits === true ? own : (otherFit(place, read) ?? own);
  if (fit === null || (fit.kind === 'authorizations' && tellsNoRights({ around: place.around, leadIn: '' }))) return;
  if (!fit.fits) {
    if (readSchemes(place, read, facts, report)) return;
    reportMissing(fit, report);
    return;
  }
  if (fit.match.missing.length > 0) reportIncomplete(fit.kind, fit.table, fit.match.missing, report);
  fit.table.header.forEach((cell, index) => {
    if (fit.match.keys[index] === null) reportUnknownColumn(fit.kind, cell, report);
  });
  addRows(fit, facts, report);
}

/** Under a heading that is set aside for its attackers or surfaces, attacks beside what counters them. */
export function readSelfEvident(
  text: { readonly file: string; readonly lines: readonly string[] },
  block: Block,
  facts: Facts,
  report: Report,
): void {
  const read = readTable(text.lines, block, text.file);
  if (read === null || !countersThreats(read.header.map((cell) => normalWords(cell.text)))) return;
  const fit = fitOf({ kind: 'threats', heading: null, defaults: new Map(), mentioned: true }, read);
  if (fit.fits) addRows(fit, facts, report);
}

/** Under rules of isolation, a row may say what a list would: `Every table has \`tenant_id\``. */
function readSchemes({ kind, around }: TablePlace, table: TableBlock, facts: Facts, report: Report): boolean {
  if (kind !== 'isolation' || NO_SCHEME.test(around[0] ?? '')) return false;
  const schemes = schemesIn(table.header, table.rows);
  for (const cells of schemes) addRow(facts, kind, rowOf(cells.get('scope')?.source ?? table.source, cells), report);
  return schemes.length > 0;
}

const NO_SCHEME =
  /\b(?:test\w*|verif\w*|gaps?|audit\w*|migrat\w*|checklist|rollout|criteria|options?|comparison|troubleshooting)\b/iu;

function ownFit(place: FitPlace, table: TableBlock): Fit {
  return fitOf(listsComponents(place.kind, place.heading, table) ? COMPONENTS : place, table);
}

/** The section that the table is of, when that around it is another one or none. */
function otherFit({ kind, defaults, around }: TablePlace, table: TableBlock): Fit | null {
  const header = table.header.map(({ text }) => text);
  const mentioned = mentionedKind(around, header);
  if (mentioned === null) return null;
  const given = mentioned === kind ? defaults : givenBy(mentioned, around, table.source);
  const fit = fitOf({ kind: mentioned, heading: around[0] ?? null, defaults: given, mentioned: true }, table);
  return fit.fits ? fit : null;
}

/** Requirements are of the regime that a heading around them speaks of. */
function givenBy(kind: SectionKind, around: readonly string[], source: Source): ReadonlyMap<string, Cell> {
  const regime = kind === 'compliance' ? around.map(regimeIn).find((each) => each !== null) : undefined;
  return new Map(regime === undefined || regime === null ? [] : [['regime', { text: regime, spans: [], source }]]);
}

function addRows({ kind, table, match, defaults }: Fit, facts: Facts, report: Report): void {
  for (const cells of table.rows) {
    if (isGroup(cells, table)) continue;
    if (kind === 'credentials' && cells.some(({ text }) => saysNoSecret(text))) continue;
    const source = cells[0]?.source ?? table.source;
    const stated = statedCells(match.keys, cells, report);
    if (kind === 'classifications' && isWithoutClass(cells[match.keys.indexOf('classification')], stated)) continue;
    if (kind === 'protections' && isHashed(stated.get('protection')?.text ?? '')) continue;
    addRow(
      facts,
      kind,
      rowOf(source, defaults.size === 0 ? stated : new Map([...givenAt(defaults, source), ...stated])),
      report,
    );
  }
}

/** What a heading gives to a row is stated where the row is. */
function givenAt(defaults: ReadonlyMap<string, Cell>, source: Source): ReadonlyMap<string, Cell> {
  return new Map([...defaults].map(([key, cell]) => [key, { ...cell, source }]));
}

/** `| **Network** | | |` between full rows: it only says what the next ones are about. */
function isGroup([first, ...others]: readonly Cell[], { header, rows }: TableBlock): boolean {
  if (header.length < 3 || first === undefined || first.text === '' || others.some(({ text }) => text !== ''))
    return false;
  return rows.filter((row) => row.slice(1).some(({ text }) => text !== '')).length * 2 >= rows.length;
}

const COMPONENTS: FitPlace = { kind: 'components', heading: 'Components', defaults: new Map() };

/** "Component threat summary" over a table of components: what each has against them is no threat of its own. */
function listsComponents(kind: SectionKind, heading: string | null, { header }: TableBlock): boolean {
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
  const { keys, sufficient } = matchColumns(
    kind,
    table.header.map(({ text: word }) => word),
  );
  return sufficient && keys.filter((key) => key !== null).length >= 2;
}

/** A table that shares two words with the section was meant for it; another is some other table. */
function reportMissing({ kind, table: { header, source }, match: { missing, keys } }: Fit, report: Report): void {
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
