// Items of a list that are threats: each has the label (`Threat: …`), or together they stand where threats are
// listed and their names say what goes wrong, the more of them the less the headings say.

import type { Cell } from '../../row.js';
import { attackersMay, isSetAside, listsBy, standingOf, type Standing } from '../../sections/listing-headings.js';
import { isPractice, isStep } from '../../sections/local-headings.js';
import { isBareCategory } from '../../sections/stride.js';
import { codedTitle, isCode } from '../../words/coded.js';
import { countersThreat } from '../../sections/telling.js';
import { isSurface } from '../../sections/headings.js';
import { nounsOf } from '../../words/head-nouns.js';
import { KIND_NOUNS, MEASURES } from '../../words/kind-nouns.js';
import { namesThreat } from '../../words/naming-threats.js';
import { isUnstated } from '../../words/normal.js';
import { actsOnOthers } from '../../words/wrong-events.js';
import type { ListRow } from '../lists.js';
import { mayItems } from './may-items.js';
import { namedRow, type MeantPlace, type MeantRow } from './reader.js';

export function threatItems(items: readonly ListRow[], place: MeantPlace): readonly MeantRow[] {
  if (attackersMay(place.leadIn === '' ? (place.around[0] ?? '') : place.leadIn)) {
    const around = place.leadIn === '' ? place.around.slice(1) : place.around;
    return isSetAside('threats', { ...place, around }) ? [] : actsOf(items).map(threatRow);
  }
  const around = place.around.filter((text) => !isSurface(text));
  const countered = isSetAside('threats', { ...place, around }) ? [] : counteredItems(items, place);
  const listed = isSetAside('threats', place) ? [] : listedItems(items, place);
  return (listed.length > countered.length ? listed : countered).map(threatRow);
}

function listedItems(items: readonly ListRow[], place: MeantPlace): readonly Cell[] {
  const labels = RISK.test(items[0]?.begins?.head.text ?? '') ? RISK : LABEL;
  const labelled = items.flatMap((item) => labelledThreat(item, labels, place) ?? []);
  if (labelled.length > 0 || items.length < 2) return labelled;
  // Where some say what may be done, the others say how things are.
  if (mayItems(items, place).length > 0) return [];
  const standing = standingOf('threats', place);
  if (standing === 0 || isMeasure(place, standing)) return [];
  return named(items, standing, overMeasures(place)) ?? chained(items, standing) ?? told(items, standing) ?? [];
}

function threatRow(cell: Cell): MeantRow {
  return namedRow('threats', KIND_NOUNS.threats.subject, cell);
}

const LABEL =
  /^(?:the |security |potential |main )?(?:threat|attack|abuse case|(?:threat|attack) scenario)(?: \d+)?$/iu;
/** Behind anything else it says how high that is. */
const RISK = /^(?:security |potential |main )?risk(?: scenario)?(?: \d+)?$/iu;

/** `- **Threat**: forged tokens`, unless the heading above names that threat itself. */
function labelledThreat({ begins, whole, source }: ListRow, label: RegExp, place: MeantPlace): Cell | null {
  if (begins === null || begins.form === 'code' || !label.test(begins.head.text.trim())) return null;
  if (isUnstated(begins.rest.text) || RATED.test(begins.rest.text)) return null;
  const [nearest = ''] = place.around;
  if (namesOne(nearest)) return null;
  const spoken = standingOf('threats', place) > 0 || isBareCategory(nearest);
  return spoken && whole.text !== '' ? { ...begins.rest, source } : null;
}

