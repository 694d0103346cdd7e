// Facts of several documents → one Intent. A fact stated twice in the same words is one fact; two
// that differ stay, for `contradictions` to find.

import { canonicalJson } from '../core/canonical-json.js';
import { withSuperseded } from './decisions.js';
import type { Facts } from './facts.js';
import type { Authorization, DocumentFact, Intent, Protection } from './model.js';
import { withReasons } from './omissions.js';
import type { Report } from './row.js';

export function mergeFacts(facts: Facts, report: Report): Intent {
  const { rows } = facts;
  return {
    product: productOf(facts.documents, report),
    documents: facts.documents,
    threats: distinct(rows.threats),
    boundaries: distinct(rows.boundaries),
    deployments: distinct(rows.deployments),
    components: distinct(rows.components),
    classifications: distinct(rows.classifications),
    authorizations: distinctAuthorizations(rows.authorizations),
    isolation: distinct(rows.isolation),
    connections: distinct(rows.connections),
    protections: distinctProtections(rows.protections),
    auditEvents: distinct(rows.auditEvents),
    credentials: distinct(rows.credentials),
    zones: distinct(rows.zones),
    endpoints: distinct(rows.endpoints),
    compliance: distinct(rows.compliance),
    naming: distinct(rows.naming),
    omitted: withReasons(distinct(facts.omitted), report),
    decisions: withSuperseded(facts.decisions),
  };
}

function distinct<T extends object>(items: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = sameWords(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Two that name no place of the database may be about different things: nothing tells that they are one. */
function distinctProtections(items: readonly Protection[]): readonly Protection[] {
  const placed = new Set(distinct(items.filter(({ locations }) => locations.length > 0)));
  return items.filter((item) => item.locations.length === 0 || placed.has(item));
}

/** A row whose resource names nothing of the database says what it is about in prose alone. */
function distinctAuthorizations(items: readonly Authorization[]): readonly Authorization[] {
  const placed = new Set(distinct(items.filter(({ resources }) => resources.length > 0)));
  return items.filter((item) => item.resources.length === 0 || placed.has(item));
}

/** The fact without its places. */
export function sameWords(fact: object): string {
  return JSON.stringify(JSON.parse(canonicalJson(fact)), withoutSource);
}

function withoutSource(key: string, value: unknown): unknown {
  return key === 'source' ? undefined : value;
}

function productOf(documents: readonly DocumentFact[], report: Report): string | null {
  const stated = documents.filter((document) => document.product !== null);
  const [first] = stated;
  const other = stated.find((document) => document.product !== first?.product);
  if (other !== undefined) {
    report({
      code: 'several-products',
      severity: 'warning',
      what: `The documents name the products "${first?.product ?? ''}" and "${other.product ?? ''}".`,
      why: 'Rules of one product would be enforced on the database of another.',
      fix: 'Give the directory of one product, or correct the front matter.',
      source: other.source,
    });
  }
  return first?.product ?? null;
}
