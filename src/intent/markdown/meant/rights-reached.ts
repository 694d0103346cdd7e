// Rights told from what they are for: `Raw failures are staff-only`, `Invoices are visible to the owner`,
// `POST /ovens — lights an oven, requires admin`. Only in a document or section on rights.

import { headingScore, isAside } from '../../sections/meaning.js';
import { roleWords, speaksOfRole, tellsAboutRoles } from '../../sections/roles.js';
import { normalWords } from '../../words/normal.js';
import type { ListRow } from '../lists.js';
import { namesRole } from '../roles-named.js';
import { rightRow, type ListReader, type MeantPlace, type MeantRow } from './reader.js';

export const rightsReached: ListReader = (items, place) => {
  const over = `${place.leadIn} ${place.around[0] ?? ''}`;
  if (headingScore('authorizations', place) < 1 || NOT_TOLD.test(over)) return [];
  // Over routes stand the words for them, which set other things aside.
  const aside = isAside({ ...place, around: place.around.map((text) => text.replace(ROUTES, '')) });
  if (aside) return [];
  const said = isAside(place) ? [] : items.map((item) => reached(item, place));
  const told = items.map((item, index) => routed(item, place) ?? said[index] ?? operation(item, place));
  return told.filter((row) => row !== null);
};

const ROUTES = /\b(?:apis?|endpoints?|routes?|actions?|commands?)\b/giu;

/** What is to be, what should not be, and what was found not to be so. */
const NOT_TOLD =
  /\b(?:must|should|never|not|avoid|steps?|gaps?|findings?|recommend\w*|assum\w+|invariants?|principles?|errors?|out of scope|threats?|attacks?|risks?)\b/iu;

/** `… are readable by bakers`, `… is limited to the owner`. */
const REACHED =
  /^(?!(?:access|it|this|that|they|each|role|changes?)\b)(?:\S+ ){0,11}?(?:is|are|remains?|stays?) (?:always |only |\w+ly )?(?:(?:visible|accessible|readable|writable|editable|viewable|restricted|limited|reserved) (?:only )?|(?:available|shared|exposed) only )(?:to|by|for|with) ((?:\S+ ?){1,6})/iu;
/** `Recipes are owner-only`. */
const ALONE = /^(?!(?:it|this|that|they)\b)(?:\S+ ){1,8}?(?:is|are|remains?) ([\p{L}/_]+)[- ]only\b/iu;
const DENIED = /\b(?:not|never|no|nobody|none|cannot|should|must|will|if|planned|todo)\b/iu;

function reached({ begins, whole, source }: ListRow, { roles }: MeantPlace): MeantRow | null {
  if (begins !== null && begins.form !== 'code') return null;
  const [sentence = ''] = whole.text.split(/(?<=\p{L}{2}|\))[.;]\s/u);
  const said = REACHED.exec(sentence) ?? ALONE.exec(sentence);
  if (said === null || DENIED.test(said[0])) return null;
  const who = roleIn(said[1] ?? '', roles);
  return who === null ? null : rightRow({ text: who, spans: [], source }, whole);
}

/** The first words up to that of a role: `the active business owner`. */
function roleIn(text: string, known: ReadonlySet<string>): string | null {
  const words = text
    .replace(/^(?:only |the |all |any |an? |its |their )+/iu, '')
    .replace(/[.,;:()].*$/su, '')
    .split(/\s+/u)
    .filter(Boolean);
  const at = words.findIndex((word) => known.has(normalWords(word)) || speaksOfRole(roleWords(word)));
  const name = words.slice(0, at + 1).join(' ');
  return at < 0 ||
    at > 3 ||
    /\b(?:and|or|in|of|on|at|for|to|same|per|public|api|service)\b|\d/iu.test(name) ||
    ANYBODY.test(name)
    ? null
    : name;
}

/** `Writes: bakers only`, `Reads: policy for the till (shop owner)`. */
function operation({ begins, source }: ListRow, { roles }: MeantPlace): MeantRow | null {
  if (begins === null || !OPERATION.test(begins.head.text) || DENIED.test(begins.rest.text.slice(0, SHORT)))
    return null;
  const said = /^([\p{L}_-]+(?: [\p{L}_-]+)?)[- ]only\b/u.exec(begins.rest.text)?.[1];
  const inside = [...begins.rest.text.matchAll(/[(（]([\p{L}_ -]{3,40})[)）]/gu)].map(([, name = '']) => name);
  const named = [said ?? '', ...inside].filter((name) => name !== '' && namesRole(name.replaceAll('-', ' '), roles));
  if (named.length === 0) return null;
  const what = { ...begins.rest, text: `${begins.head.text}: ${begins.rest.text}` };
  return rightRow({ text: named.join(', '), spans: [], source }, what);
}

const OPERATION = /^(?:reads?|writes?|inserts?|updates?|deletes?|creates?|select)$/iu;
const SHORT = 40;

const ROUTE = /^(?:(?:GET|POST|PUT|PATCH|DELETE)(?:[/,|]\s*(?:GET|POST|PUT|PATCH|DELETE))* )?\/[\w/:{}[\].*-]*$/u;
const GATED =
  /\b(?:requires?|needs?|restricted to|limited to|only for) (?:an? |the )?`?([\p{L}_]+)`?(?: role| only| permission)?\b|[(（]([\p{L}_]+)[- ]only[)）]/iu;

/** A route in code, and the role that its item asks for. */
function routed({ whole, source }: ListRow, { roles }: MeantPlace): MeantRow | null {
  const [route] = whole.spans;
  if (route === undefined || !whole.text.startsWith(route.text) || !ROUTE.test(route.text.trim())) return null;
  const said = GATED.exec(whole.text);
  const who = (said?.[1] ?? said?.[2] ?? '').trim();
  if (who === '' || tellsAboutRoles(who) || ANYBODY.test(who)) return null;
  const known = roles.has(normalWords(who)) || speaksOfRole(roleWords(who));
  return known ? rightRow({ text: who, spans: [], source }, whole) : null;
}

/** Who has merely signed in holds no role. */
const ANYBODY = /^(?:public|anon\w*|authenticated|auth|api|users?|clients?|service)$/iu;
