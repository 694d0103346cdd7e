// Which headings and announcements list facts of a kind by their own words: "Threats", "OAuth attacks", "What can go
// wrong", "Trust boundaries". A model, an analysis or a catalogue of them holds more than the list.

import { nounsOf, singular } from '../words/head-nouns.js';
import { MEASURES } from '../words/kind-nouns.js';
import { normalHeading, normalWords } from '../words/normal.js';
import { recogniseHeading, type HeadingKind } from './headings.js';
import { headingScore, isAside, type Surroundings } from './meaning.js';

export type Listed = 'threats' | 'boundaries';

/** 3: the nearest words list such facts; 2: others around do, or hold them; 1: it is spoken of; 0: not at all. */
export type Standing = 0 | 1 | 2 | 3;

const NAMES: { readonly [K in Listed]: RegExp } = {
  threats: /^(?:threat|attack|abuse|misuse|exploit|vulnerability|risk|danger|hazard|owasp|stride|weakness)$/u,
  boundaries: /^(?:boundary|crossing|perimeter)$/u,
};
/** Only behind a word that names the kind. */
const CASES = /^(?:scenario|case|vector|path|pattern|mode|type|class|category|concern|consideration)$/u;
const HOLDERS =
  /^(?:model|modeling|modelling|analysis|assessment|catalog|catalogue|register|inventory|list|enumeration|summary|overview|matrix|table|landscape|map|review|tree|breakdown|mapping)$/u;
const SAID: { readonly [K in Listed]: RegExp } = {
  threats:
    /\b(?:what|how) (?:\S+ )?(?:can|could|may|might|will|would) (?:\S+ ){0,3}(?:wrong|attacked?|abused?|fail)\b|\bowasp\b.*\btop\b|\btop (?:10|ten)\b.*\b(?:risks?|owasp)\b|^(?:what )?(?:\S+ ){0,3}(?:protects?|defends?|guards?) (?:(?:you|us|users?|them|customers?|tenants?|people|your \S+) )?(?:against|from)$/u,
  boundaries: /\b(?:where|what) (?:\S+ ){0,3}trust (?:changes|ends|begins|meets)\b/u,
};
const UNCOUNTED = /^(?:stride|owasp|abuse|misuse|boundary|perimeter|crossing)$/u;
/** Behind the noun stands only what is done with them. */
const DONE_WITH =
  /\s(?:considered|addressed|mitigated|identified|covered|modell?ed|analy[sz]ed|defended|handled|in scope|we\b.*|that\b.*|which\b.*|this\b.*|it\b.*|and\b.*)$/u;
const JOINT = /\s*(?:[&/,;|+→⇒➔➜]|->|=>|[—–]|:(?=\s)|\s-\s|\band\b|\bor\b|\bvs\.?\s)\s*/iu;
/** What is asked, denied or done about. */
const NO_LIST =
  /^(?:no|not|non|accepted|residual|remaining|fixed|resolved|patched|closed|past|previous|historical|reported|discovered|retired|example|sample|project|business|schedule|delivery|commercial|vendor|legal|launch|rollout|rollback|how (?:to|we)|preventing|protecting|mitigating|detecting)\b|\b(?:out of scope|not (?:covered|mitigated|addressed))\b|\b(?:fixed|resolved|patched|closed|found|reported|disclosed)$/u;

export function listsBy(kind: Listed, text: string): 'list' | 'holder' | null {
  const words = normalHeading(text.replace(/\.(?:md|markdown)$/iu, ''));
  if (words === '' || NO_LIST.test(words)) return null;
  if (SAID[kind].test(words)) return 'list';
  if (kind === 'boundaries' && CROSSES.test(words)) return null;
  // "Protection against injection attacks": what it is against.
  const against = / against ([^()]+)/iu.exec(text)?.[1];
  if (kind === 'threats' && against !== undefined) return listsBy(kind, against);
  const found = text
    .replace(/\.(?:md|markdown)$/iu, '')
    .split(JOINT)
    .map((part) => partLists(kind, part));
  return found.includes('list') ? 'list' : found.includes('holder') ? 'holder' : null;
}

/** "Data crossing boundaries": what crosses them, and not which they are. */
const CROSSES =
  /^(?!(?:data )?flows?\b)(?:\S+ )+(?:cross(?:ing|es)?|across|to|at|beyond|outside|within) (?:the |our |all |each )?(?:\S+ )?boundar(?:y|ies)$/u;