/** A heading of its own for the threat: `T-3 — Replay`, "Cache poisoning"; no category, of OWASP neither. */
function namesOne(heading: string): boolean {
  if (/^\W*(?:threat|attack|abuse case)\s*#?\s*[0-9]+(?:\.[0-9]+)?\s*[:：—–-]\s*\S/iu.test(heading)) return true;
  const coded = codedTitle(heading);
  if (coded !== null) return !/^(?:A|API|LLM|M)[0-9]{1,2}$/u.test(coded.id);
  return (
    !isBareCategory(heading.split(/ [—–-] |:/u)[0] ?? '') &&
    namesThreat(heading) &&
    listsBy('threats', heading) === null
  );
}

/** `Risk: high` says how high it is. */
const RATED = /^\W*(?:very )?(?:critical|high|medium|moderate|low|none|minimal|negligible|info\w*)\b/iu;

/** "Assume attackers may:" before `guess resource ids`. */
function actsOf(items: readonly ListRow[]): readonly Cell[] {
  return items.flatMap(({ whole, begins }) => {
    if (begins?.form === 'bold') return [begins.head];
    return whole.text.length <= LONGEST && !/^(?:no|not|never|n\/a|none)\b/iu.test(whole.text) ? [whole] : [];
  });
}

const LONGEST = 300;
/** So many of the names have to say that something goes wrong, by what the headings say. */
const SHARES: { readonly [S in Standing]: number } = { 0: 2, 1: 0.8, 2: 0.65, 3: 0.3 };

/** `**Replay** — …`, `Replay: …`, `T-1: …`: every item is set off. */
function named(items: readonly ListRow[], standing: Standing, measured: boolean): readonly Cell[] | null {
  const cells = items.map(nameOf);
  const names = cells.filter((cell) => cell !== null);
  if (names.length < items.length || names.length < (standing === 1 ? 3 : 2)) return null;
  if (names.some(({ text }) => isStep(text) || saysMore(text))) return null;
  if (names.every(({ text }) => isBareCategory(text))) return categories(items);
  const wrong = items.filter((item, index) => isCountered(item) || namesThreat(names[index]?.text ?? ''));
  const coded = names.filter(({ text }) => codedTitle(text) !== null).length === names.length;
  if (wrong.length < names.length * (measured ? SHARES[2] : SHARES[standing]) && !(coded && standing === 3))
    return null;
  return names.filter(({ text }) => !isPractice(text) || namesThreat(text));
}

function nameOf({ begins, whole }: ListRow): Cell | null {
  if (codedTitle(whole.text) !== null && (begins?.form !== 'bold' || isCode(begins.head.text))) return whole;
  return begins !== null && begins.form !== 'code' && begins.head.text.length <= 120 ? begins.head : null;
}

/** `**Spoofing**: a stolen token` states what stands behind the category. */
function categories(items: readonly ListRow[]): readonly Cell[] {
  return items.flatMap(({ begins, source }) =>
    begins === null || isUnstated(begins.rest.text) || begins.rest.text.length > LONGEST
      ? []
      : [{ ...begins.rest, source }],
  );
}

const COUNTERED =
  /\b(?:mitigated|countered|prevented|stopped|blocked|defeated|addressed) (?:by|through|via|with)\b|\b(?:mitigations?|countermeasures?|defen[cs]es?|controls?)\s*(?:\([^()]*\)\s*)?[:：—–]/iu;

function isCountered({ begins, pieces }: ListRow): boolean {
  return COUNTERED.test(begins?.rest.text ?? '') || pieces.some(({ header }) => COUNTERED.test(`${header}:`));
}

/** "… → mitigate with a limit" */
const MEASURE_BEHIND =
  /^(?:mitigat|prevent|block|reject|limit|stop|counter|defend|protect|detect|handled|blocked|rejected)/iu;

/** `**QR codes**: forged ones`, `Mitigation: …` inside: only a threat has that, also where surfaces are listed. */
function counteredItems(items: readonly ListRow[], { around, leadIn, file }: MeantPlace): readonly Cell[] {
  if (![...around, leadIn, file].some((text) => SPEAKS.test(text)) || MEASURING.test(leadIn)) return [];
  const countered = items.filter(
    ({ begins, fields }) =>
      begins?.form === 'bold' && begins.rest.text !== '' && fields.some(({ header }) => countersThreat(header)),
  );
  const own = countered.filter(
    ({ begins }) => !saysMore(begins?.head.text ?? '') && !LABEL.test(begins?.head.text ?? ''),
  );
  return own.length * 2 > items.length ? own.map(({ begins, whole }) => begins?.head ?? whole) : [];
}

const SPEAKS = /threat|attack|risk|abuse|security/iu;

/** `**Accounts**: credential stuffing → strong passwords`: what goes wrong stands before what counters it. */
function chained(items: readonly ListRow[], standing: Standing): readonly Cell[] | null {
  if (standing < 2) return null;
  const joined = items.filter(({ whole }) => ARROW.test(whole.text));
  const wrong = joined.filter(({ whole, begins }) => {
    const [before = '', after = ''] = (begins?.form === 'bold' ? begins.rest.text : whole.text).split(ARROW);
    return namesThreat(before) || namesThreat(begins?.head.text ?? '') || MEASURE_BEHIND.test(after);
  });
  const enough = wrong.length >= 2 && wrong.length * 2 >= items.length;
  return enough ? joined.map(({ whole }) => whole) : null;
}

const ARROW = /\s(?:[→⇒➔➜]|->|=>)\s*/u;

/** Bare items, all of them short, right where threats are listed. */
function told(items: readonly ListRow[], standing: Standing): readonly Cell[] | null {
  if (standing < 3 || items.some(({ begins }) => begins !== null && saysMore(begins.head.text))) return null;
  const said = items
    .map(({ whole, begins }) => (begins?.form === 'code' ? null : whole))
    .filter((cell) => cell !== null);
  if (said.some(({ text }) => text.length > LONGEST || isBareCategory(text))) return null;
  const wrong = said.filter(({ text }) => namesThreat(text) || actsOnOthers(text));
  return said.length === items.length && wrong.length * 3 >= said.length * 2 ? said : null;
}

/** `Mitigation`, `Impact`: says more of a threat that stands elsewhere. */
function saysMore(text: string): boolean {
  const { head } = nounsOf(text);
  return (KIND_NOUNS.threats.beside.has(head) || SAYS_MORE.test(head)) && !namesThreat(text);
}

const SAYS_MORE =
  /^(?:description|example|asset|actor|vector|result|detail|how|why|what|status|owner|note|scenario|cause|goal|target|trigger|precondition|component)$/u;

/** Over what is done about them: there only a list by itself counts. */
function isMeasure({ around, leadIn }: MeantPlace, standing: Standing): boolean {
  if (DEFENCES_AGAINST.test(leadIn)) return true;
  const announced = leadIn.split(' ').slice(-MOST_WORDS).join(' ');
  if (leadIn !== '' && listsBy('threats', leadIn) === null && MEASURING.test(announced)) return true;
  return standing < 3 && overMeasures({ around });
}

function overMeasures({ around }: Pick<MeantPlace, 'around'>): boolean {
  return [...nounsOf(around[0] ?? '').all].some((word) => MEASURES.has(word));
}

/** "Several layers of defence against guessing attacks:" */
const DEFENCES_AGAINST =
  /\b(?:layers?|measures|defen[cs]es?|protections?|controls|mechanisms?|safeguards|mitigations|countermeasures)\b.*\bagainst\b/iu;

/** Of a longer sentence the last words announce what follows. */
const MOST_WORDS = 5;
const MEASURING =
  /\b(?:mitigat\w*|controls?|prevent\w*|defen[cs]\w*|protect\w*|practices?|rules?|polic\w+|principles?|process|handling|management|how|why|response|fields?|retention|storage|access|rotation|architecture|implementation|safeguards?|countermeasures?|impact|likelihood|detection|means|requires?|must|should|can not|cannot|assets?|goals?)\b/iu;
