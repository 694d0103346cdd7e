// Rights told in sentences of a list: `Cashiers can read their own shifts`, `Only the owner closes the till`,
// `Manager-only writes`, `Baker: reads recipes`. Who is a role, and what follows is something that one may do.

import { isAside, saysMuchOf } from '../../sections/meaning.js';
import { standingOf } from '../../sections/listing-headings.js';
import { LAYER, speaksOfRole } from '../../sections/roles.js';
import type { Cell } from '../../row.js';
import { beginsWithDeed } from '../../words/deeds.js';
import type { ListRow } from '../lists.js';
import { namesRole } from '../roles-named.js';
import { isOfDuties } from '../no-facts.js';
import { rightRow, type MeantPlace, type MeantRow } from './reader.js';

const VERB =
  '(?:read|view|see|list|creat|add|submit|edit|updat|chang|manag|approv|reject|delet|remov|cancel|export|import|assign|invit|configur|access|administ|moderat|operat|write|writ|run|publish|review|handl|oversee|control|process|audit|mark|open|clos|query|quer|modif|grant|revok|reset|download|upload|sign|use|act|perform|execut|enroll|register|search)(?:e?[sd]|ies|y|e)?(?:/\\w+)*';
const MAY =
  "(?:can(?:not|’t|'t)?|may(?: not)?|must not|are (?:not )?(?:allowed|permitted|able) to|is (?:not )?(?:allowed|permitted|able) to|(?:is|are) (?:restricted|limited) to|holds?|(?:has|have|gets?) (?:\\w+[- ]){0,3}(?:access|rights?|permissions?))";
/** `Cashiers and bakers can only read …`. */
const SENTENCE = new RegExp(
  `^(?:(?:all|any|every|each|the|an?|only|only the|only an?|regular|normal)\\s+)?((?:[\\p{L}/_\`-]+\\s+){1,4}?)${MAY}\\s+(?:\\w+ly\\s+|also\\s+|never\\s+)?(?!(?:only\\s+)?(?:be|have|hold|belong|contain|exist|fail|expire)\\s)\\p{L}`,
  'iu',
);
const ONLY = new RegExp(
  `^only\\s+(?:the\\s+|an?\\s+)?((?:[\\p{L}/_\`-]+\\s+){1,4}?)(?:can\\s+|may\\s+)?${VERB}\\b`,
  'iu',
);
/** `Manager-only writes`, `Owner only`. */
const RESERVED = /^([\p{L}/_`-]+(?: [\p{L}/_`-]+)?)[- ]only(?:\s+\p{L}+){0,4}[.;]?$/iu;
/** `Access to the books is restricted to users with the owner role`. */
const LIMITED =
  /^access to .{2,80}? is (?:\w+ly )?(?:restricted|limited|granted|reserved) (?:only )?(?:to|for) (?:(?:users|members|people) with )?(?:the |an? )?([\p{L}_-]+(?: [\p{L}_-]+)?)/iu;
const DOES = new RegExp(
  `^(?:can\\b|may\\b|cannot\\b|full\\b|all\\b|own\\b|only\\b|no access\\b|read[- ]only\\b|everything\\b|${VERB}\\b|(?:\\w+ ){1,3}access\\b)`,
  'iu',
);
/** What is no person and no program, so that it may nothing: `Tokens may be reused`. */
const THINGS =
  /\b(?:tokens?|keys?|secrets?|passwords?|files?|tables?|rows?|columns?|records?|requests?|responses?|polic(?:y|ies)|data|logs?|entr(?:y|ies)|events?|sessions?|cookies?|fields?|quer(?:y|ies)|backups?|system|this|that|it|they|we|you|there|which|values?|inputs?|messages?|changes?|errors?|access|code|builds?|migrations?|releases?)$/iu;

