// What is recorded, in lists: under "Logged events", after `… is recorded:`, `order.refunded` in a catalogue,
// `All refunds must be logged`. Not what a record consists of, and not what is kept out of it.

import type { ListRow } from './lists.js';
import type { ProseCells, ProsePlace } from './prose-place.js';

const LONGEST = 300;

const EVENTS =
  /\bevents?\b|\baction types\b|\b(?:tracked|audit(?:ed)?|logged) (?:actions|operations|activities)\b|\b(?:actions|operations) (?:tracked|audited|logged)\b|\bwe track\b|\bwhat (?:to|must be|should be|is|we|gets) (?:log|audit|record|track)\w*|\baudit(?:ed)? (?:scope|coverage)\b|\bis tracked\b|\blogged\b|\bwe (?:log|record|audit)\b|\blogs? (?:for|of)\b|\baudited\b|\brecorded\b|ereignis|événement|eventos?\b|事件|イベント|이벤트/iu;

/** What a record consists of, or what is kept out of it. */
const OF_A_RECORD =
  /\b(?:each|every|an?)\b[^:]*\b(?:events?|entry|records?|rows?|logs?)\b|\b(?:fields?|attributes?|format|schema|structure|columns?|topics?|avoid|without|goals?|purposes?|used (?:to|for)|supports?(?!.*\b(?:actions?|events?|types)$)|principles?)\b|\b(?:destinations?|sinks?|(?:logged|recorded|written|sent|shipped|stored|saved|kept|exported|forwarded|streamed) (?:to|in|into|at|by|as|via|with)(?: the following(?: \w+)?)?)$/iu;

export function announcesEvents(leadIn: string): boolean {
  return (EVENTS.test(leadIn) || ENTRIES.test(leadIn)) && !OF_A_RECORD.test(leadIn);
}

const ENTRIES = /\bentries\b|\bcaptured\b|\bwe record\b|\btracked\b/iu;

/** Figures of how a program runs, and no record of who did what. */
export function isTelemetry(around: readonly string[]): boolean {
  return around.some((text) => TELEMETRY.test(text)) && !around.some((text) => AUDIT.test(text));
}

const TELEMETRY = /\b(?:telemetry|observability|metrics|apm|tracing|profiling|debug(?:ging)?)\b/iu;
const AUDIT = /\b(?:audit\w*|security events?|compliance|access logs?|trail)\b/iu;

/** "Principles" over qualities of the log: each says how it is to be. */
export function isOfQualities(heading: string): boolean {
  return /\b(?:principles?|goals?|properties|guarantees?|objectives?|qualities|invariants?)$/iu.test(heading);
}

/** `All refunds must be logged`. */
const IS_LOGGED =
  /^(?:all|every|each|any|the)?\s*(?:\S+\s+){1,16}?(?:must be|are|is|gets?|will be|shall be|should be)\s+(?:\w+ly\s+|always\s+)?(?:logged|recorded|audited|captured in the audit (?:log|trail))\b/iu;
/** `All writes logged to the journal`. */
const ALL_LOGGED = /^(?:all|every|each)\s+(?:\S+\s+){1,10}?(?:logged|recorded|audited)\b(?! in users?)/iu;
/** `Every refund writes a row to the journal`, `each login emits an event`. */
const LEAVES_A_RECORD =
  /^(?:all|every|each|any)\s.{3,160}?\s(?:emits?|writes?|produces?|generates?|creates?|appends?|inserts?|triggers?|leaves?|adds?|raises?|publish(?:es)?)\s(?:an?|one|exactly one|a new|its own|corresponding)?\s*(?:\w+[- ]){0,3}`?(?:audit\w*)`?(?:[- ](?:events?|entry|entries|records?|rows?|logs?|trail))?\b/iu;
const NOT_LOGGED = /\b(?:not|never|masked|redacted|fields?|entries|logs? (?:must|are|is)|if|without|excluded)\b/iu;

/** `order.refunded` in a catalogue of events, whatever groups them. */
const EVENT_CODE = /^[a-z][a-z0-9_-]*(?:[.:][a-z0-9_*-]+)+$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u;
const CATALOGUE = /\bevents?\b|\bactions\b|\btaxonomy\b/iu;
const NO_EVENTS =
  /\b(?:fields?|schema|format|structure|attributes?|columns?|config\w*|settings?|env\w*|sources?|not|never|api|endpoints?|payloads?|metadata|records?|context|storage|retention|quer\w+|search\w*|access|sinks?|export\w*|rules?|polic\w+|requirements?|integrity|tamper\w*|alert\w*|monitoring|implementation|architecture|usage|examples?|integration|compliance|performance)\b/iu;

