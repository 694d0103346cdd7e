// Rights announced for somebody before a list of them: `Clerks in the front shop may:`, `The manager can see:`, a heading
// `Owner permissions`, or an item that is the name of a role with a list inside.

import { headingScore, isAside } from '../../sections/meaning.js';
import { beginsWithDeed } from '../../words/deeds.js';
import type { ListRow } from '../lists.js';
import { isOfDuties } from '../no-facts.js';
import { namesRole } from '../roles-named.js';
import { rightRow, type ListReader, type MeantPlace, type MeantRow } from './reader.js';

export const rightsAnnounced: ListReader = (items, place) => {
  const [nearest = ''] = place.around;
  if (isOfDuties(nearest) || HOSTILE.test(place.leadIn)) return [];
  const held = isAside(withoutWords(place, API)) ? [] : [...grantedTo(items, place), ...heldBy(items, place)];
  if (held.length > 0) return held;
  const titled = place.leadIn === '' ? roleOver(nearest, place) : null;
  // "Manager actions" is a heading of rights, whatever "actions" are elsewhere.
  if (titled !== null && headingScore('authorizations', place) > 0)
    return items.flatMap((item) => (beginsWithDeed(item.whole.text) ? [right(titled, item, item.whole.text)] : []));
  if (isAside(withoutWords(place, /\bactions?\b/giu))) return [];
  const over = overList(items, place);
  return over.length > 0 || headingScore('authorizations', place) < 1 ? over : insideNames(items, place);
};

/** `Granted to:` before a list of roles: what is granted stands in the heading. */
const GRANTED = /\b(?:granted|available|allowed|permitted|open) (?:only )?to(?: the following(?: roles)?)?$/iu;

function grantedTo(items: readonly ListRow[], { leadIn, around, roles }: MeantPlace): readonly MeantRow[] {
  const [nearest = ''] = around;
  if (!GRANTED.test(leadIn) || /\b(?:not|never|only if)\b/iu.test(leadIn) || nearest === '') return [];
  const named = items.filter(({ begins, whole }) => begins?.form === 'code' || namesRole(whole.text, roles));
  return named.length * 2 < items.length ? [] : named.map((item) => right(item.whole.text, item, nearest));
}

/** `Global API key` and `Global admin` under "Access levels", `SUPER_ADMIN skips the filter:`: who holds what follows. */
function heldBy(items: readonly ListRow[], { leadIn, around, roles }: MeantPlace): readonly MeantRow[] {
  const [nearest = '', ...above] = around;
  const titled = nearest.replace(/^[\s\d.)]+/u, '').trim();
  const level = leadIn === '' && above.some((text) => LEVELS.test(text));
  const who = level ? titled : (PASSES.exec(leadIn)?.[1] ?? '');
  if (who === '' || !(namesRole(who, roles) || (level && KEY.test(who)))) return [];
  return items.flatMap((item) => (HELD.test(item.whole.text) ? [right(who, item, item.whole.text)] : []));
}

const LEVELS = /\b(?:access|permission|privilege) (?:levels?|tiers?|scopes?|model)\b/iu;
const KEY = /^(?:[\p{L}-]+ ){1,4}(?:keys?|tokens?)$/iu;
const PASSES = /^`?([A-Z][A-Z_]{3,})`? (?:skips?|bypass(?:es)?|has|gets)\b/u;
const HELD = /^(?:can|may) (?!not\b)|^full access\b|^(?:sees|reads|manages) (?:all|every|any)\b/iu;

const API = /\bapi\b/giu;

/** Words that would set a list of anything else aside. */
function withoutWords(place: MeantPlace, words: RegExp): MeantPlace {
  return { ...place, around: place.around.map((text) => text.replace(words, '')) };
}

const HOSTILE = /\b(?:attack\w*|adversar\w*|malicious|hostile|intruders?|threat|rogue|compromised)\b/iu;
const ABOUT_ROLES = /\broles?\b|\brbac\b|\bpersonas?\b/iu;

const TITLED =
  /^[\s\p{S}\p{M}\p{Cf}\d.)]*(?:what )?(?:the |an? )?((?:[\p{L}_-]+ ){1,3}?)(?:actions|permissions|capabilities|rights|abilities|privileges|powers|can do|can|may)$/iu;

/** `Shop owner permissions`: whose they are. */
function roleOver(heading: string, { roles }: MeantPlace): string | null {
  const who = TITLED.exec(heading.trim())?.[1]?.trim();
  return who !== undefined && namesRole(who, roles) && !/\b(?:api|public|service|client|roles?)\b/iu.test(who)
    ? who
    : null;
}

/** `Clerks in the front shop may:` before a list of what. */
const ANNOUNCED =
  /^(?:the |all |any |every |each |an? )?((?:[\p{L}_-]+ ){1,3}?)(?:(?:in|of|at|with|whose|who|that|having) .{1,80} )?(?:can|may|(?:is|are) (?:allowed|permitted) to)$/iu;
/** `The manager can see:` before a list of things. */
const SEES =
  /^(?:the |all |any |every |each |an? )?((?:[\p{L}_-]+ ){1,3}?)(?:(?:in|of|at|with|whose|who|that|having) .{1,80} )?(?:can|may|(?:is|are) (?:allowed|permitted) to) (?:only |also )?((?:read|view|see|access|manage|edit|create|update|delete|query|export|approve)\b.{0,60})$/iu;
/** How it is done, or when. */
const WAYS = /\b(?:by|via|using|ways?|steps?|when|if|from|through|unless|after|before|follow(?:s|ing steps))\b/iu;

function overList(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  const { leadIn, around, roles } = place;
  const named = ABOUT_ROLES.test(around[0] ?? '') && leadIn.split(' ').length <= 4 && namesRole(leadIn, roles);
  if (named) return items.flatMap((item) => (isDone(item.whole.text) ? [right(leadIn, item, item.whole.text)] : []));
  const who = ANNOUNCED.exec(leadIn)?.[1]?.trim();
  if (who !== undefined && namesRole(who, roles)) return items.map((item) => right(who, item, item.whole.text));
  const [, actor = '', sees = ''] = SEES.exec(leadIn) ?? [];
  if (sees === '' || WAYS.test(sees) || !namesRole(actor.trim(), roles)) return [];
  if (headingScore('authorizations', place) < 1) return [];
  return items.map((item) => right(actor.trim(), item, `${sees}: ${item.whole.text}`));
}

/** `- cashier:` with what the cashier may do in a list inside. */
function insideNames(items: readonly ListRow[], { roles }: MeantPlace): readonly MeantRow[] {
  return items.flatMap(({ whole, nested }) => {
    const name = whole.text.replace(/\s*[:：]$/u, '').trim();
    if (nested.length === 0 || name.split(' ').length > 3 || !namesRole(name, roles)) return [];
    return nested.flatMap((item) =>
      isDone(item.begins?.rest.text ?? '') || isDone(item.whole.text) ? [right(name, item, item.whole.text)] : [],
    );
  });
}

/** A deed, or how far one reaches; nothing that is refused. */
function isDone(text: string): boolean {
  return beginsWithDeed(text) || (REACH.test(text) && !/^(?:cannot|no|not|none)\b/iu.test(text));
}

const REACH = /^(?:can|may|full|all|own|only|everything|any|read[- ]only|(?:\w+ ){1,3}access)\b/iu;

function right(who: string, { whole, source }: ListRow, what: string): MeantRow {
  return rightRow({ text: who, spans: [], source }, { ...whole, text: what, spans: [] });
}
