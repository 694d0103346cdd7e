// Tables that say who may do what without columns of operations: `| Role | Scope |`, `| Record | Who can read |`,
// `| Resource | Create | Read |` with roles in the cells.

import { columnKey } from '../sections/recognise.js';
import { speaksOfRole, WHO_MAY } from '../sections/roles.js';
import { beginsWithDeed } from '../words/deeds.js';
import { isUnstated, normalWords } from '../words/normal.js';
import type { Cell } from '../row.js';
import { granted, isRefused, type Granted } from './role-cells.js';
import type { TableBlock } from './tables.js';

/** `| Resource | Create | Read |` with roles in the cells. */
export function byOperators(table: TableBlock): TableBlock | null {
  const columns = table.header.flatMap((cell, index) =>
    index > 0 && DOES.test(normalWords(cell.text)) ? [{ cell, index }] : [],
  );
  const said = table.rows.flatMap((row) => columns.map(({ index }) => row[index]?.text ?? ''));
  const roles = said.filter((text) => speaksOfRole(text) || isRefused(text));
  if (columns.length < 2 || roles.length * 3 < said.length * 2 || !said.some(speaksOfRole)) return null;
  return granted(table, (row) => columns.flatMap(({ cell, index }) => allowedIn(row, index, cell.text)));
}

/** The cell's role may do what the header says to what the row begins with. */
function allowedIn(row: readonly Cell[], index: number, operation: string): readonly Granted[] {
  const [actor, what] = [row[index], row[0]];
  if (actor === undefined || what === undefined || isRefused(actor.text)) return [];
  const { source } = what;
  const condition = { text: `${operation} ${what.text}`, spans: [], source };
  return [{ actor: { ...actor, source }, operations: null, condition }];
}

const DOES =
  /^(?:(?:can |who can |may )?(?:create|read|update|delete|write|list|view|edit|insert|select|manage|approve|execute|export))\b/u;
const REACHES =
  /^(?:(?:access |data |default )?scope|reach|summary|descriptions?|responsibilit(?:y|ies)|duties|rights|abilities|purpose|what they (?:do|see)|typical (?:use|tasks)|job|what (?:it|they) (?:do(?:es)?|can do))$/u;
/** What a description begins with when it says what somebody may do. */
const RIGHTS =
  /^(?!(?:invit|creat|approv|reject|delet|remov|cancel|export|updat|add|list|edit|chang|publish|review)ed(?:$| (?:by|in|at|when|on|from|with|to)\b))(?:can|may|full|all|any|own|only|every|everything|no|read|view|see|list|creat|add|submit|edit|updat|chang|manag|approv|reject|delet|remov|cancel|export|assign|invit|configur|access|administ|moderat|operat|cross|limited|unrestricted|platform|tenant|global|national|assigned|write|run|publish|review|handle|oversee|control|process|audit)/iu;

/** The text says what somebody may do: `Own orders`, `Manages shifts`, `Till only`. */
export function beginsAsRight(text: string): boolean {
  return RIGHTS.test(text) || beginsWithDeed(text) || / (?:only|access)\b/iu.test(text);
}

/** `| Role | Scope |`: how far each reaches, when that is said as a right. */
export function byScope(table: TableBlock): TableBlock | null {
  const keys = table.header.map(({ text }) => columnKey('authorizations', text));
  if (keys.includes('operations')) return null;
  const at = table.header.findIndex(({ text }, index) => {
    if (index === 0 || !REACHES.test(normalWords(text))) return false;
    const said = table.rows.map((row) => row[index]?.text.trim() ?? '');
    return said.filter(beginsAsRight).length * 3 >= said.length * 2;
  });
  if (at < 0) return null;
  return granted(table, (row) => {
    const [actor, what] = [row[0], row[at]];
    return actor === undefined || what === undefined || isUnstated(what.text)
      ? []
      : [{ actor, operations: null, condition: { ...what, spans: [] } }];
  });
}

/** `| Record | Who can read | Who can write |`: the header says what, the cells by whom. */
export function byWho(table: TableBlock): TableBlock | null {
  const columns = table.header.flatMap((cell, index) => {
    const verb = WHO_MAY.exec(normalWords(cell.text))
      ?.slice(1)
      .find((each) => each !== undefined);
    return index > 0 && verb !== undefined ? [{ text: verb, index }] : [];
  });
  if (columns.length === 0) return null;
  return granted(table, (row) => columns.flatMap(({ text, index }) => allowedIn(row, index, text)));
}

/** `| Endpoint | Roles |`: a column of those who may, and none that says what. */
export function byHolders(table: TableBlock): TableBlock | null {
  const keys = table.header.map(({ text }) => columnKey('authorizations', text));
  const at = keys.indexOf('actor');
  // Beside other roles "User" is one of them.
  const others = table.header.some(({ text }, index) => index !== at && index > 0 && speaksOfRole(text));
  if (at < 1 || others || keys.includes('operations')) return null;
  return granted(table, (row) => {
    const [actor, what] = [row[at], row[0]];
    if (actor === undefined || what === undefined || isRefused(actor.text)) return [];
    return [{ actor: { ...actor, source: what.source }, operations: null, condition: { ...what, spans: [] } }];
  });
}