export function codedEvent({ begins }: ListRow, { leadIn, around = [] }: ProsePlace): ProseCells | null {
  if (begins === null || begins.form === 'plain' || !EVENT_CODE.test(begins.head.text)) return null;
  if (NO_EVENTS.test(leadIn) || NO_EVENTS.test(around[0] ?? '')) return null;
  return around.some((text) => CATALOGUE.test(text)) ? new Map([['event', begins.head]]) : null;
}

/** `All refunds are recorded`. */
export function isRecorded(text: string): boolean {
  return (IS_LOGGED.test(text) || ALL_LOGGED.test(text)) && !NOT_LOGGED.test(text);
}

/** The words speak of what a record consists of. */
export function isOfRecord(text: string): boolean {
  return OF_A_RECORD.test(text);
}

/** Whatever is said of the item's other words, what it begins with is recorded. */
export function leavesRecord({ begins, whole }: ListRow): boolean {
  if (begins !== null && begins.form !== 'plain') return false;
  return LEAVES_A_RECORD.test(whole.text) && !/\b(?:not|never|should|if|without)\b/iu.test(whole.text);
}

/** `**Refused refunds**: Records each refusal with its reason`. */
export function recordsWhat({ begins }: ListRow): boolean {
  return begins !== null && begins.form === 'bold' && RECORDS.test(begins.rest.text);
}

const RECORDS =
  /^(?:records|logs|captures|tracks)\s+(?!can|must|should|shall|may\b|might|will\b|have\b|has\b|never|to\b|in\b|into\b|are\b|is\b|who\b|what\b|for\b)\S+/iu;

export function proseEvent(item: ListRow, { heading, leadIn, around = [] }: ProsePlace): ProseCells | null {
  const { begins, whole } = item;
  if (isTelemetry(around)) return null;
  if (leadIn !== '' && OF_A_RECORD.test(leadIn)) return null;
  if (/[:：]$/u.test(whole.text) || KEPT_OUT.test(whole.text)) return null;
  if (isRecorded(whole.text)) return new Map([['event', whole]]);
  if (leavesRecord(item)) return new Map([['event', whole]]);
  if (!EVENTS.test(heading ?? '') && !announcesEvents(leadIn)) return null;
  // "Each entry carries: …" says what a record consists of.
  if (begins?.form === 'plain' && OF_A_RECORD.test(begins.head.text)) return null;
  if (begins !== null) return new Map([['event', begins.head]]);
  return whole.text.length <= LONGEST ? new Map([['event', whole]]) : null;
}

/** What becomes of values on their way into a record. */
const KEPT_OUT =
  /\b(?:is|are) (?:\w+ly )?(?:(?:detected|found) and )?(?:masked|redacted|passed|sanitized|stripped|removed|excluded|truncated)\b/iu;

/** "Events logged", "What we audit": under them, headings only group. */
const LISTED =
  /^(?:[0-9.]+\s+)?(?:events|audit(?:ed)? events|event catalog(?:ue)?)$|\b(?:(?:audit(?:ed)?|logged|recorded|tracked|captured|security) (?:events?|actions|operations)|events? (?:types|logged|recorded|audited|tracked|captured|catalog(?:ue)?|categories|taxonomy|list)|what (?:is|we|gets) (?:logged|recorded|audited|tracked|log|record|audit|track))\b/iu;

/** The heading above others lists events, so that these only group them. */
export function listsEvents(heading: string): boolean {
  return LISTED.test(heading) && !NO_EVENTS.test(heading);
}

/** `- Account closed` under "Accounts" under "Events logged". */
export function groupedEvent({ begins, whole }: ListRow, { leadIn, around = [] }: ProsePlace): ProseCells | null {
  const [nearest = '', parent = ''] = around;
  if (leadIn !== '' || NO_EVENTS.test(nearest) || !LISTED.test(parent) || whole.text.length > 160) return null;
  return new Map([['event', begins === null ? whole : begins.head]]);
}
