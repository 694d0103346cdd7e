// Headings beside each other that are facts each: they nearly all name a boundary or what goes wrong, or have what
// counters it under them, where the headings above speak of such things; the less these say, the more are needed.

import { addRow, type Facts } from '../facts.js';
import { rowOf, type Cell, type Report } from '../row.js';
import { isSetAside, listsBy, standingOf, type Listed, type Standing } from '../sections/listing-headings.js';
import { isPractice, isStep } from '../sections/local-headings.js';
import { headingScore } from '../sections/meaning.js';
import { recogniseHeading } from '../sections/headings.js';
import { isSeverityHeading } from '../sections/severities.js';
import { isBareCategory } from '../sections/stride.js';
import { codedTitle } from '../words/coded.js';
import { nounsOf } from '../words/head-nouns.js';
import { KIND_NOUNS } from '../words/kind-nouns.js';
import { namesDefence, namesPractice, namesThreat } from '../words/naming-threats.js';
import { readAttackHeadings } from './attack-headings.js';
import { crossingOf, meetingOf } from './crossings.js';
import { headingCell } from './entries.js';
import { EXPLAINS } from './entry-forms.js';
import { groupsOf, type Group } from './heading-groups.js';
import type { Heading } from './scan.js';
import { readTokenHeadings } from './token-headings.js';

interface Text {
  readonly file: string;
  readonly lines: readonly string[];
}

/** One of the headings: its words, and the lines under it. */
interface Named {
  readonly cell: Cell;
  readonly under: readonly string[];
  /** Facts of the kind were read under it, so that it only groups them. */
  readonly groups: boolean;
  readonly isRead: boolean;
}

const KINDS: readonly Listed[] = ['threats', 'boundaries'];

export function readHeadingsByMeaning(headings: readonly Heading[], text: Text, facts: Facts, report: Report): void {
  readTokenHeadings(headings, text, facts, report);
  const groups = groupsOf(headings, text.lines.length);
  readAttackHeadings(groups, text, facts, report);
  for (const group of groups) {
    for (const kind of KINDS) {
      const read = linesRead(facts, kind, text.file);
      for (const cell of factsOf(kind, group, namedIn(group, text, read), text.file))
        addRow(facts, kind, rowOf(cell.source, new Map([[KIND_NOUNS[kind].subject, { ...cell, spans: [] }]])), report);
    }
  }
}

function linesRead({ rows }: Facts, kind: Listed, file: string): ReadonlySet<number> {
  return new Set(rows[kind].flatMap(({ source }) => (source.file === file ? [source.line] : [])));
}

function namedIn({ siblings, end }: Group, text: Text, read: ReadonlySet<number>): readonly Named[] {
  return siblings.map((heading, index) => {
    const last = siblings[index + 1]?.line ?? end;
    const cell = headingCell(heading, text.file);
    const groups = [...read].some((line) => line > heading.line + 1 && line <= last);
    const under = text.lines.slice(heading.line + 1, Math.min(last, heading.line + FARTHEST));
    return { cell, under, groups, isRead: read.has(cell.source.line) };
  });
}

/** What tells of a fact stands close to its heading. */
const FARTHEST = 40;

function factsOf(kind: Listed, { around }: Group, all: readonly Named[], file: string): readonly Cell[] {
  if (around.length === 0) return [];
  const place = { around, leadIn: '', file };
  const standing = standingOf(kind, place);
  const said = isSetAside(kind, place) ? [] : saidSo(kind, all);
  if (said.length > 0) return unread(said);
  const named = all.filter(({ cell }) => !isOutline(cell.text) && listsBy(kind, cell.text) !== 'holder');
  if (standing === 0 || named.length < 2) return [];
  const spoken = headingScore(kind, place) > 1;
  const says = kind === 'threats' ? isThreat : isBoundary;
  if (isList(kind, standing, spoken, named, says))
    return unread(named.filter((each) => isFact(each, standing, says, named)));
  const alike = kind === 'threats' ? codedAlike(all) : [];
  return unread(alike.length === 0 && kind === 'threats' ? countedAlike(all) : alike);
}

/** `1. A leaked key`, `2. The public door`, all of them with what counters it, among other headings. */
function countedAlike(all: readonly Named[]): readonly Named[] {
  const counted = all.filter(({ cell }) => /^[0-9]{1,2}[.)]\s/u.test(cell.text));
  const told = counted.filter(({ under }) => isTold(under));
  const wrong = counted.filter(({ cell }) => namesThreat(cell.text));
  const most = counted.length > 2 && told.length === counted.length && wrong.length * 3 >= counted.length;
  return most && counted.length < all.length ? counted : [];
}

/** At least two that say by their first word what they are. */
function saidSo(kind: Listed, all: readonly Named[]): readonly Named[] {
  const form = kind === 'threats' ? LABELLED : NUMBERED;
  const found = all.filter(({ cell }) => form.test(cell.text));
  return found.length > 1 ? found : [];
}

