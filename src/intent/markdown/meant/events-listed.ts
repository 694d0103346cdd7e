// What is recorded, listed under any words that say so: nearly all items look like an event, and the heading or the
// sentence before them speaks of what is logged, and not of what a record consists of.

import { isEventCode, shareOf } from '../../sections/contents.js';
import { isAside, saysMuchOf, type Surroundings } from '../../sections/meaning.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import type { Cell } from '../../row.js';
import type { ListRow } from '../lists.js';
import { isOfQualities, isOfRecord, isRecorded, isTelemetry, listsEvents } from '../prose-events.js';
import type { TableBlock } from '../tables.js';
import { namedRow, type MeantPlace, type MeantRow } from './reader.js';

const LOGGED =
  /\b(?:audit(?:ed|able)?|logged|recorded|tracked|captured|logs? (?:for|of)|(?:it|system|service|app|we|must|should|to|that) (?:log|record|audit|track)s?|(?:audit\w*|logs?|logging|journal|trail)\b[^:]*\b(?:captures|records|covers)|(?:action|event)[ _]?types?|emits|written to the (?:\w+ ){0,2}(?:log|trail|journal)|(?:security|sensitive|business|domain) events?|events? (?:types?|catalog\w*|taxonomy|list|logged|recorded))\b/iu;
/** Speaks of an audit, and of nothing in it. */
const BARE =
  /^(?!.*\b(?:events?|actions?|operations?|activit(?:y|ies)|audited|logged|recorded|tracked|captured|what|coverage|scope)\b)/iu;
/** In a text on audit. */
const CATALOGUE = /\b(?:events?|actions?) (?:types?|codes?|names?|vocabulary|catalog\w*|taxonomy|list|categories)\b/iu;
const OTHERWISE =
  /\b(?:fields?|schema|format|structure|attributes?|columns?|config\w*|settings?|not|never|no|api|endpoints?|payloads?|metadata|context|storage|retention|quer\w+|search\w*|sinks?|rules?|polic\w+|integrity|tamper\w*|immutab\w*|alert\w*|monitoring|implementation|architecture|usage|integration|performance|goals?|purposes?|principles?|used (?:to|for)|how|why|who can|where|benefits?|features?|requirements?|properties|guarantees?|limitations?|excluded|without|(?:must|should|shall) be|are|is)$|\b(?:each|every|an?) \S+ (?:event|entry|record|row|log)\b|\b(?:fields?|format|schema|structure|storage|retention|not|never)\b/iu;
/** A whole sentence about records, and no name of anything that leaves one. */
const SENTENCE =
  /\b(?:is|are|includes?|must|should|never|not|stripped|masked|redacted|retained|append[- ]only|immutable|protected|encrypted)\b/iu;

export function eventsListed(all: readonly ListRow[], around: MeantPlace): readonly MeantRow[] {
  const items = all.flatMap(membersOf);
  const place = withoutCatalogue(around);
  const spoken = isAside(place) ? 0 : saysMuchOf('auditEvents', place);
  if (spoken < 1 || isTelemetry(around.around)) return [];
  const names = items.map(nameOf).filter((name) => name !== null);
  const share = names.length === items.length ? items.filter(isEvent).length / items.length : 0;
  const listed = items.length > 1 && share >= leastShare(around);
  const told = around.has('auditEvents') && isBare(around);
  if (listed && !told && isOver(around)) return names.map(event);
  const qualities = isOfQualities(around.around[0] ?? '');
  return items.flatMap(({ whole, begins }) =>
    isRecorded(whole.text) && !(qualities && begins !== null) ? [event(whole)] : [],
  );
}

/** How many of the items have to look like events. */
function leastShare(around: MeantPlace): number {
  if (ACTIONS_LOGGED.test(around.leadIn)) return 0.3;
  return around.has('auditEvents') || isBare(around) ? 0.8 : 0.6;
}

/** "Important actions are logged, including:" */
const ACTIONS_LOGGED =
  /\b(?:actions|events|operations|activities|changes|mutations)\b.{0,40}\b(?:are|is|be|gets?) (?:\w+ly )?(?:logged|recorded|audited|tracked|captured)\b(?! (?:to|in|with|as)\b)|\b(?:log|record|audit|track)s? the following\b/iu;

/** Codes under the names of groups, which are none themselves. */
function membersOf(item: ListRow): readonly ListRow[] {
  const coded = item.nested.filter(({ begins }) => begins?.form === 'code' && isEventCode(begins.head.text));
  return coded.length > 0 && coded.length === item.nested.length ? coded : [item];
}

/** "Action codes" would set its list aside anywhere else. */
function withoutCatalogue<P extends Surroundings>(place: P): P {
  const [nearest = '', ...above] = place.around;
  return CATALOGUE.test(nearest) && above.length > 0 ? { ...place, around: above } : place;
}

/** The sentence before the list says what it lists; without one, the heading does. */
function isOver({ leadIn, around }: Surroundings): boolean {
  const [heading = ''] = around;
  const over = leadIn === '' ? heading : leadIn;
  if (OTHERWISE.test(over) || isOfRecord(over)) return false;
  return LOGGED.test(over) || CATALOGUE.test(over) || CATALOGUE.test(heading);
}

