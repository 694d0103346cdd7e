// Tables that name secrets: under a header for them, or as the variables that hold them, whatever the table is
// called. Settings beside them are none, nor what is to be done with them.

import { statedCells } from '../../facts.js';
import type { Cell, Report } from '../../row.js';
import type { Surroundings } from '../../sections/meaning.js';
import { columnKey } from '../../sections/recognise.js';
import { isConnection, isPlainSetting } from '../../sections/settings.js';
import { isUndone } from '../../sections/undone-headings.js';
import { shareOf } from '../../sections/contents.js';
import { nounsOf, wordsIn } from '../../words/head-nouns.js';
import { isUnconfirmed, isUnstated } from '../../words/normal.js';
import { isAnySecret, isVariable, namesSecret, saysNoSecret } from '../../words/secret-names.js';
import { isHashed } from '../no-facts.js';
import type { TableBlock } from '../tables.js';
import type { MeantPlace, MeantRow } from './reader.js';

type Grid = Pick<TableBlock, 'header' | 'rows'>;

/** In headings, headers or the file's name. */
const ABOUT: ReadonlySet<string> = new Set(
  'secret credential key token password certificate vault environment env variable'.split(' '),
);
const NAMED: ReadonlySet<string> = new Set('secret credential token password certificate key passphrase'.split(' '));
const WORK = /\b(?:format|claims?|public|status|permissions?)\b/iu;
/** Where they are and how long they live. */
const KEPT =
  /^(?:(?:max |default )?(?:lifetime|life|ttl|expiry|expiration|expires(?: in| after)?|validity|valid for|rotation|rotated|duration)|how long|store|stored(?: in| where)?|storage)\b/iu;
const LIVES = /\b(?:\d+ ?(?:m|min|minutes?|h|hours?|d|days?)|ttl|rotat\w+|revo\w+|stored|expir\w+|signed)\b/iu;
const WORK_COLUMNS =
  /^(?:symptoms?|errors?|causes?|fix|solutions?|impact|effects?|steps?|procedures?|how to \w+|status|command|result|test\w*|threats?|attacks?|risks?|mitigations?|pros?|cons?|(?:dis)?advantages?|trade-?offs?|rules?|polic(?:y|ies)|requirements?|verdict|decision|when to use|why not)\b/iu;

export function secretTable(table: TableBlock, place: MeantPlace, report: Report): readonly MeantRow[] {
  if (isWork(place) || table.header.length < 2) return [];
  if (table.header.some(({ text }) => WORK_COLUMNS.test(text))) return [];
  const named = secretColumn(table, place);
  if (named === null || comparesKinds(table, named)) return [];
  return table.rows.flatMap((row): readonly MeantRow[] => {
    const cell = row[named];
    if (cell === undefined || !isSecret(cell.text) || !saysMore(row, named)) return [];
    if (row.some(({ text }) => saysNoSecret(text))) return [];
    if (isAnySecret(cell.text) && row.some(({ text }) => isHashed(text))) return [];
    if (isConnection(cell.text) && hasPassword(table, named, cell.text)) return [];
    const cells = statedCells(keysOf(table, named), row, report);
    return cells.has('credential') ? [{ kind: 'credentials', cells, source: row[0]?.source ?? cell.source }] : [];
  });
}

/** What each kind of token can do: `| Session token | Can publish | – |`. */
function comparesKinds({ rows }: Grid, named: number): boolean {
  const others = rows.flatMap((row) => row.filter((_, index) => index !== named).map(({ text }) => text.trim()));
  return others.filter((text) => /^(?:can|cannot|may)\b/iu.test(text)).length * 2 >= others.length;
}

function isWork(place: Surroundings): boolean {
  return isUndone(place) || WORK.test(place.around[0] ?? '') || WORK.test(place.leadIn);
}

/** The column whose cells are secrets, or the variables that hold some; null for none. */
function secretColumn({ header, rows }: Grid, place: Surroundings): number | null {
  if (header.some((_, index) => isClassed({ header, rows }, index))) return null;
  const told = speaksOfSecrets(place);
  const lives = rows.filter((row) => row.some(({ text }) => LIVES.test(text))).length * 2 >= rows.length;
  const tells = header.some(({ text }) => KEPT.test(text) || (lives && /^credentials?$/iu.test(text.trim())));
  for (const [index, { text }] of header.entries()) {
    const cells = rows.map((row) => row[index]?.text ?? '').filter((cell) => cell !== '');
    const variables = cells.filter(isVariable);
    const mostly = variables.length * 5 >= cells.length * 3 && variables.some(namesSecret);
    if (mostly && (told || namesColumn(text, ABOUT))) return index;
    if ((told || tells) && namesColumn(text, NAMED) && shareOf('credentials', cells) >= 0.5) return index;
  }
  return null;
}

/** `Secret`, `Required secrets`, `Umgebungsvariable`; not `Secret storage`. */
function namesColumn(header: string, words: ReadonlySet<string>): boolean {
  const { head, all } = nounsOf(header);
  if (words.has(head)) return true;
  return (
    columnKey('credentials', header) === 'credential' && (words === ABOUT || [...all].some((word) => words.has(word)))
  );
}

/** Classes of data: the rows say those. */
function isClassed({ header, rows }: Grid, index: number): boolean {
  if (columnKey('classifications', header[index]?.text ?? '') !== 'classification') return false;
  return (
    shareOf(
      'classifications',
      rows.map((row) => row[index]?.text ?? ''),
    ) >= 0.5
  );
}

function speaksOfSecrets({ around, leadIn, file }: Surroundings): boolean {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.\w+$/u, '');
  return [...around, leadIn, name].some((text) => [...wordsIn(text)].some((word) => ABOUT.has(word)));
}

/** A setting among the variables is none; of several in one cell, one is enough. */
function isSecret(text: string): boolean {
  const names = text.split(/\s*[/,]\s*/u);
  if (names.every((name) => isVariable(name))) return names.some((name) => !isPlainSetting(name));
  return shareOf('credentials', [text]) > 0;
}

/** Beside a password of its own an address holds none. */
function hasPassword({ rows }: TableBlock, named: number, address: string): boolean {
  const [system = ''] = address.split('_');
  return rows.some((row) => {
    const name = row[named]?.text ?? '';
    return name.startsWith(`${system}_`) && /PASS(?:WORD|WD)?$/u.test(name);
  });
}

function saysMore(row: readonly Cell[], named: number): boolean {
  return row.some(({ text }, index) => index !== named && !isUnstated(text) && !isUnconfirmed(text));
}

function keysOf({ header }: TableBlock, named: number): readonly (string | null)[] {
  const taken = new Set(['credential']);
  return header.map(({ text }, index) => {
    if (index === named) return 'credential';
    const key = columnKey('credentials', text);
    if (key === null || taken.has(key)) return null;
    taken.add(key);
    return key;
  });
}