export function rightsTold(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  const spoken = saysMuchOf('authorizations', place);
  const [nearest = ''] = place.around;
  if (isAside(place) || isOfDuties(nearest) || /\b(?:endpoints?|apis?|schema)$/iu.test(nearest)) return [];
  const layered = items.filter(({ begins }) => LAYER.test(begins?.head.text ?? '')).length > 1;
  const all =
    !layered && spoken >= 1 && ABOUT_ROLES.test(`${place.leadIn} ${place.around[0] ?? ''}`) ? ofRoles(items) : [];
  if (all.length > 0) return all;
  return items.flatMap((item) => {
    const labelled = layered ? null : ofRole(item, place);
    const told =
      spoken < 1
        ? (ofCode(item, place) ?? ofNobodyElse(item, place))
        : (labelled ?? ofSentence(item, place, spoken >= 2));
    if (told !== null) return [told];
    return [...ofLabels(item, place), ...rightsTold(item.nested, { ...place, leadIn: item.whole.text })];
  });
}

/** `CLERK` in code `can open the till`, under any heading. */
function ofCode(item: ListRow, place: MeantPlace): MeantRow | null {
  const [code] = item.whole.spans;
  return code !== undefined && item.whole.text.startsWith(code.text) ? ofSentence(item, place, false) : null;
}

/** `Only the recipient can open a letter`, under any heading but those on threats. */
function ofNobodyElse({ begins, whole, source }: ListRow, place: MeantPlace): MeantRow | null {
  const said = begins !== null && begins.form !== 'plain' ? begins.rest : whole;
  const [, who = '', done = ''] = NOBODY_ELSE.exec(said.text) ?? [];
  if (!beginsWithDeed(done) || standingOf('threats', place) > 0) return null;
  const named = who.split(/\s*(?:,|\/|\band\b|\bor\b)\s*/u).filter(Boolean);
  const people = named.length > 0 && named.every((name) => namesRole(name, place.roles) || OWNER.test(name));
  return people ? right({ text: who, spans: [], source }, said) : null;
}

