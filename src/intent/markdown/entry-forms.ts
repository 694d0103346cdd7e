// Which headings name a fact of the section around them: with an id (`T-01 — …`, `Threat 3: …`, `Boundary B
// (critical): …`), with a word before it (`Threat: …`), by what they say (`Browser → API`, `The field boundary`,
// `vault.created` among events), or, when fields follow, any other.

import type { Cell } from '../row.js';
import { columnKey, columnsOf } from '../sections/recognise.js';
import { recogniseHeading } from '../sections/headings.js';
import { isLocalHeading, isPractice } from '../sections/local-headings.js';
import type { SectionKind } from '../sections/section.js';
import { isSeverityHeading } from '../sections/severities.js';
import { tellsOfThreat } from '../sections/telling.js';
import { isBareCategory, strideCategory } from '../sections/stride.js';
import { classOfHeading, tierOfHeading } from '../words/classes.js';
import { normalHeading } from '../words/normal.js';
import { namesThreat } from '../words/naming-threats.js';
import { crossingOf, meetingOf } from './crossings.js';
import { headingCell, type Entry, type EntryKind } from './entries.js';
import { namesCredential } from './prose-credentials.js';
import type { Heading } from './scan.js';

const CODED =
  /^(?:(?:Threat|Boundary|Risk) )?\[?((?!CVE)[A-Z]{1,8}[-_.]?[0-9]{1,4}(?:\.[0-9]{1,3})?)\]?\s*[—–:：.)-]\s*(\S.*)$/u;
const COUNTED =
  /^((?:threat|risk|attack|scenario|boundary|trust boundary|bedrohung|menace|amenaza|ameaça|威胁|脅威|위협|边界|境界)\s*#?\s*(?:[0-9]{1,3}(?:\.[0-9]{1,3})?|[A-Z](?![\p{L}\p{N}])))(?:\s*[(（][^()（）]{1,40}[)）])?\s*[—–:：.)-]\s*(\S.*)$/iu;
const LABELLED = /^(?:threat|attack|abuse case|attack scenario|threat scenario)\s*[:：—–]\s+(\S.*)$/iu;

/** Null when the heading is no entry of such a section. `wanted` fields have to follow one that could be any heading. */
export function entryOf(
  heading: Heading,
  kind: SectionKind | null,
  file: string,
  wanted: number,
  mixed: boolean = false,
): Entry | null {
  const cell = headingCell(heading, file);
  const boundary = numberedBoundary(cell);
  if (boundary !== null) return boundary;
  if (kind !== 'threats' && kind !== 'boundaries') return otherEntry(heading, kind ?? 'credentials', file);
  const [, id, title] = CODED.exec(cell.text) ?? COUNTED.exec(cell.text) ?? [];
  if (id !== undefined && title !== undefined) return codedEntry(kind, cell, id, title);
  const labelled = kind === 'threats' ? LABELLED.exec(cell.text)?.[1] : undefined;
  return bareEntry(
    kind,
    labelled === undefined ? cell : { ...cell, text: labelled },
    labelled === undefined ? wanted : 0,
    mixed,
  );
}

const BOUNDARY = /^(?:\[?TB[-_ ]?[0-9]{1,3}\]?\s|(?:trust )?boundary\b)/iu;

/** `TB1 — Internet → edge`, `Trust boundary 2: …` say what they are wherever they stand. */
function numberedBoundary(cell: Cell): Entry | null {
  if (!BOUNDARY.test(cell.text.replace(/[—–:：.)-]/u, ' '))) return null;
  const [, id, title] = CODED.exec(cell.text) ?? COUNTED.exec(cell.text) ?? [];
  return id === undefined || title === undefined ? null : codedEntry('boundaries', cell, id, title);
}

function entry(kind: EntryKind, id: string, wanted: number, cells: Map<string, Cell>): Entry {
  return {
    kind,
    id,
    wanted,
    title: false,
    cells,
    fields: new Set<string>(),
    listedIn: null,
    groups: false,
    replaced: false,
    besideIn: null,
    within: null,
  };
}

function codedEntry(kind: 'threats' | 'boundaries', cell: Cell, id: string, title: string): Entry {
  const named = { text: id, spans: [{ text: id, source: cell.source }], source: cell.source };
  if (kind === 'threats') return entry(kind, id, 0, threatCells(named, { ...cell, text: title }));
  const crossing = crossingOf({ ...cell, text: title, spans: [] });
  return entry(kind, id, 0, new Map([...(crossing ?? []), ['boundary', { ...named, text: cell.text }]]));
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

function titleOf(cell: Cell): string {
  return cell.text.replace(/^[\s\p{S}]*[0-9]+(?:\.[0-9]+)*[.)]?\s+/u, '').trim();
}

/** `Questions:` beside the threats, not under them. */
const SAYS_MORE =
  /^(?:(?:open )?questions?|notes?|assumptions?|remarks?|examples?|links?|owners?|status|conclusions?|overall risk)\s*:?$/iu;

/** `Module 2 — Discovery`: threats to it stand under it. */
const PART =
  /^(?:module|component|service|layer|phase|step|section|part|element|flow|zone|boundary|asset|surface)\s+[0-9A-Z]{1,3}\s*[—–:-]/iu;

