// Items and paragraphs right under a section's heading that name no columns, but can be nothing else
// there: `**SQL injection** – …` under "Threats", `Restricted: password hashes` under a classification.
// What might be something else (a note, a mitigation, a definition) is left alone.

import { recogniseHeading } from '../sections/headings.js';
import { announcesOther } from '../sections/listing-headings.js';
import { isToldElsewhere, regimeOf } from '../sections/regimes.js';
import { columnKey } from '../sections/recognise.js';
import { tellsOfThreat } from '../sections/telling.js';
import type { SectionKind } from '../sections/section.js';
import { namesPractice } from '../words/naming-threats.js';
import { isUnstated, normalHeading } from '../words/normal.js';
import type { Lead } from './leads.js';
import type { ListRow } from './lists.js';
import { proseBoundary } from './prose-boundaries.js';
import { levelled, proseClassification } from './prose-classes.js';
import { proseCredential, usedCredential } from './prose-credentials.js';
import type { ProseCells, ProsePlace } from './prose-place.js';
import { announcesEvents, codedEvent, groupedEvent, proseEvent } from './prose-events.js';
import { proseRights } from './prose-rights.js';
import { proseIsolation, schemeElsewhere } from './prose-isolation.js';
import { proseProtection } from './prose-protections.js';
import { counteredThreat, namedThreat, proseThreat } from './prose-threats.js';

type Reader = (item: ListRow, place: ProsePlace) => ProseCells | null;

const READERS: { readonly [K in SectionKind]?: Reader } = {
  threats: proseThreat,
  boundaries: proseBoundary,
  classifications: proseClassification,
  credentials: proseCredential,
  auditEvents: proseEvent,
  components: component,
  compliance: obligation,
  isolation: proseIsolation,
  protections: proseProtection,
  authorizations: proseRights,
};

