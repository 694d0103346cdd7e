// Tables that give a class to what they list, whatever it is called: a column of classes behind the one that names
// the rows. One that comes first, or beside names that are classes themselves, explains the classes.

import { statedCells } from '../../facts.js';
import type { Report } from '../../row.js';
import { isAside, saysMuchOf } from '../../sections/meaning.js';
import { columnKey } from '../../sections/recognise.js';
import { nounsOf } from '../../words/head-nouns.js';
import { KIND_NOUNS, OTHER_LEVELS } from '../../words/kind-nouns.js';
import { isOnScale, mayBeOnScale } from '../../words/scales.js';
import type { TableBlock } from '../tables.js';
import type { MeantPlace, MeantRow } from './reader.js';

const CLASS: ReadonlySet<string> = new Set(['classification', 'sensitivity', 'confidentiality', 'class']);
/** Descriptions and examples are those of anything. */
const THREAT = /\b(?:threat|risk|attack|abuse|vulnerabilit|scenario)/iu;
const LEVEL: ReadonlySet<string> = new Set(['level', 'tier']);

export function classTable(table: TableBlock, place: MeantPlace, report: Report): readonly MeantRow[] {
  if (isAside(place) || saysMuchOf('classifications', place) < 1 || table.rows.length < 2) return [];
  if (table.header.some(({ text }) => THREAT.test(text) && columnKey('threats', text) === 'threat')) return [];
  const classed = classColumn(table, place);
  const named = table.header.findIndex((_, index) => index < classed && namesRows(textsOf(table, index)));
  if (classed < 1 || named < 0 || NO_DATA.has(nounsOf(table.header[named]?.text ?? '').head)) return [];
  const keys = keysOf(table, named, classed);
  return table.rows.flatMap((row): readonly MeantRow[] => {
    const stated = statedCells(keys, row, report);
    const cells = stated.has('dataset') || row[0] === undefined ? stated : new Map([...stated, ['dataset', row[0]]]);
    if (!cells.has('dataset') || !cells.has('classification')) return [];
    return [{ kind: 'classifications', cells, source: row[0]?.source ?? table.source }];
  });
}

/** What runs, happens or is done has no class of data. */
const NO_DATA: ReadonlySet<string> = new Set(
  'service endpoint route incident finding vulnerability bug issue ticket alert component role user environment network zone package risk threat test control change release event customer plan action operation tool job severity control server host system'.split(
    ' ',
  ),
);

/** A tier of a price list is none; the headings or the file's name speak of classes. */
function isAboutClasses({ around, file }: MeantPlace): boolean {
  return [...around, file].some((text) => /\b(?:classif\w+|sensitiv\w+|confidential\w*)\b/iu.test(text));
}

/** The column whose header says that it classifies, and whose cells do; -1 for none. */
function classColumn(table: TableBlock, place: MeantPlace): number {
  const about = isAboutClasses(place);
  const share = (index: number, tells: (text: string) => boolean): number => {
    const texts = textsOf(table, index).filter((text) => text !== '');
    return texts.length === 0 ? 0 : texts.filter(tells).length / texts.length;
  };
  const says = table.header.map(({ text }) => saysClass(text));
  const certain = table.header.findIndex(({ text }, index) => {
    if (about && RISK.test(text) && DATA.test(place.around[0] ?? ''))
      return namesData(table) && share(index, isOnScale) === 1;
    if (says[index] !== null) return says[index] === true && share(index, isOnScale) >= 0.5;
    if (!about || ![...nounsOf(text).all].some((word) => LEVEL.has(word))) return false;
    return share(index, isClass) >= 0.6 || (namesData(table) && share(index, (cell) => CODED.test(cell)) === 1);
  });
  // A scale of somebody's own.
  return certain >= 0 ? certain : says.findIndex((said, index) => said === true && share(index, mayBeOnScale) >= 0.8);
}

/** The header is one of classes; null when its levels may be anything's, false when they are something else's. */
function saysClass(text: string): boolean | null {
  const { all } = nounsOf(text);
  if ([...all].some((word) => OTHER_LEVELS.has(word))) return false;
  return [...all].some((word) => CLASS.has(word)) || (isForeign(text) && isClassHeader(text)) ? true : null;
}

/** Under "Data categories" the risk of each is how bad it is when others read it. */
const RISK = /^(?:risk|impact|criticality)(?: level| rating)?$/iu;
const DATA = /\b(?:data|assets?|information|pii)\b(?!.*\brisks?\b)/iu;

function namesData({ header }: TableBlock): boolean {
  const { head } = nounsOf(header[0]?.text ?? '');
  return KIND_NOUNS.classifications.certain.has(head) || head === 'category';
}

/** `P0`, `DC-3`: levels of a scale that the text itself explains. */
const CODED = /^\W*(?!(?:TLS|SHA|AES)\b)[A-Z]{1,3}-?[0-5]\b/u;

/** High and low may be levels of anything. */
function isClass(text: string): boolean {
  return (
    isOnScale(text) && !/^\W*(?:very |extremely )?(?:high|medium|moderate|low|critical|red|amber|green)\b/iu.test(text)
  );
}

function isClassHeader(text: string): boolean {
  return columnKey('classifications', text) === 'classification';
}

function isForeign(text: string): boolean {
  return /[^\p{ASCII}]/u.test(text);
}

/** Words that differ, and are neither numbers nor classes. */
function namesRows(texts: readonly string[]): boolean {
  const said = texts.filter((text) => text !== '');
  if (said.length * 2 < texts.length || new Set(said).size * 2 < said.length) return false;
  if (said.every((text) => /^\W*[A-Z]{0,3}[-.]?\d*\W*$/u.test(text))) return false;
  return said.filter((text) => isOnScale(text)).length * 2 < said.length;
}

function textsOf({ rows }: TableBlock, index: number): readonly string[] {
  return rows.map((row) => row[index]?.text.trim() ?? '');
}

function keysOf({ header }: TableBlock, named: number, classed: number): readonly (string | null)[] {
  const taken = new Set(['dataset', 'classification']);
  return header.map(({ text }, index) => {
    if (index === named) return 'dataset';
    if (index === classed) return 'classification';
    const key = columnKey('classifications', text);
    if (key === null || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}
