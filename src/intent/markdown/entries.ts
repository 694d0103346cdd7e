// Facts that are told under a heading each: `### S1 — Spoofing a workload`. The heading names it (how:
// entry-forms); fields in its list (`Residual risk: …`) or two-column table add to it. A heading without
// an id is one only if such fields follow.

import type { PhrasingContent } from 'mdast';
import type { Cell, Row } from '../row.js';
import { rowOf } from '../row.js';
import { columnKey } from '../sections/recognise.js';
import { tellsOfThreat } from '../sections/telling.js';
import { isUnstated, normalHeading, normalWords } from '../words/normal.js';
import { goesWrong } from '../words/threatening.js';
import { cellOf, type Locate } from './cells.js';
import type { Heading } from './scan.js';
import { parseMarkdown } from './tables.js';

/** The sections whose facts may be headings. */
export type EntryKind = 'threats' | 'boundaries' | 'classifications' | 'credentials' | 'auditEvents';

export interface Entry {
  readonly kind: EntryKind;
  readonly id: string;
  readonly cells: Map<string, Cell>;
  /** Nothing but its last word says that it is one: "The field boundary". */
  readonly title: boolean;
  /** So many fields have to follow before the heading counts. */
  readonly wanted: number;
  /** Names of the fields that followed. */
  readonly fields: Set<string>;
  /** The heading above, when it is the section's own and lists what it is called after. */
  listedIn: object | null;
  /** Facts of their own stand under it: it only groups them. */
  groups: boolean;
  /** What it states is told by an item under it (`**Threat**: …`), which is the fact. */
  replaced: boolean;
  /** The heading above, where such headings name what goes wrong and no section lists them. */
  besideIn: object | null;
  /** The heading around it, when that may be a fact as well; one of the two is. */
  within: Entry | null;
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

/** The heading or field says something about the entry that it stands under. */
export function isTelling(entry: Entry, header: string): boolean {
  if (columnKey(entry.kind, header) !== null) return true;
  if (entry.kind === 'credentials') return TELLS_OF_KEY.test(normalWords(header));
  return entry.kind === 'threats' && tellsOfThreat(header);
}

/** `Threats:` under a heading that could be any: the heading groups what follows. */
export function listsUnder({ kind, wanted }: Entry, words: string): boolean {
  return kind === 'threats' && wanted > 0 && /^(?:\S+ )?(?:threats|attacks|risks|abuse cases)$/iu.test(words);
}

const TELLS_OF_KEY =
  /^(?:algorithms?|formats?|signed with|claims|contains|payload|transmitted|transport|delivery|hash(?:ing)?|length|size|revocation|revoked|renewal|generated|generation|issuer|cookie|refresh|invalidation)$/u;

/** What the entry already states stays; a word that is no column of the section says nothing here. */
export function addField(entry: Entry, header: string, cell: Cell): void {
  if (isTelling(entry, header)) entry.fields.add(normalHeading(header));
  const key = columnKey(entry.kind, header);
  if (key !== null && !entry.cells.has(key) && !isUnstated(cell.text)) entry.cells.set(key, cell);
}

/** The headings above several of which nearly all name something that goes wrong. */
function namedWrong(entries: readonly Entry[]): ReadonlySet<object> {
  const told = new Map<object, { all: number; wrong: number }>();
  for (const { besideIn, groups, id, wanted } of entries) {
    if (besideIn === null || groups || wanted === Infinity) continue;
    const count = told.get(besideIn) ?? { all: 0, wrong: 0 };
    told.set(besideIn, { all: count.all + 1, wrong: count.wrong + (goesWrong(normalHeading(id)) ? 1 : 0) });
  }
  const named = [...told].filter(([, { all, wrong }]) => wrong > 1 && wrong * 3 >= all * 2);
  return new Set(named.map(([heading]) => heading));
}

/** The rows of those that count: with an id, with fields, or several in a list of headings. */
export function entryRows(entries: readonly Entry[]): readonly { readonly entry: Entry; readonly row: Row }[] {
  for (const { within, fields, wanted } of entries) {
    if (within?.fields.size === 0 && fields.size >= wanted) within.groups = true;
  }
  const bare = entries.filter((entry) => entry.wanted > 0 && entry.listedIn !== null && !entry.groups);
  const siblings = new Map<object | null, number>();
  for (const { listedIn } of bare) siblings.set(listedIn, (siblings.get(listedIn) ?? 0) + 1);
  const wrong = namedWrong(entries);
  return entries.flatMap((entry) => {
    const [first] = entry.cells.values();
    if (entry.replaced) return [];
    const beside = !entry.groups && entry.besideIn !== null && wrong.has(entry.besideIn);
    const listed = beside || (!entry.groups && entry.listedIn !== null && (siblings.get(entry.listedIn) ?? 0) > 1);
    const told = (entry.within?.fields.size ?? 0) === 0;
    const counts = (entry.fields.size >= entry.wanted && told) || listed;
    return first === undefined || !counts ? [] : [{ entry, row: rowOf(first.source, entry.cells) }];
  });
}
