// Tables of rights told by what they hold and not by their headers: a column of roles beside what each may do, or a
// column for each role with marks in it.

import { shareOf } from '../../sections/contents.js';
import { isAside, saysMuchOf } from '../../sections/meaning.js';
import { roleWords, speaksOfRole } from '../../sections/roles.js';
import type { Cell } from '../../row.js';
import { normalWords } from '../../words/normal.js';
import { nounsOf } from '../../words/head-nouns.js';
import { KIND_NOUNS } from '../../words/kind-nouns.js';
import { isOfOther } from '../no-facts.js';
import { isRefused, told } from '../role-cells.js';
import { arePlatforms, grants } from '../role-matrix.js';
import { beginsAsRight } from '../role-reach.js';
import type { TableBlock } from '../tables.js';
import { rightRow, type MeantPlace, type MeantRow } from './reader.js';

export function rolesTable(table: TableBlock, place: MeantPlace): readonly MeantRow[] {
  if (isAside(place) || table.rows.length < 2 || isOfOther('authorizations', table)) return [];
  const spoken = saysMuchOf('authorizations', place);
  const marked = matrix(table, spoken);
  if (marked.length > 0) return marked;
  const held = spoken >= 1 ? holders(table, place) : [];
  if (held.length > 0) return held;
  return spoken >= 2 ? described(table, /\broles?$/iu.test(place.around[0] ?? '')) : [];
}

/** Most of what the cells say grants or refuses, and rows or columns are roles, or stand under a heading on rights. */
function matrix({ header, rows }: TableBlock, spoken: number): readonly MeantRow[] {
  const columns = header.flatMap((cell, index) => (index > 0 && !BESIDE.test(cell.text) ? [{ cell, index }] : []));
  if (arePlatforms(columns.map(({ cell }) => cell.text))) return [];
  if (columns.length < 2 || !grants(rows.flatMap((row) => columns.map(({ index }) => row[index]?.text ?? ''))))
    return [];
  const named = columns.filter(({ cell }) => isRole(cell, spoken > 0)).length;
  const lying = shareOf(
    'authorizations',
    rows.map(([first]) => first?.text ?? ''),
  );
  if (Math.max(named / columns.length, lying) < leastNamed(spoken)) return [];
  return rows.flatMap(([first, ...others]) => {
    if (first === undefined || first.text === '') return [];
    const { source } = first;
    return columns.flatMap(({ cell, index }): readonly MeantRow[] => {
      const said = others[index - 1];
      if (said === undefined || isRefused(said.text)) return [];
      const head = { ...cell, source };
      return lying > named / columns.length ? [rightRow(first, told(head, said))] : [rightRow(head, told(first, said))];
    });
  });
}

/** How many of the names have to be those of roles, by how much the headings speak of rights. */
function leastNamed(spoken: number): number {
  if (spoken === 0) return 1;
  return spoken === 1 ? 0.5 : 0;
}

const BESIDE = /^(?:notes?|comments?|remarks?|conditions?|scope|constraints?|description|details|resource|method)$/iu;

const HOLD: ReadonlySet<string> = new Set(
  'role department group team allowed who actor holder user persona permitted authorized'.split(' '),
);

/** `| Surface | Allowed departments |`: a column of those who may, behind what they may do. */
function holders({ header, rows }: TableBlock, { roles }: MeantPlace): readonly MeantRow[] {
  const at = header.findIndex(
    ({ text }, index) => index > 0 && [...nounsOf(text).all].some((noun) => HOLD.has(noun)) && !/descri/iu.test(text),
  );
  const surely = rows.filter((row) => namesIn(row[at]?.text ?? '', roles, 0.5) !== '');
  // One name for another: `| IdP group | Role |`.
  const renamed = header.length === 2 && [...nounsOf(header[0]?.text ?? '').all].some((noun) => HOLD.has(noun));
  if (at < 0 || renamed || surely.length * 2 < rows.length) return [];
  const named = rows.map((row) => namesIn(row[at]?.text ?? '', roles, 0.1));
  return rows.flatMap((row, index) => {
    const [what, actor] = [row[0], named[index] ?? ''];
    if (what === undefined || actor === '' || SOURCE_FILE.test(what.text)) return [];
    const more = row.filter((_, column) => column > 0 && column !== at).map(({ text }) => text);
    return [rightRow({ ...what, text: actor, spans: [] }, { ...what, text: [what.text, ...more].join(' ').trim() })];
  });
}

