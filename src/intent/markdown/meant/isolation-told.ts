// What keeps tenants apart, in a document or section on that: the first item that names the key or the carrier in
// code and says what it does everywhere. A document has one scheme; what follows says more of it.

import { isAside, type Surroundings } from '../../sections/meaning.js';
import { wordsIn } from '../../words/head-nouns.js';
import type { Cell } from '../../row.js';
import type { ListRow } from '../lists.js';
import type { MeantPlace, MeantRow } from './reader.js';

const APART: ReadonlySet<string> = new Set(
  'tenant tenancy multitenant multitenancy isolation isolated segregation separation'.split(' '),
);
const OTHERWISE =
  /\b(?:test\w*|verif\w*|gaps?|audit\w*|migrat\w*|checklist|rollout|criteria|options?|comparison|alternatives?|troubleshooting|adding|how to|examples?|pitfalls?|anti|never|future|limitations?|review|attacks?|threats?|risks?|caches?|files?|routes?)\b/iu;
/** What is kept apart there are no customers. */
const OF_OTHERS =
  /\b(?:process|environments?|network|containers?|sandbox\w*|workers?|threads?|browser|fault|failure|runtime|plugins?|agents?|build|memory|hardware|kernel|vm|session|transaction)[- ](?:level )?(?:isolation|separation|segregation)\b/iu;

/** `X-Tenant-Id`, `tenant_id`, `TenantScope`, `app.current_org`. */
const NAMES_TENANT =
  /(?:^|[^a-z])(?:x-)?(?:current_?)?(?:tenant|org|organi[sz]ation|workspace|company|school|clinic|store|shop|venue|account)(?:[-_. ]?(?:id|uuid|slug|key|scope|context|filter))?(?:$|[^a-z])|tenant\w*/iu;
const KEEPS =
  /\b(?:every|each|all|requires?|headers?|claims?|jwt|tokens?|scop\w+|filter\w*|partition\w*|prefix\w*|polic(?:y|ies)|rls|row[- ]level|where|schema|session|carr(?:y|ies)|has|have|include\w*|resolved?|subdomain)\b/iu;
/** `Every tenant-owned model must include:` before the columns. */
const INCLUDES = /\b(?:includes?|carr(?:y|ies)|contains?|have|has)$/iu;
const OWN_PLACE =
  /\b(?:each|every) (?:tenant|customer|client|organi[sz]ation|workspace|company|school|clinic|shop|store)s? (?:has|gets|owns|lives in|runs in|uses|receives|is given) (?:(?:its|their) own|an? (?:own|separate|dedicated|isolated)) (?:\S+ ){0,2}(?:schema|database|cluster|instance|namespace)\b/iu;
const ROWS =
  /\b(?:where|rls|row[- ]level|every (?:row|table|record|model)|all (?:rows|tables|models))\b|\brequires?\b.*\bx-/iu;
/** A route, a place in the code. */
const PATH = /\/|\.\w{2,4}$/u;
const REFUSES = /^(?:never|do not|don't|no|avoid)\b|\bdisables?\b/iu;

export function isolationTold(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (place.has('isolation') || !isAbout(place)) return [];
  const told = items.flatMap((item) => [item, ...item.nested]).filter(({ whole }) => tellsScheme(whole, place.leadIn));
  // What keeps rows apart says more than who the tenant is.
  const scheme = told.find(({ whole }) => ROWS.test(whole.text)) ?? told[0];
  if (scheme === undefined) return [];
  const scope = { text: 'none', spans: [], source: scheme.source };
  return [{ kind: 'isolation', cells: new Map([['scope', scope]]), source: scheme.source }];
}

function tellsScheme({ text, spans }: Cell, leadIn: string): boolean {
  if (OWN_PLACE.test(text) && !REFUSES.test(text)) return true;
  return (
    spans.some((span) => NAMES_TENANT.test(span.text) && !PATH.test(span.text)) &&
    (KEEPS.test(text) || INCLUDES.test(leadIn)) &&
    !REFUSES.test(text)
  );
}

function isAbout({ around, leadIn, file }: Surroundings): boolean {
  const [nearest = ''] = around;
  if (isAside({ around, leadIn, file }) || OTHERWISE.test(nearest) || OTHERWISE.test(leadIn)) return false;
  if (OF_OTHERS.test(nearest) && !/tenan/iu.test(nearest)) return false;
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
  return [...around, leadIn, name].some((text) => [...wordsIn(text)].some((word) => APART.has(word)));
}
