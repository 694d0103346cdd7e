// Items and paragraphs right under a section's heading that name no columns, but can be nothing else
// there: `**SQL injection** – …` under "Threats", `Restricted: password hashes` under a classification.
// What might be something else (a note, a mitigation, a definition) is left alone.

import type { Cell } from '../row.js';
import { recogniseHeading } from '../sections/headings.js';
import { columnKey } from '../sections/recognise.js';
import type { SectionKind } from '../sections/section.js';
import { isOperation } from '../words/operations.js';
import { isUnstated, normalHeading } from '../words/normal.js';
import type { Lead } from './leads.js';
import type { ListRow } from './lists.js';
import { meetingOf } from './crossings.js';
import { proseClassification } from './prose-classes.js';
import { proseCredential, usedCredential } from './prose-credentials.js';
import type { ProseCells, ProsePlace } from './prose-place.js';
import { proseIsolation } from './prose-isolation.js';
import { proseProtection } from './prose-protections.js';
import { counteredThreat, proseThreat } from './prose-threats.js';

type Reader = (item: ListRow, place: ProsePlace) => ProseCells | null;

const READERS: { readonly [K in SectionKind]?: Reader } = {
  threats: proseThreat,
  boundaries: boundary,
  classifications: proseClassification,
  credentials: proseCredential,
  auditEvents: event,
  components: component,
  compliance: obligation,
  isolation: proseIsolation,
  protections: proseProtection,
  authorizations: rights,
};