const NOBODY_ELSE = /^only (?:the |an? )?([\p{L}_`/ ,-]{3,60}?) (?:can|may) (\p{L}.*)$/isu;
const OWNER = /^(?:[\p{L}-]+ )?(?:recipient|sender|author|owner|creator|participant|holder|assignee)s?$/iu;

const ABOUT_ROLES = /\broles?\b|\brbac\b|\bpersonas?\b/iu;

/** Among roles each item is one, when at least a third say so by what they may do. */
function ofRoles(items: readonly ListRow[]): readonly MeantRow[] {
  const leads = items.map((item) => ({ lead: leadOfRole(item), source: item.source }));
  if (items.length < 2 || leads.some(({ lead }) => lead === null)) return [];
  const rights = leads.filter(({ lead }) => lead !== null && DOES.test(lead.rest.text.trim())).length;
  if (rights * 3 < items.length) return [];
  return leads.flatMap(({ lead, source }) => (lead === null ? [] : [right({ ...lead.head, source }, lead.rest)]));
}

/** `TILL_CLERK: …`, `**Owner** - …`, `Owner, full control`. */
function leadOfRole({ begins, whole }: ListRow): { readonly head: Cell; readonly rest: Cell } | null {
  const set = begins !== null && begins.head.text.split(' ').length <= 3 && begins.rest.text !== '' ? begins : null;
  if (set !== null && NAME.test(set.head.text)) return set;
  const [head = '', rest = ''] = whole.text.split(/,\s+(.*)/su);
  if (rest === '' || !speaksOfRole(head) || head.split(' ').length > 3) return null;
  return { head: { ...whole, text: head, spans: [] }, rest: { ...whole, text: rest, spans: [] } };
}

const NAME = /^[\p{L}_ -]+$/u;

/** `Access: clerks can read their own` under any item says it whatever the heading is about. */
function ofLabels({ fields }: ListRow, place: MeantPlace): readonly MeantRow[] {
  return fields.flatMap(({ header, cell }) => {
    if (!/^(?:access|who (?:can|may) \w+|permissions?|rights)$/iu.test(header)) return [];
    const who = SENTENCE.exec(cell.text)?.[1]?.trim() ?? REACHED.exec(cell.text)?.[1]?.trim();
    return who !== undefined && namesRole(who, place.roles)
      ? [right({ text: who, spans: [], source: cell.source }, cell)]
      : [];
  });
}

/** `writable by clerks`, `owner-readable`. */
const REACHED =
  /(?:(?:read|writ|view|edit)\w*able by (?:the |all |any |authori[sz]ed |assigned )?(?:an? )?(\p{L}+(?: \p{L}+)?)\b)/iu;

/** `**Baker**: reads recipes and writes batches`. */
function ofRole({ begins, source }: ListRow, place: MeantPlace): MeantRow | null {
  if (begins === null || begins.head.text.split(' ').length > 3 || !namesRole(begins.head.text, place.roles))
    return null;
  return DOES.test(begins.rest.text.trim()) ? right({ ...begins.head, source }, begins.rest) : null;
}

function ofSentence({ begins, whole, source }: ListRow, place: MeantPlace, sure: boolean): MeantRow | null {
  const behind = begins !== null && begins.form !== 'plain' && SENTENCE.test(begins.rest.text);
  const said = behind ? begins.rest : whole;
  const text = said.text.replace(/\s*[(（][^()（）]*[)）]/gu, '');
  const forms = ABOUT_ACCESS.test(place.leadIn) ? [SENTENCE, ONLY, RESERVED, LIMITED] : [SENTENCE, ONLY, LIMITED];
  const who = forms.map((form) => form.exec(text)?.[1]?.trim()).find(Boolean);
  if (who === undefined || doesNothing(text) || THINGS.test(who) || /^roles?$/iu.test(who)) return null;
  const known = namesRole(who, place.roles) || (sure && !behind && PEOPLE.test(who));
  return known ? right({ text: who, spans: [], source }, said) : null;
}

/** What everybody may be, have or hold is no right: `Users can have two roles`, `A member may belong to both`. */
function doesNothing(text: string): boolean {
  const done = MODAL.exec(text)?.[1];
  return text.includes('? ') || text.endsWith('?') || (done !== undefined && !beginsWithDeed(done) && !DONE.test(done));
}

const MODAL = /\b(?:can(?:not|'t|’t)?|may(?: not)?|must not|able to|allowed to|permitted to)\s+((?:\p{L}|`).*)$/isu;
const DONE =
  /^(?:\w+ly |also |never |not )*(?:(?:do|have|gain|get|obtain)\b.{0,40}\b(?:access|anything|everything|rights?|permissions?)\b|be (?:\w+ly )?(?:viewed|edited|read|changed|deleted|created|managed|accessed))/iu;

/** `Owner only` says nothing under "This gives:". */
const ABOUT_ACCESS = /^$|\b(?:access|allowed|permi\w+|who|may|can|roles?|rights?|restrict\w*|guards?|routes?)\b/iu;

/** Under a heading on rights, whoever may do something: "Observers", "The recipient". */
const PEOPLE =
  /^(?:\p{L}+ )?(?!(?:serv|contain|brows|handl|head|paramet|numb|identifi|trigg|buff|clust|fold|ord|lay|filt|adapt|pars|scann|wrapp|load|count|pointer|schedul|listen|consum|produc|rout|balanc|limit|point)ers?$|(?:err|vect|connect|indicat|fact|process|descript|generat|iterat|col)ors?$|(?:compon|docum|ev|environm|deploym|segm|paym|comm|cont|attachm|statem|elem|increm|assignm|docum|intent|departm)ents?$|(?:vari|const|inst)ants?$)\p{L}{2,}(?:er|or|ent|ant|ist|ian|ee|ar)s?$/iu;

/** The name is all of the words. */
function right(actor: Cell, what: Cell): MeantRow {
  return rightRow({ ...actor, spans: [] }, what);
}
