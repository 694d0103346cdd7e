// Who may do what, in lists: under the heading of a role, `manager: may refund`, `orders.cancel` → `manager`.

import type { Cell } from '../row.js';
import { tellsNoRights } from '../sections/rights-aside.js';
import { isAboutRoles, LAYER, roleWords, speaksOfRole, tellsAboutRoles } from '../sections/roles.js';
import { beginsWithDeed, speaksOfDeed } from '../words/deeds.js';
import { isOperation } from '../words/operations.js';
import type { Lead } from './leads.js';
import type { ListRow } from './lists.js';
import { isOfDuties } from './no-facts.js';
import { asName, type ProseCells, type ProsePlace } from './prose-place.js';

const ROLES =
  /\broles?\b|permissions?|privileges|rollen|rôles|permisos|papéis|permissões|角色|权限|ロール|権限|역할|권한/iu;

const ACCESS = /\baccess|authori[sz]|polic|matrix/iu;
const DOES =
  /^(?:can|cannot|may|full|all|only|no access|read|view|list|see|create|add|submit|edit|update|change|manage|approve|reject|delete|remove|cancel|export|assign|invite|configure)\b/iu;
const MAY = /^(?:can|may|cannot|has|have|full|read|write|only|no access|view|manage|all)\b/iu;

/** "Can:", "Permissions:". */
const MAY_LISTED =
  /^(?:can|may|permissions?|capabilit(?:y|ies)|allowed(?: to)?|rights|abilities|what they can do|can do)$/iu;

export function proseRights({ begins, whole }: ListRow, place: ProsePlace): ProseCells | null {
  const { heading, leadIn, defaults } = place;
  if (tellsNoRights(place) || whole.text.includes('? ')) return null;
  // Under the name of a role, what it may do.
  const role = defaults.get('actor');
  if (role !== undefined) {
    const listed = MAY_LISTED.test(leadIn) && whole.text.length <= 120;
    if (/[:：]$/u.test(whole.text)) return null;
    return listed || DOES.test(whole.text) || beginsWithDeed(whole.text)
      ? right({ ...role, source: whole.source }, whole)
      : null;
  }
  if (begins === null || begins.rest.text === '') return null;
  // `orders.cancel` → `manager`: the right first, then who has it.
  if (begins.form === 'code' && begins.rest.spans[0]?.text === begins.rest.text && ACCESS.test(heading ?? '')) {
    return right({ ...begins.rest, source: begins.head.source }, begins.head);
  }
  if (isOfDuties(heading ?? '')) return null;
  const speaks = ROLES.test(heading ?? '') || (ACCESS.test(heading ?? '') && MAY.test(begins.rest.text));
  const head = begins.head.text;
  if (!speaks || head.split(' ').length > 4 || NOTE.test(head) || isAboutRoles(head)) return null;
  // Of words that begin a paragraph only the name of a role is one.
  if (/\p{L}+ing$/u.test(head) || !isHolder(begins, begins.rest.text, heading)) return null;
  return new Map([
    ['actor', begins.head],
    [isOperation(begins.rest.text) ? 'operations' : 'condition', begins.rest],
  ]);
}

/** Something about the roles, and none of them. */
const NOTE =
  /^(?:known|notes?|open|current|future|important|why|how|what|when|where)\b|\b(?:inconsistenc\w+|issues?|gaps?|rationale|caveats?|guards?|middlewares?|checks?|decorators?|enforcement|levels?|rls|hooks?|permissions?|controls?|routes?|endpoints?|sessions?|tokens?|authentication|authori[sz]ation|verification|isolation|separation|hierarchy|assignment|scop(?:es?|ing)|storage|tables?|roles|policies|monitoring)$/iu;

/** A word for people or a code beside something of rights; another name only where what follows begins with that. */
function isHolder({ head, form }: Lead, rest: string, heading: string | null): boolean {
  const name = roleWords(head.text.replace(/\s*[(（][^()（）]*[)）]$/u, ''));
  if (tellsAboutRoles(head.text) || /^roles?$/iu.test(name) || beginsWithDeed(name)) return false;
  if (LAYER.test(name) || (ENFORCED.test(heading ?? '') && AMBIGUOUS.test(name))) return false;
  const known = speaksOfRole(name.split(' ').at(-1) ?? '') || form === 'code' || /^[A-Z][A-Z_]+$/u.test(head.text);
  return known ? speaksOfDeed(rest) || DOES.test(rest) : DOES.test(rest) || beginsWithDeed(rest);
}

/** Programs that ask for rights, where it is told who asks. */
const ENFORCED = /\b(?:enforce\w*|implement\w*|layers?|where|checked|checks?)\b/iu;
const AMBIGUOUS = /^(?:clients?|services?|apis?|public|server|agents?)$/iu;

function right(actor: Cell, what: Cell): ProseCells {
  return new Map([
    ['actor', actor],
    ['condition', asName(what)],
  ]);
}
