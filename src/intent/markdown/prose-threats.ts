// Threats in lists and paragraphs: with an id (`T-01: …`), under the name of a STRIDE category, set off
// in bold, or as bare items of a list of threats.

import type { Cell } from '../row.js';
import { isOverMeasures } from '../sections/listing-headings.js';
import { countersThreat } from '../sections/telling.js';
import { isBareCategory, strideCategory } from '../sections/stride.js';
import { codedTitle } from '../words/coded.js';
import { namesThreat } from '../words/naming-threats.js';
import { isUnstated, normalWords } from '../words/normal.js';
import { goesWrong } from '../words/threatening.js';
import { columnKey } from '../sections/recognise.js';
import type { Entry } from './entries.js';
import type { ListRow } from './lists.js';
import type { ProseCells, ProsePlace } from './prose-place.js';

/** A heading that speaks of the model or its analysis lists more than threats. */
export const MODEL: RegExp = /model|mod[eè]l|analy|análi|模|分析|モデル|분석|모델/iu;
const LONGEST = 300;

export function proseThreat(item: ListRow, place: ProsePlace): ProseCells | null {
  const cells = told(item, place);
  return cells === null ? null : new Map([...fieldsOf(item), ...cells]);
}

function told(item: ListRow, { heading, mixed }: ProsePlace): ProseCells | null {
  const { begins, whole } = item;
  const coded = (begins === null ? null : codedTitle(begins.head.text)) ?? codedTitle(whole.text);
  if (coded !== null) return threat(whole, coded.title, coded.id);
  if (begins !== null && isBareCategory(begins.head.text)) {
    const category = strideCategory(begins.head.text);
    if (category === null || isUnstated(begins.rest.text) || begins.rest.text.length > LONGEST) return null;
    return new Map([['category', { ...begins.head, text: category }], ...threat(whole, begins.rest.text)]);
  }
  if (begins !== null && columnKey('threats', begins.head.text) === 'threat') {
    return strideCategory(heading ?? '') === null || begins.rest.text === ''
      ? null
      : threat(begins.rest, begins.rest.text);
  }
  if (MODEL.test(heading ?? '') && strideCategory(heading ?? '') === null) return null;
  if (isOverMeasures(heading ?? '') && !namesThreat(begins?.head.text ?? whole.text)) return null;
  if (begins !== null) return begins.form === 'code' ? null : threat(begins.head, begins.head.text);
  return whole.text.length > LONGEST || (isBareCategory(whole.text) && mixed !== true)
    ? null
    : threat(whole, whole.text);
}

const COUNTERED =
  /\b(?:mitigated|countered|prevented|stopped|blocked|defeated|addressed) (?:by|through|via|with)\b|\b(?:mitigations?|countermeasures?|defen[cs]es?)\s*[:：—–]/iu;

/** `**Replay** — … Mitigation: …`: the item names what may happen, and says what stands against it. */
export function counteredThreat(item: ListRow): ProseCells | null {
  const { begins, pieces, whole } = item;
  if (begins === null || begins.form !== 'bold' || isBareCategory(begins.head.text)) return null;
  if (columnKey('threats', begins.head.text) !== null) return null;
  const countered = pieces.some(({ header }) => countersThreat(header)) || COUNTERED.test(begins.rest.text);
  if (!countered) return null;
  const coded = codedTitle(begins.head.text) ?? codedTitle(whole.text);
  const cells = coded === null ? threat(begins.head, begins.head.text) : threat(whole, coded.title, coded.id);
  return new Map([...fieldsOf(item), ...cells]);
}

/** `- **Cache poisoning**: …` among items that nearly all name what goes wrong, or say how it is countered. */
export function listsThreats(items: readonly ListRow[]): boolean {
  const named = items.filter(({ begins }) => begins?.form === 'bold');
  if (named.length < 2 || named.length < items.length) return false;
  const wrong = named.filter(
    (item) => counteredThreat(item) !== null || goesWrong(normalWords(item.begins?.head.text ?? '')),
  );
  return wrong.length > 1 && wrong.length * 3 >= named.length * 2;
}

/** `Till` over "Coins are stolen", "Forged coins": what stands inside goes wrong, and the item only groups it. */
export function groupedThreats({ whole, begins, under }: ListRow): readonly ListRow[] {
  const name = begins?.head.text ?? whole.text;
  if (under.length === 0 || namesThreat(name) || codedTitle(whole.text) !== null) return [];
  if (under.some((each) => each.begins !== null && columnKey('threats', each.begins.head.text) !== null)) return [];
  const wrong = under.filter((each) => namesThreat(each.begins?.head.text ?? each.whole.text));
  return wrong.length * 3 >= under.length * 2 ? under : [];
}

/** `**Threat**: …`, whichever heading it stands under. */
export function labelledThreat({ begins, source }: ListRow): ProseCells | null {
  if (
    begins === null ||
    !/^(?:threats?|the threat)(?: \d+)?$/iu.test(begins.head.text.trim()) ||
    begins.rest.text === ''
  )
    return null;
  return threat({ ...begins.rest, source }, begins.rest.text);
}

/** The heading is a number and a name of OWASP's, or any words without an id of their own. */
export function isArea({ id, wanted }: Entry): boolean {
  return wanted > 0 || /^(?:A|API|LLM|M)[0-9]{1,2}$/u.test(id);
}

export function namedThreat(item: ListRow): ProseCells | null {
  const { begins, whole } = item;
  if (begins === null || isBareCategory(begins.head.text)) return null;
  const coded = codedTitle(begins.head.text) ?? codedTitle(whole.text);
  return coded === null ? threat(begins.head, begins.head.text) : threat(whole, coded.title, coded.id);
}

function threat(cell: Cell, title: string, id: string = title): ProseCells {
  const { source } = cell;
  return new Map([
    ['id', { text: id, spans: [], source }],
    ['threat', { text: title, spans: [], source }],
  ]);
}

function fieldsOf(item: ListRow): ProseCells {
  const cells = new Map<string, Cell>();
  for (const { header, cell } of item.fields) {
    const key = columnKey('threats', header);
    if (key !== null && !isUnstated(cell.text)) cells.set(key, cell);
  }
  return cells;
}
