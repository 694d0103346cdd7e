// Tables of threats whose header does not say so: every row begins with a category of STRIDE, or one column holds
// what goes wrong beside one that counters it, where the headings or the document speak of threats.

import { statedCells } from '../../facts.js';
import type { Report } from '../../row.js';
import { readsBeside } from '../../sections/headings.js';
import { isSetAside, standingOf } from '../../sections/listing-headings.js';
import { columnKey } from '../../sections/recognise.js';
import { isSeverityHeading } from '../../sections/severities.js';
import { isBareCategory } from '../../sections/stride.js';
import { nounsOf } from '../../words/head-nouns.js';
import { isScale } from '../../sections/meaning.js';
import { KIND_NOUNS, MEASURES } from '../../words/kind-nouns.js';
import { namesThreat } from '../../words/naming-threats.js';
import { normalWords } from '../../words/normal.js';
import { COUNTER_HEADER, THREAT_HEADER } from '../../words/threat-headers.js';
import { saysNothing } from '../matrix-cells.js';
import { isOfOther } from '../no-facts.js';
import type { TableBlock } from '../tables.js';
import type { MeantPlace, MeantRow } from './reader.js';

export function threatColumns(table: TableBlock, place: MeantPlace, report: Report): readonly MeantRow[] {
  if (table.rows.length < 2 || isAsideHere(table, place) || isOfOther('threats', table)) return [];
  const category = table.header.findIndex((_, index) => holdsCategories(textsOf(table, index)));
  const subject = category >= 0 ? behindCategory(table, category) : ofContent(table, place);
  if (subject < 0) return [];
  const keys = keysOf(table, subject, category);
  return table.rows.flatMap((row): readonly MeantRow[] => {
    const cells = statedCells(keys, row, report);
    const said = row[subject]?.text ?? '';
    if (!cells.has(KIND_NOUNS.threats.subject) || saysNothing(said) || NOT_HERE.test(said)) return [];
    return [{ kind: 'threats', cells, source: row[0]?.source ?? table.source }];
  });
}

const NOT_HERE = /^(?:n\/?a\b|not applicable|none\b|see\b|out of scope|accepted)/iu;

/** A list of surfaces or actors is none of threats, unless its header sets attacks against what counters them. */
function isAsideHere({ header }: TableBlock, place: MeantPlace): boolean {
  if (!isSetAside('threats', place)) return false;
  const words = header.map(({ text }) => normalWords(text));
  const named = columnNamed(words);
  const countered = words.some((word, index) => index > named && COUNTER_HEADER.test(word));
  return !(named >= 0 && countered && readsBeside(place.around));
}

/** `Threat`; `Primary threats`, `Threat addressed` where what counters it stands behind and nothing of it before. */
function columnNamed(words: readonly string[]): number {
  const named = words.findIndex((word) => THREAT_HEADER.test(word));
  if (named >= 0) return named;
  const said = words.findIndex((word) => OF_ITS_PLACE.test(word));
  const behind = words.slice(said + 1).some((word) => COUNTER_HEADER.test(word));
  return said > 0 && behind && !words.slice(0, said).some(isCounter) ? said : -1;
}

const OF_ITS_PLACE =
  /^(?:(?:primary|top|relevant|typical) (?:threats?|attacks?)|(?:threats?|attacks?) (?:addressed|covered|countered|mitigated|prevented|stopped|blocked))$/u;

function textsOf({ rows }: TableBlock, index: number): readonly string[] {
  return rows.map((row) => row[index]?.text ?? '');
}

function holdsCategories(texts: readonly string[]): boolean {
  const all = texts.filter((text) => text.split(/[/&,+]/u).some((part) => isBareCategory(part)));
  return new Set(all).size >= 3 && all.length * 2 >= texts.length;
}

/** The first column behind the categories that is no measure, no level and no reference. */
function behindCategory(table: TableBlock, category: number): number {
  const heads = table.header.map(({ text }) => normalWords(text));
  if (heads.some((word) => EXPLAINS.test(word))) return -1;
  return heads.findIndex((word, index) => index > category && !isCounter(word) && !isLevels(textsOf(table, index)));
}

/** What a category means, not what happens here. */
const EXPLAINS =
  /^(?:definition|meaning|question|property|properties|security property|what it means|violates|violated property)\b/u;

function isCounter(word: string): boolean {
  return COUNTER_HEADER.test(word) || MEASURES.has(nounsOf(word).head);
}

function isLevels(texts: readonly string[]): boolean {
  return texts.every((text) => isSeverityHeading(text) || /^\W*\d*\W*$/u.test(text) || /^[A-Z]{1,4}-?\d*$/u.test(text));
}

/** The column that holds most of what goes wrong; -1 where the headings and the header say too little. */
function ofContent(table: TableBlock, place: MeantPlace): number {
  const standing = standingOf('threats', place);
  const words = table.header.map(({ text }) => normalWords(text));
  const named = columnNamed(words);
  const countered = words.some(
    (word, index) => index !== named && (COUNTER_HEADER.test(word) || BESIDE.has(nounsOf(word).head)),
  );
  // Beside a threat stands what counters it, or whom and where it hits.
  const rich = countered || (standing > 1 && words.length > 2);
  if (named >= 0 && rich && !isScale(textsOf(table, named)) && !isLevels(textsOf(table, named))) return named;
  const stopped = words.findIndex(isCounter);
  // A table that begins with what is done only says what that is for.
  if (standing === 0 || stopped === 0 || (standing < 3 && stopped < 0)) return -1;
  const shares = words.map((word, index) =>
    isCounter(word) || isScale(textsOf(table, index)) ? 0 : share(textsOf(table, index)),
  );
  const most = Math.max(...shares);
  return most >= (standing === 3 ? 0.4 : 0.5) ? shares.indexOf(most) : -1;
}

const BESIDE = KIND_NOUNS.threats.beside;

function share(texts: readonly string[]): number {
  return texts.filter((text) => namesThreat(text)).length / texts.length;
}

function keysOf({ header }: TableBlock, subject: number, category: number): readonly (string | null)[] {
  const taken = new Set(['threat', 'category']);
  return header.map(({ text }, index) => {
    if (index === subject) return KIND_NOUNS.threats.subject;
    if (index === category) return 'category';
    const key = columnKey('threats', text);
    if (key === null || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}
