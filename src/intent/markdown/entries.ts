// Threats and boundaries that are told under a heading each: `### S1 — Spoofing a workload`. The heading
// states id and title; fields in its list (`Residual risk: …`) or two-column table add to it. A heading
// without an id is one only if such fields follow.

import type { PhrasingContent } from 'mdast';
import type { Cell, Row } from '../row.js';
import { rowOf } from '../row.js';
import { columnKey } from '../sections/recognise.js';
import { isBareCategory, strideCategory } from '../sections/stride.js';
import type { SectionKind } from '../sections/section.js';
import { isUnstated, normalHeading, normalWords } from '../words/normal.js';
import { cellOf, type Locate } from './cells.js';
import { crossingOf } from './crossings.js';
import type { Heading } from './scan.js';
import { parseMarkdown } from './tables.js';

export interface Entry {
  readonly kind: 'threats' | 'boundaries';
  readonly id: string;
  readonly cells: Map<string, Cell>;
  /** So many fields have to follow before the heading counts. */
  readonly wanted: number;
  /** Names of the fields that followed. */
  readonly fields: Set<string>;
  /** The heading above, when it is the section's own and lists what it is called after. */
  listedIn: object | null;
  /** Facts of their own stand under it: it only groups them. */
  groups: boolean;
}

const CODED =
  /^(?:(?:Threat|Boundary|Risk) )?\[?((?!CVE)[A-Z]{1,8}[-_.]?[0-9]{1,4}(?:\.[0-9]{1,3})?)\]?\s*[—–:：.)-]\s*(\S.*)$/u;
const COUNTED =
  /^((?:threat|risk|attack|scenario|boundary|trust boundary|bedrohung|menace|amenaza|ameaça|威胁|脅威|위협|边界|境界)\s*#?\s*[0-9]{1,3})\s*[—–:：.)-]\s*(\S.*)$/iu;

/** Null when the heading is no entry of such a section. `wanted` is for headings without an id. */
export function entryOf(heading: Heading, kind: SectionKind | null, file: string, wanted: number): Entry | null {
  if (kind !== 'threats' && kind !== 'boundaries') return null;
  const cell = headingCell(heading, file);
  const [, id, title] = CODED.exec(cell.text) ?? COUNTED.exec(cell.text) ?? [];
  if (id === undefined || title === undefined) return bareEntry(kind, cell, wanted);
  const named = { text: id, spans: [{ text: id, source: cell.source }], source: cell.source };
  const head = { kind, id, wanted: 0, fields: new Set<string>(), listedIn: null, groups: false };
  if (kind === 'boundaries') return { ...head, cells: new Map([['boundary', { ...named, text: cell.text }]]) };
  return { ...head, cells: threatCells(named, { ...cell, text: title }) };
}

function threatCells(id: Cell, title: Cell): Map<string, Cell> {
  const category = strideCategory(title.text);
  const cells = new Map([
    ['id', id],
    ['threat', title],
  ]);
  if (category !== null) cells.set('category', { text: category, spans: [], source: title.source });
  return cells;
}

function bareEntry(kind: Entry['kind'], cell: Cell, wanted: number): Entry | null {
  const title = cell.text.replace(/^[\s\p{S}]*[0-9]+(?:\.[0-9]+)*[.)]?\s+/u, '').trim();
  if (title === '' || isBareCategory(title)) return null;
  const named: Cell = { text: title, spans: [], source: cell.source };
  const head = { kind, id: title, fields: new Set<string>(), listedIn: null, groups: false };
  if (kind === 'threats') return { ...head, wanted, cells: threatCells(named, named) };
  const crossing = crossingOf(named);
  if (crossing !== null) return { ...head, wanted: wanted - 1, cells: new Map(crossing) };
  const says = /\bboundar|grenze|fronti[eè]re|frontera|fronteira|límite|边界|境界|경계/iu.test(title);
  return { ...head, wanted: says ? wanted - 1 : wanted + 1, cells: new Map([['boundary', named]]) };
}

export function headingCell(heading: Heading, file: string): Cell {
  const source = { file, line: heading.line + 1, column: heading.column };
  const locate: Locate = (_line, column) => ({ ...source, column: heading.column + column - 1 });
  return cellOf(phrasing(heading.text), source, locate);
}

/** Longer headings are no words of people. */
const LONGEST = 1000;

function phrasing(text: string): readonly PhrasingContent[] {
  if (!/[`*_[\]<&\\~]/u.test(text) || text.length > LONGEST) return [{ type: 'text', value: text }];
  const [node] = parseMarkdown([text]).children;
  return node?.type === 'paragraph' ? node.children : [{ type: 'text', value: text }];
}

/** Fields that tell of a threat and are no columns of ours. */
const TELLING = new Set(
  (
    'mitigation mitigations mitigation strategy mitigated by|likelihood|probability|countermeasure|countermeasures|controls|' +
    'attack vector|attack vectors|attack|attacker|vector|impact|risk|dread|stride|exploitability|maßnahmen|gegenmaßnahmen|' +
    'eintrittswahrscheinlichkeit|mesures|probabilité|vraisemblance|mitigación|mitigaciones|probabilidad|mitigação|mitigações|' +
    'probabilidade|缓解措施|缓解|对策|可能性|対策|緩和策|완화|완화 방안|대응|가능성'
  )
    .split('|')
    .concat(['mitigation', 'mitigations', 'mitigation strategy', 'mitigated by'])
    .map(normalWords),
);

/** The heading or field says something about the entry that it stands under. */
export function isTelling(entry: Entry, header: string): boolean {
  return columnKey(entry.kind, header) !== null || (entry.kind === 'threats' && TELLING.has(normalHeading(header)));
}

/** What the entry already states stays; a word that is no column of the section says nothing here. */
export function addField(entry: Entry, header: string, cell: Cell): void {
  if (isTelling(entry, header)) entry.fields.add(normalHeading(header));
  const key = columnKey(entry.kind, header);
  if (key !== null && !entry.cells.has(key) && !isUnstated(cell.text)) entry.cells.set(key, cell);
}

/** The rows of those that count: with an id, with fields, or several in a list of headings. */
export function entryRows(entries: readonly Entry[]): readonly { readonly entry: Entry; readonly row: Row }[] {
  const bare = entries.filter((entry) => entry.wanted > 0 && entry.listedIn !== null && !entry.groups);
  const siblings = new Map<object | null, number>();
  for (const { listedIn } of bare) siblings.set(listedIn, (siblings.get(listedIn) ?? 0) + 1);
  return entries.flatMap((entry) => {
    const [first] = entry.cells.values();
    const listed = !entry.groups && entry.listedIn !== null && (siblings.get(entry.listedIn) ?? 0) > 1;
    const counts = entry.fields.size >= entry.wanted || listed;
    return first === undefined || !counts ? [] : [{ entry, row: rowOf(first.source, entry.cells) }];
  });
}
