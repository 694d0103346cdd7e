// Whether a table is one of a section: by the words of its header, by the column that names its rows, and
// unless it only explains the words that other tables use (a legend of classes, the six names of STRIDE).

import type { Cell } from '../row.js';
import { LANGUAGES } from '../sections/languages/languages.js';
import { wordsOf } from '../sections/languages/translation.js';
import { columnKey, matchColumns, matchOf, type ColumnMatch } from '../sections/recognise.js';
import { SECTION_READERS } from '../sections/registry.js';
import type { SectionKind } from '../sections/section.js';
import { isSeverityHeading } from '../sections/severities.js';
import { isBareCategory } from '../sections/stride.js';
import { readClass } from '../words/classes.js';
import { nounsOf } from '../words/head-nouns.js';
import { KIND_NOUNS } from '../words/kind-nouns.js';
import { normalWords } from '../words/normal.js';
import { isOnScale } from '../words/scales.js';
import { COUNTER_HEADER, RISK_HEADER, THREAT_HEADER } from '../words/threat-headers.js';
import { arranged } from './matrix.js';
import { isOfOther } from './no-facts.js';
import type { TableBlock } from './tables.js';

export interface FitPlace {
  readonly kind: SectionKind;
  /** The words of the section's own heading; null under another heading inside it. */
  readonly heading: string | null;
  readonly defaults: ReadonlyMap<string, Cell>;
  /** The header has said already which section's the table is. */
  readonly mentioned?: true;
}

export interface Fit {
  readonly kind: SectionKind;
  readonly table: TableBlock;
  readonly match: ColumnMatch;
  readonly defaults: ReadonlyMap<string, Cell>;
  readonly fits: boolean;
}

export function fitOf(place: FitPlace, read: TableBlock): Fit {
  const { kind, defaults } = place;
  const table = arranged(kind, read);
  const header = table.header.map(({ text }) => text);
  const given = new Set(defaults.keys());
  const match = matchOf(kind, named(kind, header, matchColumns(kind, header, given).keys), given);
  // Where boundaries are told, rows that are all crossings need no other column.
  const crosses = kind === 'boundaries' && table !== read && table.rows.length > 1;
  const other =
    (place.mentioned !== true && !crosses && isOther(place, table, match.keys)) ||
    (kind === 'threats' && tellsAssets(read)) ||
    isOfOther(kind, read);
  return { kind, table, match, defaults, fits: match.sufficient && !other && !explains(kind, table, match) };
}

/** The first column names what the rows are about, when others say what such rows say. */
function named(kind: SectionKind, header: readonly string[], keys: ColumnMatch['keys']): ColumnMatch['keys'] {
  const rule = SECTION_READERS[kind].names;
  if (rule === undefined || keys.some((key) => key === rule.key || (key !== null && rule.instead.includes(key)))) {
    return keys;
  }
  const at = keys.findIndex((key) => key !== 'id' && !(key !== null && rule.beside.includes(key)));
  const said = keys.filter((key) => key !== null && rule.beside.includes(key)).length;
  if (at < 0 || at > 1 || said < rule.least || NO_NAMES.test(normalWords(header[at] ?? ''))) return keys;
  return keys.with(at, rule.key);
}

/** Columns that say where, when or how rather than what. */
const NO_NAMES =
  /^(?:environments?|env|stages?|platforms?|backends?|providers?|options?|approach(?:es)?|tools?|steps?|phases?|aspects?|layers?|triggers?|when|criteria|criterion|features?|scenarios?|levels?|methods?)$/u;

/** One known column is a coincidence, unless its header can mean nothing else here. */
function isOther({ kind, heading, defaults }: FitPlace, table: TableBlock, keys: ColumnMatch['keys']): boolean {
  if (keys.filter((key) => key !== null).length + defaults.size >= 2) return false;
  if (kind === 'threats' && isCountered(table, keys.indexOf('threat'))) return false;
  const enough = enoughWords(kind);
  const certain = new Set((SECTION_READERS[kind].certain ?? []).map(normalWords));
  return !table.header.some(({ text }) => (heading === null ? certain : enough).has(normalWords(text)));
}

/** `| Asset | Description |`: what there is to protect, and of what is to be feared nothing. */
function tellsAssets({ header }: TableBlock): boolean {
  const [first = '', ...others] = header.map(({ text }) => normalWords(text));
  return ASSETS.test(first) && others.length > 0 && others.every((word) => SAYS.test(word));
}

const ASSETS =
  /^(?:(?:key |main |critical |protected |sensitive |information |data )?(?:assets?|data|resources?|items?|information|actors?|adversar(?:y|ies)|attackers?|roles?|persons?|personas?|components?|systems?|entry points?|interfaces?)(?: types?| class| names?)?)$/u;