/** A list of what does not hold, is elsewhere, or counters what stands above it. */
const NEGATIVE =
  /\b(?:not|never|n't|cannot|outside|except|exclud\w+|out of scope|mitigat\w+|controls?|countermeasures?|defen[cs]es?|assum\w+|steps?|should|must|todo|see|nicht|außerhalb|maßnahmen|hors|fuera|fora)\b|不|外|缓解|対策|완화/iu;

export function readsProse({ kind, heading, leadIn }: ProsePlace): boolean {
  const own = heading !== null || (kind === 'auditEvents' && announcesEvents(leadIn));
  return own && READERS[kind] !== undefined && !NEGATIVE.test(leadIn);
}

export function proseCells(kind: SectionKind, item: ListRow, place: ProsePlace): ProseCells | null {
  if (isUnstated(item.whole.text)) return null;
  // What says itself how it is countered is a threat also under a heading that is no section's own.
  if (kind === 'threats' && !NEGATIVE.test(place.leadIn) && !isNote(kind, item.begins)) {
    const countered = counteredThreat(item);
    if (countered !== null) return countered;
  }
  if (!readsProse(place))
    return kind === 'credentials' && !isNote(kind, item.begins) ? usedCredential(item, place) : null;
  if (isNote(kind, item.begins) && !isToldThreat(kind, item.begins)) return null;
  return READERS[kind]?.(item, place) ?? null;
}

const NOTES = new Set(
  (
    'note notes note that see see also example examples mitigation mitigations control controls countermeasure countermeasures impact ' +
    'likelihood probability risk severity status description goal goals summary important warning caution tip todo ' +
    'attack attacker attackers response detection prevention rationale context background result consequence why how what when'
  ).split(' '),
);

/** `**Mitigation:** …` tells more of something; it is nothing of its own. */
function isNote(kind: SectionKind, begins: Lead | null): boolean {
  if (begins === null) return false;
  const words = normalHeading(begins.head.text);
  if (kind === 'credentials' && /^(?:api|access|encryption|signing) keys$/u.test(words)) return false;
  if (NOTES.has(words) || NOTES.has(words.split(' ')[0] ?? '')) return true;
  return (
    columnKey(kind, begins.head.text) !== null || (TITLED.has(kind) && recogniseHeading(begins.head.text) !== null)
  );
}

/** Sections in which the heading of another section cannot be the name of a fact. */
const TITLED: ReadonlySet<SectionKind> = new Set<SectionKind>([
  'threats',
  'boundaries',
  'authorizations',
  'auditEvents',
  'compliance',
]);

/** `**Threat:** …` under the heading of a category. */
function isToldThreat(kind: SectionKind, begins: Lead | null): boolean {
  return kind === 'threats' && begins !== null && columnKey(kind, begins.head.text) === 'threat';
}

const TRUST =
  /\b(?:trust\w*|untrusted|boundar(?:y|ies)|vertrau\w+|grenze|confiance|confianza|confiança)\b|信任|信頼|边界|邊界|境界|신뢰|경계/iu;
const LONGEST = 300;

/** What stands over a document or a rule, and is no place where trusts meet. */
const NO_BOUNDARY =
  /^(?:version|owner|author|audience|purpose|scope|date|last (?:updated|reviewed|changed)|reviewe[dr]|status|legend|key|related|rule|policy|description|assumptions?|principles?|fail(?:s|ing)? closed|default deny|deny by default|zero trust|defen[cs]e in depth|(?:principle of )?least privilege|never|always|do not|don.?t)\b/iu;

function boundary({ begins, whole }: ListRow, { title }: ProsePlace): ProseCells | null {
  const met = begins === null ? meetingOf(plain(whole)) : null;
  if (met !== null) return met;
  if (NO_BOUNDARY.test(begins?.head.text ?? whole.text)) return null;
  // Right under the title of a document stands much: only what is set off, or says that it is one.
  if (title === true && !/\bboundary\b/iu.test(begins?.head.text ?? '')) return null;
  if (begins !== null && begins.form === 'bold') return new Map([['boundary', begins.head]]);
  if (begins !== null && begins.form === 'plain' && begins.head.text.split(' ').length <= 6) {
    return new Map([['boundary', begins.head]]);
  }
  return TRUST.test(whole.text) && whole.text.length <= LONGEST ? new Map([['boundary', plain(whole)]]) : null;
}

/** The name is all of the text, not its first code span. */
function plain(cell: Cell): Cell {
  return { ...cell, spans: [] };
}

const EVENTS =
  /\bevents?\b|\blogged\b|\bwe log\b|\blogs? (?:for|of)\b|\baudited\b|\brecorded\b|ereignis|événement|eventos?\b|事件|イベント|이벤트/iu;

/** What a record consists of, or what is kept out of it. */
const OF_A_RECORD =
  /\b(?:each|every|an?)\b[^:]*\b(?:events?|entry|records?|rows?|logs?)\b|\b(?:fields?|attributes?|format|schema|structure|columns?|avoid|without|goals?|purposes?|used (?:to|for)|supports?|principles?)\b/iu;

export function announcesEvents(leadIn: string): boolean {
  return (EVENTS.test(leadIn) || ENTRIES.test(leadIn)) && !OF_A_RECORD.test(leadIn);
}

const ENTRIES = /\bentries\b|\bcaptured\b|\bwe record\b|\btracked\b/iu;

function event({ begins, whole }: ListRow, { heading, leadIn }: ProsePlace): ProseCells | null {
  if (leadIn !== '' && OF_A_RECORD.test(leadIn)) return null;
  if (!EVENTS.test(heading ?? '') && !announcesEvents(leadIn)) return null;
  if (begins !== null) return new Map([['event', begins.head]]);
  return whole.text.length <= LONGEST ? new Map([['event', whole]]) : null;
}

function component({ begins }: ListRow): ProseCells | null {
  if (begins === null) return null;
  const named = begins.form !== 'plain' || begins.head.text.split(' ').length <= 4;
  return named ? new Map([['component', begins.head]]) : null;
}

function obligation({ begins }: ListRow, { defaults }: ProsePlace): ProseCells | null {
  if (begins === null || !defaults.has('regime')) return null;
  return new Map([
    ['control', begins.head],
    ['coveredBy', begins.rest],
  ]);
}

const ROLES =
  /\broles?\b|permissions?|privileges|rollen|rôles|permisos|papéis|permissões|角色|权限|ロール|権限|역할|권한/iu;

const ACCESS = /\baccess|authori[sz]|polic|matrix/iu;
const DOES =
  /^(?:can|cannot|may|full|all|only|no access|read|view|list|see|create|add|submit|edit|update|change|manage|approve|reject|delete|remove|cancel|export|assign|invite|configure|access)\b/iu;
const MAY = /^(?:can|may|cannot|has|have|full|read|write|only|no access|view|manage|all)\b/iu;

function rights({ begins, whole }: ListRow, { heading, defaults }: ProsePlace): ProseCells | null {
  // Under the name of a role, what it may do.
  const role = defaults.get('actor');
  if (role !== undefined) return DOES.test(whole.text) ? right({ ...role, source: whole.source }, whole) : null;
  if (begins === null || begins.rest.text === '') return null;
  // `orders.cancel` → `manager`: the right first, then who has it.
  if (begins.form === 'code' && begins.rest.spans[0]?.text === begins.rest.text && ACCESS.test(heading ?? '')) {
    return right({ ...begins.rest, source: begins.head.source }, begins.head);
  }
  const speaks = ROLES.test(heading ?? '') || (ACCESS.test(heading ?? '') && MAY.test(begins.rest.text));
  if (!speaks || begins.head.text.split(' ').length > 4) return null;
  return new Map([
    ['actor', begins.head],
    [isOperation(begins.rest.text) ? 'operations' : 'condition', begins.rest],
  ]);
}

function right(actor: Cell, what: Cell): ProseCells {
  return new Map([
    ['actor', actor],
    ['condition', plain(what)],
  ]);
}
