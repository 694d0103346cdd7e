// Matrices of roles: what may be done in the rows and a column for each role (`| Action | Admin | Guest |`), or
// roles in the rows and a column for each operation (`| Role | SELECT | INSERT |`, `| Agent | Can read |`).
// Every cell that grants something is a row of its own; what it grants stands as its condition when it is no
// operation of the database.

import { columnKey } from '../sections/recognise.js';
import { speaksOfRole } from '../sections/roles.js';
import { normalWords } from '../words/normal.js';
import { isOperation } from '../words/operations.js';
import { granted, isMark, isRefused, told } from './role-cells.js';
import { byHolders, byOperators, byScope, byWho } from './role-reach.js';
import type { TableBlock } from './tables.js';

const DONE =
  /^(?:permissions?(?: groups?| keys?)?|capabilit(?:y|ies)|actions?|operations?|features?|functions?|abilit(?:y|ies)|tasks?|pages?|screens?|routes?|endpoints?|modules?|areas?|scopes?|resources?|objects?|tables?|data|entit(?:y|ies)|datasets?|use cases?|(?:resource|feature|permission|module) action)$/u;
const WHO =
  /^(?:roles?|(?:user |role |agent )?(?:names?|types?)|actors?|users?|agents?|principals?|personas?|groups?|identit(?:y|ies)|database roles?)$/u;
const ASIDE =
  /^(?:code constants?|constants?|(?:permission |code )?keys?|codes?|values?|defaults?|source|migration|module|category|group|id|notes?|comments?|descriptions?|details|remarks|conditions?|scope|constraints?)$/u;
/** Where something runs or is sold, and how far it is: whoever has it, these are no roles. */
const PLATFORM =
  /^\W*(?:web(?: ?app)?|mobile(?: ?app)?|ios|android|desktop|browser|server|client|front ?end|back ?end|api|cli|sdk|ui|local|dev(?:elopment)?|unit|e2e|test(?:ing|s|ed)?|staging|preview|prod(?:uction)?|cloud|self[- ]hosted|on[- ]prem\w*|free|pro|plus|premium|basic|enterprise|starter|implemented|available|supported|enabled|enforced|required|planned|done|present|configured|verified|documented|docs|covered|audited|logged|encrypted|automated|status|in place|v\d\S*|phase \d|mvp|today|now|later)\W*$/iu;
/** Beside roles these are roles. */
const EITHER = /^\W*(?:client|api|server)\W*$/iu;

/** At least half of the columns, and one of them surely. */
export function arePlatforms(headers: readonly string[]): boolean {
  const found = headers.filter((text) => PLATFORM.test(text));
  return found.length * 2 >= headers.length && found.some((text) => found.length > 1 || !EITHER.test(text));
}

const GRANTED =
  /^(?:yes|x|y|✓|✔|✅|☑|🟢|allowed?|full|all|any|own|self|assigned|team|limited|partial|read|view|write|edit|create|manage|via|only|r\b|rw\b|w\b|crud|c\b|u\b|d\b)/iu;

/** Null when the table is no matrix of roles. */
export function roleMatrix(table: TableBlock): TableBlock | null {
  const [lead] = table.header;
  if (lead === undefined || table.rows.length === 0) return null;
  const words = normalWords(lead.text);
  const named = byWho(table);
  if (named !== null) return named;
  if (CODES.test(words) && namesRoles(table)) return byScope(table);
  if (WHO.test(words)) return byOperation(table) ?? byScope(table) ?? byResource(table);
  return DONE.test(words) ? (byOperators(table) ?? byHolders(table) ?? byRole(table)) : null;
}

const CODES = /^(?:codes?|keys?|names?|ids?|slugs?|constants?)$/u;

/** The first column holds names of roles: words for people, or code. */
function namesRoles({ rows }: TableBlock): boolean {
  const roles = rows.filter(
    ([first]) =>
      first !== undefined &&
      (speaksOfRole(first.text.replaceAll('_', ' ')) || /^[A-Z]+(?:_[A-Z]+)*$/u.test(first.text)),
  );
  return rows.length > 1 && roles.length === rows.length;
}

function byRole(table: TableBlock): TableBlock | null {
  const columns = table.header.flatMap((cell, index) =>
    index === 0 || ASIDE.test(normalWords(cell.text)) ? [] : [{ cell, index }],
  );
  if (arePlatforms(columns.map(({ cell }) => cell.text))) return null;
  const known = columns.map(({ cell }) => columnKey('authorizations', cell.text));
  if (columns.length === 0 || known.some((key) => key !== null && key !== 'actor')) return null;
  const roles = columns.filter(({ cell }) => speaksOfRole(cell.text) || cell.spans.length > 0);
  const texts = table.rows.flatMap((row) => columns.map(({ index }) => row[index]?.text ?? ''));
  if (roles.length === 0 || !(grants(texts) || (roles.length === columns.length && limits(texts)))) return null;
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

/** `| Role | Orders | Invoices |` with what each may do in the cells. */
function byResource(table: TableBlock): TableBlock | null {
  const columns = table.header.flatMap((cell, index) =>
    index === 0 || ASIDE.test(normalWords(cell.text)) ? [] : [{ cell, index }],
  );
  const known = columns.map(({ cell }) => columnKey('authorizations', cell.text));
  if (columns.length < 2 || known.some((key) => key !== null && key !== 'actor')) return null;
  const said = table.rows.flatMap((row) => columns.map(({ index }) => row[index]?.text ?? ''));
  if (!grants(said) || !said.some((text) => isRefused(text) || isMark(text) || isOperation(text))) return null;
  return granted(table, (row) =>
    columns.flatMap(({ cell, index }) => {
      const [text, actor] = [row[index], row[0]];
      if (text === undefined || actor === undefined || isRefused(text.text)) return [];
      return [{ actor, operations: null, condition: told({ ...cell, source: actor.source }, text) }];
    }),
  );
}

/** Some cells refuse or grant, the others say how far in a few words: `own account`, `policy`. */
function limits(texts: readonly string[]): boolean {
  const clear = texts.filter((text) => isRefused(text) || isMark(text));
  return clear.length * 4 >= texts.length && texts.every((text) => text.split(' ').length <= 5);
}

/** More than half of what the cells say are words and marks that grant or refuse. */
export function grants(texts: readonly string[]): boolean {
  const said = texts.filter((text) => text.trim() !== '');
  const clear = said.filter((text) => isRefused(text) || GRANTED.test(text.trim()));
  return clear.length * 2 > said.length;
}
