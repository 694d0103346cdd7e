// Facts as rows of the YAML form: the inverse of the section readers, one entry per section, so that
// reading what was written gives the same facts.

import type { AlsoOperation, Intent } from '../model.js';
import type { Location } from '../location.js';
import type { FactOf, SectionKind } from '../sections/section.js';
import { writeCarrier } from '../words/carrier.js';
import { isUnconfirmed, isUnstated, saysNone } from '../words/normal.js';
import { THREAT_KIND_WORDS } from '../words/threat-kinds.js';
import { lookUp } from '../words/vocabulary.js';

/** `{text, names}` is taken word for word; in a plain text backticks mark names, and `TBD` states nothing. */
export type Written =
  | string
  | number
  | boolean
  | null
  | readonly string[]
  | { readonly text: string; readonly names: readonly string[] };
export type WrittenRow = Readonly<Record<string, Written>>;

/** A text as it is, or marked as literal where a reader would take it for something else. */
function text(value: string | null): Written {
  if (value === null) return null;
  const misread = value.includes('`') || isUnstated(value) || isUnconfirmed(value) || value.trim() !== value;
  return misread ? { text: value, names: [] } : value;
}

/** As `text`, for cells whose first name counts. */
function name(value: string): Written {
  return text(value);
}

function names(values: readonly string[]): Written {
  return values.length === 0 ? null : values;
}

/** An account that is called "none" or "TBD" is an account. */
function identities(values: readonly string[]): Written {
  const joined = values.join(', ');
  return saysNone(joined) || isUnstated(joined) ? withNames('identity', joined, values) : names(values);
}

function withNames(before: string, joined: string, values: readonly string[]): Written {
  return values.length === 0 ? null : { text: `${before} ${joined}`, names: values };
}

function places(locations: readonly Location[]): Written {
  const texts = locations.map((location) => location.text);
  if (texts.length === 0) return null;
  // A schema that is called "none" is no denial.
  const joined = texts.join(', ');
  return saysNone(joined) || isUnstated(joined) ? withNames('place', joined, texts) : texts;
}

function operations(row: {
  readonly operations: readonly string[];
  readonly also?: readonly AlsoOperation[];
  readonly nothing?: true;
}): Written {
  if (row.nothing === true) return 'none';
  return names([...row.operations, ...(row.also ?? [])]);
}

function threatKind(fact: Intent['threats'][number]): Written {
  if (fact.kind !== null) return fact.kind;
  // The title alone would tell a kind, but the document's own word was none of the list.
  return lookUp(THREAT_KIND_WORDS, fact.title) === null ? null : { text: 'not told', names: [] };
}

function dataClass({ dataClass: word, pii }: Intent['classifications'][number]): Written {
  if (word === null) return pii ? 'personal, class not told' : null;
  return pii ? `${word}/PII` : word;
}

type Writers = { readonly [K in SectionKind]: (fact: FactOf<K>) => WrittenRow };

export const WRITERS: Writers = {
  threats: (fact) => ({
    id: name(fact.id),
    threat: text(fact.title),
    category: text(fact.category),
    kind: threatKind(fact),
    boundary: text(fact.boundary),
    component: text(fact.component),
    severity: fact.severity,
    residual: text(fact.residual),
  }),
  boundaries: (fact) => ({
    boundary: fact.name === fact.id ? name(fact.id) : { text: fact.name, names: [fact.id] },
    from: text(fact.from),
    to: text(fact.to),
    authentication: text(fact.authentication),
    authorization: text(fact.authorization),
    encryption: text(fact.encryption),
    audit: text(fact.audit),
  }),
  deployments: (fact) => ({
    cluster: name(fact.cluster),
    substrate: fact.substrate,
    version: fact.version,
    hostAccess: fact.hostAccess,
    zone: text(fact.zone),
  }),
  components: (fact) => ({
    component: name(fact.name),
    tier: fact.tier,
    owns: places(fact.owns),
    connectsAs: names(fact.connectsAs),
  }),
  classifications: (fact) => ({
    dataset: text(fact.dataset),
    location: places(fact.locations),
    classification: dataClass(fact),
    handling: text(fact.handling),
  }),
  authorizations: (fact) => ({
    actor: name(fact.actor),
    resource: places(fact.resources),
    operations: operations(fact),
    condition: text(fact.condition),
  }),
  isolation: (fact) => ({
    scope: places(fact.scope) ?? { text: 'none', names: [] },
    tenantKey: text(fact.tenantKey),
    carrier: fact.shared ? 'none' : fact.carrier === null ? null : writeCarrier(fact.carrier),
    tier: fact.tier,
    failureMode: text(fact.failureMode),
    detection: text(fact.detection),
  }),
  connections: (fact) => ({
    login: name(fact.login),
    actor: text(fact.actor),
    kind: fact.kind,
    database: names(fact.databases),
    source: names(fact.sources),
    pooler: fact.pooler,
    authentication: fact.authentication,
    externalIdentity: identities(fact.externalIdentities),
  }),
  protections: (fact) => ({
    location: places(fact.locations) ?? { text: 'none', names: [] },
    protection: names(fact.protections),
    keyCustody: text(fact.keyCustody),
    readableBy: names(fact.readableBy),
  }),
  auditEvents: (fact) => ({
    event: text(fact.event),
    scope: places(fact.scope),
    threat: names(fact.threats),
    sink: text(fact.sink),
    retention: text(fact.retention),
    tamperEvidence: text(fact.tamperEvidence),
  }),
  credentials: (fact) => ({
    credential: fact.logins.length === 0 ? text(fact.credential) : { text: fact.credential, names: fact.logins },
    usedBy: names(fact.usedBy),
    store: text(fact.store),
    owner: text(fact.owner),
    rotation: text(fact.rotation),
    issuance: text(fact.issuance),
    breakGlass: text(fact.breakGlass),
  }),
  zones: (fact) => ({
    zone: name(fact.zone),
    ranges: names(fact.ranges),
    document: text(fact.document),
    owner: text(fact.owner),
  }),
  endpoints: (fact) => ({
    endpoint: name(fact.endpoint),
    zone: text(fact.zone),
    allowedSources: names(fact.allowedSources),
    public: fact.public,
    exception: text(fact.exception),
  }),
  compliance: (fact) => ({
    regime: text(fact.regime),
    control: text(fact.control),
    coveredBy: text(fact.coveredBy),
    gap: text(fact.gap),
    owner: text(fact.owner),
  }),
  naming: (fact) => ({ object: text(fact.object), pattern: name(fact.pattern) }),
};
