// What `access` was asked, resolved against an inventory: the object that is meant, the role or PUBLIC, the
// privilege; a name that is not there gets the nearest that is.

import { InputError } from '../core/input-error.js';
import { Securables, type Securable } from '../access/securable.js';
import { nearest } from '../intent/words/nearest.js';
import { itemsOf, type Inventory } from '../inventory/index.js';
import { PUBLIC, roleGrantee, type Grantee } from '../pg/grantee.js';
import { isRelationKind, type ObjectRef } from '../pg/object.js';
import { isPrivilege, privilegesOf, type Privilege } from '../pg/privilege.js';
import { parseObjectName, splitPath, type NamedObject } from './named-object.js';

/** @throws InputError */
export function askedRole(text: string, inventory: Inventory): Grantee {
  if (text.toUpperCase() === 'PUBLIC') return PUBLIC;
  const names = itemsOf(inventory.cluster.roles).map((role) => role.name);
  const bare = /^".*"$/su.test(text) ? splitPath(text)?.[0] : undefined;
  const found = [bare, text].find((name) => name !== undefined && names.includes(name));
  if (found !== undefined) return roleGrantee(found);
  throw unknownName('unknown-role', `there is no role ${text}`, bare ?? text, names);
}

/** @throws InputError when there is none, or one in several databases. */
export function askedObject(text: string, inventory: Inventory): Securable {
  const named = parseObjectName(text);
  if (!named.ok) throw wrongObject(named.error);
  const all = [...new Securables(inventory).all()].filter(({ object }) => sameKind(object, named.value));
  const found = all.filter(({ object }) => object.path.join('\0') === named.value.path.join('\0'));
  const [only] = found;
  if (only === undefined) {
    const paths = all.map(({ object }) => object.path.join('.'));
    throw unknownName('unknown-object', `there is no ${text}`, named.value.path.join('.'), paths);
  }
  if (found.length === 1) return only;
  const databases = found.map(({ object }) => object.database ?? '').join(', ');
  throw wrongObject(`${text} is in several databases (${databases}): name one with --database`);
}

function sameKind(object: ObjectRef, { kind }: NamedObject): boolean {
  return object.kind === kind || (isRelationKind(object.kind) && isRelationKind(kind));
}

/** The one that was asked, or all of the kind. @throws InputError */
export function askedPrivileges(text: string | undefined, object: ObjectRef, major: number): readonly Privilege[] {
  const known = privilegesOf(object.kind, major);
  if (text === undefined) return known;
  const word = text.toUpperCase().replaceAll(/[\s_-]+/gu, ' ');
  if (isPrivilege(word) && known.includes(word)) return [word];
  const what = `${text} is no privilege on a ${object.kind} in PostgreSQL ${major}`;
  throw InputError.of('unknown-privilege', what, `it knows ${known.join(', ')}`, 'name one of these, or leave it out');
}

function wrongObject(why: string): InputError {
  return InputError.of(
    'object-name',
    'the object is not clear',
    why,
    "e.g. --object table:app.docs, --object routine:'app.f(text)'",
  );
}

function unknownName(code: string, what: string, word: string, names: readonly string[]): InputError {
  const near = nearest(word, names);
  const why = names.length === 0 ? 'that part of the source was not read' : 'the source has none of that name';
  return InputError.of(code, what, why, near === null ? 'see `pgrampart inventory SOURCE`' : `did you mean ${near}?`);
}