/** Without a sentence that says so, under a heading of an audit and of nothing in it. */
function isBare({ leadIn, around }: Surroundings): boolean {
  return leadIn === '' && BARE.test(around[0] ?? '');
}

function isEvent(item: ListRow): boolean {
  const name = nameOf(item);
  if (name === null) return false;
  return (
    shareOf('auditEvents', [name.text]) > 0 ||
    /\bviews?\b/iu.test(name.text) ||
    OPERATION.test(name.text) ||
    NAMED.test(name.text) ||
    (item.begins?.rest.spans ?? []).some(({ text }) => isCode(text))
  );
}

/** `Security events`, `Data changes`: what they are stands behind. */
const NAMED = /^\S+ (?:events|actions|changes|activity|activities|operations|attempts|access)$/iu;
/** `READ`, `UPLOAD`. */
const OPERATION =
  /^(?:create|read|view|list|update|delete|insert|upload|download|export|import|print|share|restore|login|logout)s?$/iu;

function isCode(text: string): boolean {
  return isEventCode(text) || /^[a-z]+(?:_[a-z]+)+$/u.test(text.trim());
}

/** A column of codes in a text on audit, whatever its header calls them. */
export function eventTable({ header, rows }: TableBlock, around: MeantPlace): readonly MeantRow[] {
  const place = withoutCatalogue(around);
  if (isAside(place) || saysMuchOf('auditEvents', place) < 1) return [];
  const grouped = groupedRows({ header, rows }, around);
  if (grouped.length > 0) return grouped;
  const announced = announcedRows({ header, rows }, around);
  if (announced.length > 0 || rows.length < 3) return announced;
  if (OTHERWISE.test(around.around[0] ?? '') || SETTINGS.test(place.leadIn)) return [];
  const catalogued = CATALOGUE.test(around.around[0] ?? '');
  const at = header.findIndex(
    ({ text }, index) =>
      !SETTING.test(text) &&
      (catalogued || NAMES_EVENT.test(text) || !/^[\x20-\x7e]*$/u.test(text)) &&
      rows.every((row) => isEventCode(row[index]?.text ?? '')),
  );
  if (at >= 0) return rows.flatMap((row) => located(row[at], row[0]));
  const groups = header.findIndex(({ text }) => /\b(?:events?|actions?)\b/iu.test(text) && !SETTING.test(text));
  const coded = rows.filter((row) => (row[groups]?.spans ?? []).some(({ text }) => CODES.test(text)));
  return coded.length * 5 < rows.length * 3 ? [] : rows.flatMap((row) => located(row[groups], row[0]));
}

/** Permissions, queues and errors have codes as well. */
const NAMES_EVENT =
  /\b(?:events?|actions?|codes?|names?|types?|operations?|activit(?:y|ies)|constants?|values?|identifiers?|ids?|categor(?:y|ies)|triggers?|entr(?:y|ies)|logs?|what|verbs?|enum)\b/iu;

/** Tables of actions under "Counter", "Office" under "Logged actions". */
function groupedRows(
  { header, rows }: Pick<TableBlock, 'header' | 'rows'>,
  { around, leadIn }: MeantPlace,
): readonly MeantRow[] {
  if (!listsEvents(around[1] ?? '') || OTHERWISE.test(around[0] ?? '') || SETTINGS.test(leadIn)) return [];
  const at = header.findIndex(({ text }) =>
    /^(?:events?|actions?|operations?)(?: names?| codes?| types?)?$/iu.test(text.trim()),
  );
  const codes = rows.filter((row) => isCode(row[at]?.text ?? ''));
  return codes.length * 2 < rows.length ? [] : rows.flatMap((row) => located(row[at], row[0]));
}

/** `| Domain | Actions | Emitted from |` under "What is audited": whatever the actions are called, the heading says it. */
function announcedRows(
  { header, rows }: Pick<TableBlock, 'header' | 'rows'>,
  { around }: MeantPlace,
): readonly MeantRow[] {
  if (!listsEvents(around[0] ?? '')) return [];
  const at = header.findIndex(({ text }) => /^(?:actions?|events?|operations?)$/iu.test(text.trim()));
  return at < 0 ? [] : rows.flatMap((row) => located(row[at], row[0]));
}

/** `LEAD_CREATED`, `TASK_*`, `STAGE_CREATED/UPDATED`. */
const CODES = /^[A-Z][A-Z0-9]*(?:[_/][A-Z0-9*]+)+$|^[a-z]+(?:[.:][a-z_*]+)+$/u;
const SETTINGS = /\b(?:variables?|settings?|env\w*|config\w*|fields|columns|parameters?|headers?)\b/iu;
const SETTING = /\b(?:variables?|settings?|env\w*|config\w*|fields?|columns?|parameters?|headers?|files?)$/iu;

function located(code: Cell | undefined, first: Cell | undefined): readonly MeantRow[] {
  return code === undefined || first === undefined ? [] : [event({ ...code, source: first.source })];
}

const LONGEST = 160;

function nameOf({ begins, whole }: ListRow): Cell | null {
  if (begins !== null && begins.form !== 'plain') return begins.head;
  return whole.text.length <= LONGEST && !SENTENCE.test(whole.text) ? whole : null;
}

function event(cell: Cell): MeantRow {
  return namedRow('auditEvents', KIND_NOUNS.auditEvents.subject, cell);
}
