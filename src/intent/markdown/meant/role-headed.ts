// Tables of routes or actions under the name of who may use them: `### ADMIN only` over `| Method | Path |`, in a
// section on rights. Under "User endpoints" they are about users, and nothing is said of who may.

import { isAside, saysMuchOf } from '../../sections/meaning.js';
import { roleWords, speaksOfRole } from '../../sections/roles.js';
import { nounsOf } from '../../words/head-nouns.js';
import { normalWords } from '../../words/normal.js';
import type { Cell } from '../../row.js';
import { arePlatforms } from '../role-matrix.js';
import { rightRow, type MeantRow, type TableReader } from './reader.js';

const DONE: ReadonlySet<string> = new Set(
  'path route endpoint url action operation permission capability screen page feature resource'.split(' '),
);
const NUMBER = /^\W*(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?(?:role\s*:\s*)?/iu;
const BEHIND = /\s+(?:only|role|access|permissions?|rights|privileges|can)$/iu;
/** Everybody, and what is no role beside a route. */
const NOBODY = /^(?:public|anonymous|anon|authenticated|any\w*|everyone|all|api|service|support|sales|finance)$/iu;

export const roleHeadedTable: TableReader = ({ header, rows }, place) => {
  const [nearest = '', ...above] = place.around;
  if (above.length === 0 || saysMuchOf('authorizations', { ...place, around: above }) < 2 || isAside(place)) return [];
  if (arePlatforms(header.slice(1).map(({ text }) => text))) return [];
  const heads = header.map(({ text }) => nounsOf(text).head);
  const at = heads.findIndex((head) => DONE.has(head));
  if (at < 0 || heads.some((head) => head === 'role' || head === 'actor' || head === 'user')) return [];
  const actor = rolesOf(nearest, place.roles);
  return actor === null ? [] : rows.flatMap((row) => right(row, actor));
};

function right(row: readonly Cell[], actor: string): readonly MeantRow[] {
  const [first] = row;
  if (first === undefined) return [];
  const what = row
    .map(({ text }) => text)
    .join(' ')
    .trim();
  return what === '' ? [] : [rightRow({ ...first, text: actor, spans: [] }, { ...first, text: what })];
}

/** `USER or ADMIN`, "Managers only"; null for any other heading. */
function rolesOf(heading: string, known: ReadonlySet<string>): string | null {
  const said = heading
    .replace(NUMBER, '')
    .replace(/\s*[(（][^()（）]*[)）]\s*$/u, '')
    .replace(BEHIND, '')
    .trim();
  const names = said.split(/\s*(?:[,/+&]|\bor\b|\band\b)\s*/u).map((name) => name.replace(/[`*"]/gu, '').trim());
  const roles = names.every(
    (name) =>
      !NOBODY.test(name) &&
      name.split(' ').length <= 2 &&
      (known.has(normalWords(name)) || speaksOfRole(roleWords(name).split(' ').at(-1) ?? '')),
  );
  return roles ? names.join(', ') : null;
}