/** Where a guard is written. */
const SOURCE_FILE =
  /^[\w./@[\]()-]+\.(?:[cm]?[jt]sx?|py|go|rs|rb|php|java|kt|cs|sql|ya?ml|json|toml|tf|sh|vue|svelte|md)$/u;

/** Names of roles and nothing else: known ones, words for people, or codes; empty where a sentence stands. */
function namesIn(text: string, known: ReadonlySet<string>, least: number): string {
  const names = text.split(/\s*(?:[,+/|;&]|\band\b|\bor\b)\s*/u).map((name) => name.replace(/[`*]/gu, '').trim());
  const said = names.filter((name) => name !== '' && !NOBODY.test(name));
  if (said.length === 0 || said.some((name) => name.split(' ').length > 4)) return '';
  const sure = said.filter((name) => known.has(normalWords(name)) || speaksOfRole(roleWords(name)) || CODE.test(name));
  return sure.length >= said.length * least ? said.join(', ') : '';
}

const CODE = /^(?:[a-z]+(?:_[a-z]+)+|[A-Z]+(?:_[A-Z]+)*)$/u;
const NOBODY =
  /^(?:public|anon\w*|(?:any )?authenticated(?: users?)?|any(?:one|body)?|everyone|none|n a|[-–—]|no|yes|all(?: users?)?)$/iu;

/** `| Level | Reach |` under a heading on roles: names of roles, and behind each what it may do. */
function described({ header, rows }: TableBlock, listed: boolean): readonly MeantRow[] {
  const texts = (index: number): readonly string[] => rows.map((row) => row[index]?.text ?? '');
  const who = header.findIndex((_, index) => short(texts(index)) && namesRoles(header[index], texts(index), listed));
  if (who < 0) return [];
  const may = header.findIndex((_, index) => index !== who && mostly(texts(index), beginsAsRight));
  if (may < 0) return [];
  return rows.flatMap((row) => {
    const [actor, what] = [row[who], row[may]];
    return actor === undefined || what === undefined || actor.text === '' || isRefused(what.text)
      ? []
      : [rightRow({ ...actor, source: row[0]?.source ?? actor.source }, what)];
  });
}

/** Among rights, what stands in code may be a role as well. */
function isRole({ text, spans }: Cell, inCode: boolean): boolean {
  return text.split(' ').length <= 4 && (speaksOfRole(roleWords(text)) || (inCode && spans.length > 0));
}

/** Words for people, or, under a header that says so, any names in capitals. */
function namesRoles(header: Cell | undefined, texts: readonly string[], listed: boolean): boolean {
  const share = shareOf('authorizations', texts);
  if (share >= 0.6 || (listed && share >= 0.4 && NAMED.test(header?.text ?? ''))) return true;
  const said = KIND_NOUNS.authorizations.certain.has(nounsOf(header?.text ?? '').head);
  return said && texts.every((text) => /^\p{Lu}/u.test(text));
}

/** Under "Roles" itself. */
const NAMED = /^(?:code|name|key|type|level|slug)$/iu;

/** Names are short, and each stands once. */
function short(texts: readonly string[]): boolean {
  return texts.every((text) => text.split(' ').length <= 4) && new Set(texts).size === texts.length;
}

function mostly(texts: readonly string[], says: (text: string) => boolean): boolean {
  return texts.filter((text) => says(text.trim())).length * 3 >= texts.length * 2;
}