function partLists(kind: Listed, part: string): 'list' | 'holder' | null {
  const said = normalHeading(part.replace(/\s*[(（][^()（）]*[)）]/gu, '')).replace(DONE_WITH, '');
  const spoken = said.split(' ');
  const words = spoken.map(singular);
  const { head } = nounsOf(said);
  const last = words.at(-1) ?? '';
  // "Primary attack scenario: …" tells one of them.
  if (
    last === spoken.at(-1) &&
    !HOLDERS.test(last) &&
    !UNCOUNTED.test(last) &&
    (NAMES[kind].test(last) || CASES.test(last))
  )
    return null;
  if (NAMES[kind].test(last) || (NAMES[kind].test(head) && !HOLDERS.test(last) && !CASES.test(last))) return 'list';
  if (!words.some((word) => NAMES[kind].test(word))) return null;
  if (CASES.test(last)) return 'list';
  return HOLDERS.test(last) ? 'holder' : null;
}

/** "Threat mitigations" names them, but what stands under it is done about them. */
export function isOverMeasures(text: string): boolean {
  return listsBy('threats', text) === null && MEASURES.has(nounsOf(text).head);
}

/** "Attack flow", "Kill chain": the steps of one, in their order. */
export function isSequence(text: string): boolean {
  return SEQUENCE.test(normalHeading(text));
}

const SEQUENCE =
  /\b(?:attack(?:er)?|exploit(?:ation)?|kill|abuse|threat|intrusion|compromise)s? (?:flows?|steps|chains?|sequences?|walk ?throughs?|timelines?|progression|phases|stages|life ?cycle|narrative|story)$/u;

/** Someone who means harm may do what follows: "Assume attackers may:". */
const ATTACKERS =
  /\b(?:attackers?|adversar(?:y|ies)|malicious \w+|hostile \w+|intruders?)\b.*\b(?:may|might|could|can|will|would|tries|try|attempts?)\b(?: (?:try|attempt|want|seek))?(?: to)?$/u;
const DENIED = /\b(?:not|never|no|cannot|unable|without|out of scope|controls?|mitigat\w+|prevent\w*)\b/u;

export function attackersMay(leadIn: string): boolean {
  const words = normalWords(leadIn);
  return ATTACKERS.test(words) && !DENIED.test(words);
}

/** What stands under it is left open, planned or shown, also where it lists threats. */
const LEFT_OPEN =
  /\b(?:residual|remaining|accepted|recommend\w*|future|planned|proposed|examples?|templates?|glossary|legend|out of scope|checklists?|tests?|testing|roadmap|questions?|personas?|gaps?|limitations?|assumptions?|deprecated|removed|open|methodology|scoring|rating)\b/iu;

/** As `isAside`, but a heading that lists the facts may say anything else besides. */
export function isSetAside(kind: Listed, place: Surroundings): boolean {
  const [nearest = '', ...above] = place.around;
  if (place.around.some((text) => isLeftOut(recogniseHeading(text)))) return true;
  if (kind === 'threats' && (isSequence(place.leadIn) || isSequence(nearest))) return true;
  return (
    isAside({ ...place, around: [nearest, ...above] }) && (listsBy(kind, nearest) === null || LEFT_OPEN.test(nearest))
  );
}

function isLeftOut(kind: HeadingKind | null): boolean {
  return kind === 'aside' || kind === 'omitted';
}

/** "Assets (what a thief wants):" under "Assets and threats" announces neither threats nor boundaries. */
export function announcesOther(leadIn: string): boolean {
  const named = (leadIn.split(/[(（:,—–]/u)[0] ?? '').trim();
  // Of a sentence its last words count: "… rests on these principles:".
  const last = /\b(?:these|following|main|key|our) (\S+)$/iu.exec(named)?.[1] ?? '';
  const words = named.split(' ').length;
  return OTHERS.has(words <= LABEL_WORDS ? nounsOf(named).head : singular(last.toLowerCase()));
}

const LABEL_WORDS = 4;
const OTHERS: ReadonlySet<string> = new Set(
  (
    'asset actor attacker adversary component dependency principle assumption role user service technology goal objective ' +
    'property stakeholder interface store legend note example question step test owner party participant responsibility'
  ).split(' '),
);

export function standingOf(kind: Listed, place: Surroundings): Standing {
  if (isSetAside(kind, place) || announcesOther(place.leadIn)) return 0;
  const { leadIn, around, file } = place;
  const [nearest = ''] = around;
  const said = listsBy(kind, leadIn) ?? (leadIn === '' || leadIn.length > LONG ? listsBy(kind, nearest) : null);
  // A title names the whole document, and not what stands right under it.
  if (said === 'list') return around.length > 1 || leadIn !== '' ? 3 : 2;
  const above = around.slice(0, -1).map((text) => listsBy(kind, text));
  const titled = around.length <= 1 && leadIn === '';
  if ((said === 'holder' && !titled) || above.some((each) => each !== null)) return 2;
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
  const spoken = [around.at(-1) ?? '', name].some((text) => listsBy(kind, text) !== null);
  return spoken || headingScore(kind, place) > 0 ? 1 : 0;
}

/** Longer sentences announce nothing by themselves. */
const LONG = 60;