/** `T1 — …`, `T2 — …` among other headings, most of which say what goes wrong. */
function codedAlike(all: readonly Named[]): readonly Named[] {
  const coded = all.filter(({ cell }) => CODED.test(cell.text));
  const wrong = coded.filter(({ cell }) => namesThreat(cell.text)).length;
  return coded.length > 2 && wrong * 2 > coded.length ? coded : [];
}

/** `Threat: …`, `Attack 3 — …`: what it says is told by its first word. */
const LABELLED =
  /^\W*(?:threat|attack|abuse case|attack scenario|threat scenario)\s*#?\s*(?:[0-9]{1,3}|[A-Z](?![\p{L}\p{N}]))?\s*[:：—–-]\s*\S/iu;
const CODED = /^\W*(?:T|TM|TH|TR|THR|THREAT|ATK|AT)[-_.]?[0-9]{1,3}\b\s*[:：.)—–-]/u;
const NUMBERED = /^\W*(?:TB[-_ ]?[0-9]{1,3}\b|(?:trust )?boundary\s+#?\s*(?:[0-9]{1,3}|[A-Z])\b)/iu;

function unread(named: readonly Named[]): readonly Cell[] {
  return named.flatMap(({ cell, groups, isRead }) => (isRead || groups ? [] : [cell]));
}

type Says = (text: string) => boolean;

/** Where nothing lists them, or others only group, a heading has to say itself that it is one. */
function isFact({ cell, under }: Named, standing: Standing, says: Says, named: readonly Named[]): boolean {
  if (isPractice(cell.text) && !says(cell.text)) return false;
  if (says(cell.text)) return true;
  return (
    !named.some(({ groups }) => groups) &&
    (standing === 3 || (standing === 2 && isTold(under) && !namesPractice(cell.text)))
  );
}

/** So many have to say so themselves, without and with what tells of a fact under them. */
const SHARES: { readonly [S in Standing]: readonly [bare: number, told: number] } = {
  0: [2, 2],
  1: [0.8, 0.5],
  2: [0.65, 0.3],
  3: [0.4, 0],
};

function isList(kind: Listed, standing: Standing, spoken: boolean, named: readonly Named[], says: Says): boolean {
  const texts = named.map(({ cell }) => cell.text);
  if (
    texts.some((text) => isStep(text) || isSeverityHeading(text)) ||
    texts.filter(isBareCategory).length * 2 > texts.length
  )
    return false;
  const [most, told] = SHARES[standing];
  const bare = spoken ? Math.min(most, SHARES[2][0]) : most;
  const share = texts.filter(says).length / texts.length;
  if (kind === 'threats' && standing === 1 && !spoken && named.length < 4) return false;
  if (standing === 3 && texts.every((text) => codedTitle(text) !== null)) return true;
  const under = named.filter((each) => isTold(each.under)).length / named.length;
  return share >= bare || (kind === 'threats' && under >= 0.65 && share >= told);
}

function isThreat(text: string): boolean {
  return namesThreat(text);
}

function isBoundary(text: string): boolean {
  if (EXPLAINS.test(text) || isPractice(text)) return false;
  const cell = { text: codedTitle(text)?.title ?? text, spans: [], source: { file: '', line: 0, column: 0 } };
  return /\bboundary$/iu.test(text) || crossingOf(cell) !== null || meetingOf(cell) !== null;
}

const LABEL =
  /^\s*(?:[-*+]\s+|#{2,6}\s+|\|\s*)?(?:\*\*|__)?(\p{L}[\p{L} /&-]{2,40}?)\s*(?:\*\*|__)?\s*(?:[:：|]|\.?(?:\*\*|__)|$)/u;

/** `**Mitigation:** …`, `Minimum controls:`, `#### Impact`. */
function isTold(lines: readonly string[]): boolean {
  return lines.some((line) => {
    const label = LABEL.exec(line)?.[1];
    return label !== undefined && TELLING.test(nounsOf(label).head);
  });
}

/** Nouns of what is said of a threat. */
const TELLING =
  /^(?:mitigation|countermeasure|defen[cs]e|safeguard|control|prevention|likelihood|probability|impact|severity|detection|consequence|residual|threat|scenario|attack|vector|attacker)$/u;

const OUTLINE =
  /^(?:[0-9.]+\s+)?(?:overview|summary|introduction|background|process|review|history|notes?|context|purpose|diagram|legend|conclusion|description|others?|general|approach|definitions?|assessment|matrix|tables?|formats?|schema|structure|fields?|references?|mitigations?|controls?|assets?|actors?|attackers?|adversar\w+|scope|examples?|implementation|configuration)\b[^:]*$/iu;

/** Headings of any document. */
function isOutline(text: string): boolean {
  const kind = recogniseHeading(text);
  return kind === 'aside' || kind === 'omitted' || namesDefence(text) || (OUTLINE.test(text) && !namesThreat(text));
}