const SAYS =
  /^(?:(?:short )?descriptions?|what it is|why(?: it matters| protect(?: it)?)?|importance|values?|owners?|locations?|where|stored in|storage|sensitivity|notes?|details?|examples?|contents?|capabilit(?:y|ies)|motivations?|goals?|type|priority)$/u;

/** `| Scenario | Defence |`: what stands against it follows. */
function isCountered({ header }: TableBlock, index: number): boolean {
  const words = header.map(({ text }) => normalWords(text));
  if (index < 0 || !(THREAT_HEADER.test(words[index] ?? '') || RISK_HEADER.test(words[index] ?? ''))) return false;
  return words.slice(index + 1).some((word) => COUNTER_HEADER.test(word));
}

/** The headers that suffice alone, and the first word of each language for the same column. */
function enoughWords(kind: SectionKind): ReadonlySet<string> {
  const words = SECTION_READERS[kind].enough ?? [];
  const key = words[0] === undefined ? null : columnKey(kind, words[0]);
  const others = LANGUAGES.flatMap(([, { columns }]) => wordsOf(columns[kind]?.[key ?? '']).slice(0, 2));
  return new Set([...words, ...others].map(normalWords));
}

function explains(kind: SectionKind, table: TableBlock, match: ColumnMatch): boolean {
  if (kind === 'threats') return definesCategories(table) || ratesLevels(table);
  if (kind === 'auditEvents') return namesLogs(table, match.keys);
  return kind === 'classifications' && (definesClasses(table, match.keys) || ranksOther(table, match.keys));
}

/** `| Application logs | 30 days |`: where records are kept, and not what is recorded. */
function namesLogs({ rows }: TableBlock, keys: ColumnMatch['keys']): boolean {
  const texts = rows.map((row) => row[keys.indexOf('event')]?.text ?? '');
  return texts.length > 0 && texts.filter((text) => LOGS.test(text)).length * 2 > texts.length;
}

const LOGS = /^(?:[\w/-]+ ){0,3}(?:logs?|log files?|traces?|metrics)(?:\s*[(（][^()（）]*[)）])?$/iu;

/** `| Threat | Property violated |` with nothing but the six names explains STRIDE. */
function definesCategories({ header, rows }: TableBlock): boolean {
  if (!header.some(({ text }) => DEFINES.test(text))) return false;
  return rows.length > 0 && rows.every((row) => row.some(({ text }) => isBareCategory(text)));
}

const DEFINES =
  /\b(?:property|properties|definition|meaning|question|violated|violates|desired)\b|含义|定义|意味|定義/iu;

/** `| Task | Level |`: levels of no scale, and of nothing that is data. */
function ranksOther({ header, rows }: TableBlock, keys: ColumnMatch['keys']): boolean {
  const at = keys.indexOf('classification');
  if (!/^(?:level|tier|criticality)$/iu.test(header[at]?.text.trim() ?? '')) return false;
  if (KIND_NOUNS.classifications.certain.has(nounsOf(header[keys.indexOf('dataset')]?.text ?? '').head)) return false;
  return rows.filter((row) => isOnScale(row[at]?.text ?? '')).length * 2 < rows.length;
}

/** `| Impact | Example |`: each level once, before what would be as bad. */
function ratesLevels({ header, rows }: TableBlock): boolean {
  const levels = rows.map(([first]) => first?.text ?? '');
  return header.length < 4 && new Set(levels).size === rows.length && levels.every(isSeverityHeading);
}

/** `| Level | Description | Examples |`: each class once, before what it means or what it is for. */
function definesClasses({ header, rows }: TableBlock, keys: ColumnMatch['keys']): boolean {
  const classes = keys.indexOf('classification');
  const data = keys.indexOf('dataset');
  const cells = (index: number): readonly string[] => rows.map((row) => row[index]?.text ?? '');
  if (data >= 0 && rows.length > 0 && cells(data).every((text) => readClass(text).dataClass !== null)) return true;
  if (classes < 0 || (data >= 0 && data < classes)) return false;
  const once = new Set(cells(classes)).size === rows.length;
  // Where data of each class may lie is a rule.
  if (data < 0 && once && header.some(({ text }) => /^(?:storage|stored in|sharing|transmission)$/iu.test(text)))
    return true;
  // What follows each class once, and is no word for data, says how it is handled.
  const handled = data >= 0 && columnKey('classifications', header[data]?.text ?? '') !== 'dataset';
  return once && (handled || header.some(({ text }) => MEANS.test(text.trim())));
}

const MEANS =
  /^(?:(?:short )?descriptions?|definitions?|meanings?|criteria|(?:data |typical )?examples?(?: data)?|beschreibung|bedeutung|beispiele?|descripción|descrição|significado|exemplos?|ejemplos?|exemples?|含义|定义|说明|示例|意味|定義|例|설명|정의|예시?)$/iu;
