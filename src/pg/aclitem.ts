// The text form of access control lists: `grantee=privileges/grantor`, an empty grantee being PUBLIC,
// a `*` after a letter the grant option, names quoted when they hold anything but letters, digits and _.
// https://www.postgresql.org/docs/current/ddl-priv.html; aclparse(), putid() in src/backend/utils/adt/acl.c

import { err, ok, type Result } from '../core/result.js';
import { compareText, sortBy } from '../core/order.js';
import type { AclItem } from './acl.js';
import { parseArrayText } from './array-text.js';
import { granteeKey, PUBLIC, roleGrantee } from './grantee.js';
import { PRIVILEGE_LETTERS } from './privilege.js';

/** One aclitem, as one item per privilege. */
export function parseAclItem(text: string): Result<readonly AclItem[], string> {
  const grantee = parseName(text, 0);
  if (grantee === undefined || text[grantee.end] !== '=') return err(`no grantee in aclitem ${text}`);
  const slash = text.indexOf('/', grantee.end);
  const grantor = slash < 0 ? undefined : parseName(text, slash + 1);
  if (grantor === undefined || grantor.end !== text.length) return err(`no grantor in aclitem ${text}`);
  const items: AclItem[] = [];
  for (let at = grantee.end + 1; at < slash; at += 1) {
    const privilege = PRIVILEGE_LETTERS[text[at] ?? ''];
    if (privilege === undefined) return err(`unknown privilege letter in aclitem ${text}`);
    const grantable = text[at + 1] === '*';
    if (grantable) at += 1;
    const who = grantee.name === '' ? PUBLIC : roleGrantee(grantee.name);
    items.push({ grantee: who, grantor: grantor.name, privilege, grantable });
  }
  return ok(items);
}

/** The items of one aclitem's text in order, and the grantee and grantor that they share as a key to sort by. */
interface AclItems {
  readonly key: string;
  readonly items: readonly AclItem[];
}

/** Texts that were parsed before: the same aclitem stands in thousands of lists, and is one object in all of them. */
export type KnownAclItems = Map<string, AclItems>;

/** An `aclitem[]` cell, sorted by grantee, grantor and privilege: the server's own order is mere history. */
export function parseAcl(text: string, known: KnownAclItems = new Map()): Result<readonly AclItem[], string> {
  const elements = parseArrayText(text);
  if (!elements.ok) return elements;
  const found: AclItems[] = [];
  for (const element of elements.value) {
    const parsed = parseKnown(element ?? '', known);
    if (!parsed.ok) return parsed;
    found.push(parsed.value);
  }
  found.sort((left, right) => compareText(left.key, right.key));
  const items = found.flatMap((each) => each.items);
  const isPlain = found.every(({ key }, place) => key !== found[place + 1]?.key);
  return ok(isPlain ? items : sortAcl(items));
}

function parseKnown(text: string, known: KnownAclItems): Result<AclItems, string> {
  const before = known.get(text);
  if (before !== undefined) return ok(before);
  const parsed = parseAclItem(text);
  if (!parsed.ok) return parsed;
  const first = parsed.value[0];
  const key = first === undefined ? '' : `${granteeKey(first.grantee)}\0${first.grantor}`;
  const made = { key, items: sortAcl(parsed.value) };
  known.set(text, made);
  return ok(made);
}

export function sortAcl(items: readonly AclItem[]): readonly AclItem[] {
  return sortBy(items, (item) => [granteeKey(item.grantee), item.grantor, item.privilege]);
}

/** A name that ends before `=` or at the end; inside quotes, a doubled quote is one. */
function parseName(text: string, start: number): { readonly name: string; readonly end: number } | undefined {
  let name = '';
  let quoted = false;
  for (let at = start; at < text.length; at += 1) {
    const character = text[at] ?? '';
    if (character === '"' && quoted && text[at + 1] === '"') {
      name += '"';
      at += 1;
    } else if (character === '"') quoted = !quoted;
    else if (character === '=' && !quoted) return { name, end: at };
    else name += character;
  }
  return quoted ? undefined : { name, end: text.length };
}
