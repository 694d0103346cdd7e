// Matrices of roles: what may be done in the rows and a column for each role (`| Action | Admin | Guest |`), or
// roles in the rows and a column for each operation (`| Role | SELECT | INSERT |`, `| Agent | Can read |`).
// Every cell that grants something is a row of its own; what it grants stands as its condition when it is no
// operation of the database.

import type { Cell } from '../row.js';
import { columnKey } from '../sections/recognise.js';
import { speaksOfRole } from '../sections/roles.js';
import { isUnstated, normalWords, saysNone } from '../words/normal.js';
import { isOperation } from '../words/operations.js';
import type { TableBlock } from './tables.js';

const DONE =
  /^(?:permissions?(?: groups?| keys?)?|capabilit(?:y|ies)|actions?|operations?|features?|functions?|abilit(?:y|ies)|tasks?|pages?|screens?|routes?|endpoints?|modules?|areas?|scopes?|resources?|objects?|tables?|data|entit(?:y|ies)|datasets?|use cases?|(?:resource|feature|permission|module) action)$/u;
const WHO =
  /^(?:roles?|(?:user |role |agent )?(?:names?|types?)|actors?|users?|agents?|principals?|personas?|groups?|identit(?:y|ies)|database roles?)$/u;
const ASIDE = /^(?:notes?|comments?|descriptions?|details|remarks|conditions?|scope|constraints?)$/u;
const REFUSED = /^(?:no|none|never|denied|deny|not allowed|✗|✘|×|❌|⛔|🚫|[-–—])(?:$|[\s(（,.—–-])/iu;
const GRANTED =
  /^(?:yes|x|y|✓|✔|✅|☑|🟢|allowed?|full|all|any|own|self|assigned|team|limited|partial|read|view|write|edit|create|manage|via|only|r\b|rw\b|w\b|crud|c\b|u\b|d\b)/iu;

/** Null when the table is no matrix of roles. */
export function roleMatrix(table: TableBlock): TableBlock | null {
  const [lead] = table.header;
  if (lead === undefined || table.rows.length === 0) return null;
  const words = normalWords(lead.text);
  if (WHO.test(words)) return byOperation(table);
  return DONE.test(words) ? byRole(table) : null;
}

function byRole(table: TableBlock): TableBlock | null {
  const columns = table.header.flatMap((cell, index) =>
    index === 0 || ASIDE.test(normalWords(cell.text)) ? [] : [{ cell, index }],
  );
  const known = columns.map(({ cell }) => columnKey('authorizations', cell.text));
  if (columns.length === 0 || known.some((key) => key !== null && key !== 'actor')) return null;
  if (!columns.some(({ cell }) => speaksOfRole(cell.text) || cell.spans.length > 0)) return null;
  if (!grants(table.rows.flatMap((row) => columns.map(({ index }) => row[index]?.text ?? '')))) return null;
  return granted(table, (row) =>
    columns.flatMap(({ cell, index }) => {
      const [said, what] = [row[index], row[0]];
      if (said === undefined || what === undefined || isRefused(said.text)) return [];
      return [{ actor: { ...cell, source: what.source }, operations: null, condition: told(what, said) }];
    }),
  );
}

function byOperation(table: TableBlock): TableBlock | null {
  const columns = table.header.flatMap((cell, index) => {
    const text = cell.text.replace(/^(?:can|may)\s+/iu, '');
    return index > 0 && isOperation(text) ? [{ operations: { ...cell, text }, index }] : [];
  });
  if (columns.length < 2) return null;
  return granted(table, (row) =>
    columns.flatMap(({ operations, index }) => {
      const [said, actor] = [row[index], row[0]];
      if (said === undefined || actor === undefined || isRefused(said.text)) return [];
      const here = { ...operations, source: actor.source };
      return [{ actor, operations: here, condition: isMark(said.text) ? null : said }];
    }),
  );
}

interface Granted {
  readonly actor: Cell;
  readonly operations: Cell | null;
  readonly condition: Cell | null;
}

function granted(table: TableBlock, of: (row: readonly Cell[]) => readonly Granted[]): TableBlock {
  const nothing: Cell = { text: '', spans: [], source: table.source };
  const header = ['Actor', 'Operations', 'Condition'].map((text) => ({ ...nothing, text }));
  const rows = table.rows.flatMap((row) =>
    of(row).map(({ actor, operations, condition }) => [actor, operations ?? nothing, condition ?? nothing]),
  );
  return { ...table, header, rows };
}

/** More than half of what the cells say are words and marks that grant or refuse. */
function grants(texts: readonly string[]): boolean {
  const said = texts.filter((text) => text.trim() !== '');
  const clear = said.filter((text) => isRefused(text) || GRANTED.test(text.trim()));
  return clear.length * 2 > said.length;
}

function isRefused(text: string): boolean {
  // A lone mark has no words, and states something all the same.
  return !isMark(text) && (isUnstated(text) || saysNone(text) || REFUSED.test(text.trim()));
}

function isMark(text: string): boolean {
  return /^(?:yes|x|y|✓|✔|✅|☑|🟢|allow(?:ed)?)\S?$/iu.test(text.trim());
}

/** `Cancel an order (own)`. */
function told(what: Cell, said: Cell): Cell {
  const more = said.text.trim().replace(/^(?:yes|✓|✔|✅|☑|🟢)\S?\s*/iu, '');
  const bare = more.replace(/^[(（](.*)[)）]$/u, '$1').trim();
  return { ...what, text: bare === '' || isMark(said.text) ? what.text : `${what.text} (${bare})`, spans: [] };
}