function bareEntry(kind: 'threats' | 'boundaries', cell: Cell, wanted: number, mixed: boolean): Entry | null {
  const title = titleOf(cell);
  if (title === '' || (isBareCategory(title) && !mixed) || isSeverityHeading(title)) return null;
  if (kind === 'threats' && (SAYS_MORE.test(title) || tellsOfThreat(title))) return null;
  if (kind === 'threats' && PART.test(title) && !namesThreat(title)) return null;
  const named: Cell = { text: title, spans: [], source: cell.source };
  if (kind === 'threats') {
    // "Replay attacks" may list some or be one: the fields decide.
    return wanted > 0 && recogniseHeading(cell.text) !== null
      ? null
      : entry(kind, title, isLocalHeading(kind, cell.text) && wanted > 0 ? 2 : wanted, threatCells(named, named));
  }
  if (EXPLAINS.test(title) || isPractice(title)) return null;
  const crossing = crossingOf(named);
  if (crossing !== null) return entry(kind, title, 0, new Map(crossing));
  // "Delivery to guests" may be any chapter where no heading lists boundaries.
  const meeting = meetingOf(named);
  if (meeting !== null) return entry(kind, title, wanted > 1 ? 1 : 0, new Map(meeting));
  if (recognised(kind, cell) && !/^(?:\S+ ){1,4}trust boundary$/iu.test(title)) return null;
  const found = entry(kind, title, fieldsOfBoundary(title, wanted), new Map([['boundary', named]]));
  return { ...found, title: true };
}

/** `### Privilege escalation`: it groups what stands under it, or is one threat among others. */
export function categoryEntry(heading: Heading, file: string): Entry | null {
  const cell = headingCell(heading, file);
  const title = titleOf(cell);
  const named: Cell = { text: title, spans: [], source: cell.source };
  return isBareCategory(title) ? entry('threats', title, Infinity, threatCells(named, named)) : null;
}

/** "What a boundary is", "Not a boundary", "Boundary principles". */
export const EXPLAINS: RegExp =
  /^(?:what|why|how|where|when|which|each|every|any|no|not|never)\b|\b(?:this|that|(?:at|per|by|of|for|across|on|over|behind|outside|inside|beyond|within|crossing)(?: (?:the|each|every|an?|our))?) boundary$|\b(?:cross(?:ing|es)?|across) (?:\S+ ){0,2}boundaries$|\b(?:principles?|rules?|diagrams?|checklists?|overview|enforcement|violations?|tests?|validation|controls?|invariants?|polic(?:y|ies)|model|definitions?|summary|analysis|review|assumptions?|changes?|failures?|guarantees?|requirements?|levels?|classes|legend|tables?|matri(?:x|ces)|semantics|gaps|takeaways?|considerations?|implications?|doctrine|verifies)$/iu;

function fieldsOfBoundary(title: string, wanted: number): number {
  if (/^(?:\S+ ){1,6}boundary$/iu.test(title)) return 0;
  const says = /\bboundar|grenze|fronti[eè]re|frontera|fronteira|límite|边界|境界|경계/iu.test(title);
  return says ? wanted - 1 : wanted + 1;
}

function recognised(kind: EntryKind, { text }: Cell): boolean {
  return recogniseHeading(text) !== null || isLocalHeading(kind, text);
}

const EVENT_NAME =
  /^(?:[A-Z][0-9]{1,2}[).:]\s+)?(?:[a-z][a-z0-9_-]*(?:[.:][a-z0-9_*-]+)+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/u;

/** `vault.created` among audit events; a secret or a dataset when its columns follow as fields. */
/** Parts of what records, and how it is run: "Partition management" has a retention as well. */
const OF_THE_LOG =
  /\b(?:management|storage|partition\w*|pipeline|architecture|components?|schema|configuration|settings|workers?|schedul\w+|jobs?|maintenance|cleanup|implementation|performance|monitoring|service|logger|middleware|interceptor)\b/iu;

function otherEntry(heading: Heading, kind: SectionKind, file: string): Entry | null {
  if (kind !== 'classifications' && kind !== 'credentials' && kind !== 'auditEvents') return null;
  const cell = headingCell(heading, file);
  const title = titleOf(cell);
  const named: Cell = { ...cell, text: title };
  if (kind === 'auditEvents' && EVENT_NAME.test(title)) return entry(kind, title, 0, new Map([['event', named]]));
  // "Database credentials" among secrets may be one, or a list of them: the fields decide.
  const opens = kind === 'credentials' ? recogniseHeading(cell.text) !== null : recognised(kind, cell);
  if (opens || columnKey(kind, title) !== null || isPractice(title)) return null;
  if (normalHeading(title) === '' || (kind === 'auditEvents' && OF_THE_LOG.test(title))) return null;
  if (kind === 'credentials' && !namesCredential(title.replace(/\s*[(（][^()（）]*[)）]$/u, ''))) return null;
  if (kind === 'classifications' && (classOfHeading(title) ?? tierOfHeading(title)) !== null) return null;
  const [first = ''] = columnsOf(kind)[0] ?? [];
  return entry(kind, title, 2, new Map([[first, named]]));
}