/** A list of what does not hold, is elsewhere, or counters what stands above it. */
const NEGATIVE =
  /\b(?:not|never|n't|cannot|outside|except|exclud\w+|out of scope|mitigat\w+|controls?|countermeasures?|defen[cs]es?|assum\w+|steps?|should|must|todo|see|nicht|außerhalb|maßnahmen|hors|fuera|fora)\b|不|外|缓解|対策|완화/iu;

export function readsProse({ kind, heading, leadIn }: ProsePlace): boolean {
  const own = heading !== null || (kind === 'auditEvents' && announcesEvents(leadIn));
  if (kind === 'classifications' && HANDLING.test(leadIn)) return false;
  if ((kind === 'threats' || kind === 'boundaries') && announcesOther(leadIn)) return false;
  return own && READERS[kind] !== undefined && !NEGATIVE.test(leadIn);
}

export function proseCells(kind: SectionKind, item: ListRow, place: ProsePlace): ProseCells | null {
  if (isUnstated(item.whole.text) || isBareLabel(item.whole.text)) return null;
  // What says itself how it is countered is a threat also under a heading that is no section's own.
  if (kind === 'threats' && !NEGATIVE.test(place.leadIn) && !isNote(kind, item.begins)) {
    const countered = counteredThreat(item);
    if (countered !== null) return countered;
  }
  if (!readsProse(place)) return elsewhere(kind, item, place);
  if (isNote(kind, item.begins) && !isToldThreat(kind, item.begins) && !isRequired(kind, item.begins, place))
    return null;
  return READERS[kind]?.(item, place) ?? null;
}

/** `Mitigation:` over items of its own says nothing yet. */
function isBareLabel(text: string): boolean {
  const label = /^(\p{L}[^:：]{0,40})[:：]$/u.exec(text.trim())?.[1] ?? '';
  return label !== '' && (tellsOfThreat(label) || NOTES.has(normalHeading(label)));
}

/** What is to be done with each class. */
const HANDLING =
  /\b(?:handl\w*|rules?|requirements?|controls?|polic(?:y|ies)|access|retention|storage|protection|levels?|definitions?|legend|scheme|guidelines?|labels?|labell?ing)\b/iu;

/** How things stand, named by what was looked at: "Injection: parameterised queries". */
const POSTURE = /\b(?:posture|status|coverage|maturity|scorecard|state of)\b/iu;

/** Under a heading that is no section's own. */
function elsewhere(kind: SectionKind, item: ListRow, place: ProsePlace): ProseCells | null {
  if (isNote(kind, item.begins)) return null;
  if (kind === 'credentials') return usedCredential(item, place);
  if (kind === 'threats' && place.listsThreats === true && !POSTURE.test(place.around?.[0] ?? ''))
    return namedThreat(item);
  if (kind === 'isolation') return schemeElsewhere(item, place);
  if (kind === 'auditEvents') return codedEvent(item, place) ?? groupedEvent(item, place);
  const rules = HANDLING.test(place.around?.slice(0, -1).join(' ') ?? '');
  return kind === 'classifications' && place.leadIn === '' && !rules ? levelled(item) : null;
}

const NOTES = new Set(
  (
    'note notes note that see see also example examples mitigation mitigations control controls countermeasure countermeasures impact ' +
    'likelihood probability risk severity status description goal goals summary important warning caution tip todo ' +
    'attack attacker attackers response detection prevention rationale context background result consequence why how what when'
  ).split(' '),
);

/** Labels of what is said of a threat, when they are all of the words. */
const FIELDS = new Set(
  'vector vectors scenario asset assets actor actors owner residual exposure cause causes trigger'.split(' '),
);

const REMARKS = new Set(
  'note notes see also example examples important warning caution tip todo why how what when'.split(' '),
);

/** `**Mitigation:** …` tells more of something; it is nothing of its own. */
function isNote(kind: SectionKind, begins: Lead | null): boolean {
  // `EXPORT_AUDIT_LOGS` is the name of something, whatever its words mean.
  if (begins === null || /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/u.test(begins.head.text)) return false;
  const words = normalHeading(begins.head.text);
  if (kind === 'credentials' && /^(?:api|access|encryption|signing) keys$/u.test(words)) return false;
  // "Control plane" is a side of a boundary.
  const first = words.split(' ')[0] ?? '';
  if (kind === 'threats' && FIELDS.has(words)) return true;
  if (NOTES.has(words) || (kind === 'boundaries' ? REMARKS : NOTES).has(first)) return true;
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

/** Under a regime `**Access control**: …` is one of its requirements. */
function isRequired(kind: SectionKind, begins: Lead | null, { defaults }: ProsePlace): boolean {
  if (kind !== 'compliance' || begins === null || !defaults.has('regime')) return false;
  return recogniseHeading(begins.head.text) !== null && columnKey(kind, begins.head.text) === null;
}

/** A class of the program. */
const CLASS =
  /^[A-Z]\w*(?:Guard|Middleware|Interceptor|Filter|Decorator|Hook|Handler|Helper|Utils?|Validator|Controller)$/u;

function component({ begins }: ListRow): ProseCells | null {
  // "Encryption", "Zero trust" is no part of the system.
  if (
    begins === null ||
    CLASS.test(begins.head.text.trim()) ||
    namesPractice(begins.head.text) ||
    PRINCIPLE.test(begins.head.text)
  )
    return null;
  const named = begins.form !== 'plain' || begins.head.text.split(' ').length <= 4;
  return named ? new Map([['component', begins.head]]) : null;
}

const PRINCIPLE =
  /\b(?:trust|principles?|privileges?|depth|security|privacy|availability|integrity|confidentiality|compliance|encryption|monitoring|access control)$/iu;

function obligation({ begins }: ListRow, { defaults }: ProsePlace): ProseCells | null {
  if (begins === null) return null;
  const regime = regimeOf(begins.head.text);
  if (regime !== null && begins.rest.text !== '' && !isToldElsewhere(begins.rest.text))
    return new Map([
      ['regime', begins.head],
      ['coveredBy', begins.rest],
    ]);
  if (!defaults.has('regime')) return null;
  return new Map([
    ['control', begins.head],
    ['coveredBy', begins.rest],
  ]);
}
