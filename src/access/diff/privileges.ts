// Privileges gained and lost, from the pair bits of both sides. What everybody got or lost is said of PUBLIC once.

import { PUBLIC, roleGrantee, type Grantee } from '../../pg/grantee.js';
import { isPrivilege, type Privilege } from '../../pg/privilege.js';
import type { ObjectRef } from '../../pg/object.js';
import type { AccessIndex } from '../access-index.js';
import { wordsOf } from '../matrix.js';
import { pairBits, type PairBits } from '../pair-bits.js';
import type { Path } from '../path.js';
import { securableKey, type Securable } from '../securable.js';
import type { AccessChange } from './model.js';

/** Predefined roles' reach is a change of membership, said there: lists alone are compared. */
export function* privilegeChanges(before: AccessIndex, after: AccessIndex): Generator<AccessChange> {
  const sides = { before: sideOf(before), after: sideOf(after) };
  const keys = new Set([...sides.before.securables.keys(), ...sides.after.securables.keys()]);
  for (const key of keys) yield* objectChanges(key, sides);
}

interface Side {
  readonly index: AccessIndex;
  readonly bits: PairBits;
  readonly securables: ReadonlyMap<string, Securable>;
}

interface Sides {
  readonly before: Side;
  readonly after: Side;
}

function sideOf(index: AccessIndex): Side {
  const securables = new Map([...index.securables()].map((each) => [securableKey(each.object), each]));
  return { index, bits: pairBits(index, { dense: false }), securables };
}

interface Held {
  readonly open: number;
  readonly roles: ReadonlyMap<string, number>;
}

const NOTHING: Held = { open: 0, roles: new Map() };

function heldOf({ bits, securables }: Side, key: string): Held {
  const securable = securables.get(key);
  if (securable === undefined) return NOTHING;
  const { masks, places, publicMask } = bits.of(securable);
  return { open: publicMask, roles: new Map(places.map((place) => [bits.roles[place] ?? '', masks[place] ?? 0])) };
}

function* objectChanges(key: string, sides: Sides): Generator<AccessChange> {
  const before = heldOf(sides.before, key);
  const after = heldOf(sides.after, key);
  const securable = sides.after.securables.get(key) ?? sides.before.securables.get(key);
  if (securable === undefined) return;
  const { object } = securable;
  const fresh = !sides.before.securables.has(key);
  const about = { object, sides, fresh, owner: securable.owner };
  const opened = held(after.open) & ~held(before.open);
  const shut = held(before.open) & ~held(after.open);
  yield* changesOf(PUBLIC, { gained: opened, lost: shut }, about);
  for (const role of new Set([...before.roles.keys(), ...after.roles.keys()])) {
    // What a superuser has no list says: becoming or ceasing to be one is a change of the role.
    if (isSuperuser(sides, role)) continue;
    const old = held((before.roles.get(role) ?? 0) | before.open);
    const now = held((after.roles.get(role) ?? 0) | after.open);
    yield* changesOf(roleGrantee(role), { gained: now & ~old & ~opened, lost: old & ~now & ~shut }, about);
  }
}

/** A grant option of what is not held gives nothing by itself. */
function held(mask: number): number {
  const low = mask & 0xffff;
  return low | (mask & (low << 16));
}

interface About {
  readonly object: ObjectRef;
  readonly sides: Sides;
  readonly fresh: boolean;
  readonly owner: string | null;
}

function isSuperuser({ before, after }: Sides, role: string): boolean {
  return [before, after].some(({ index }) => index.members.role(role)?.superuser === true);
}

interface Delta {
  readonly gained: number;
  readonly lost: number;
}

function* changesOf(who: Grantee, { gained, lost }: Delta, about: About): Generator<AccessChange> {
  const { object, sides, fresh, owner } = about;
  const owns = who.kind === 'role' && who.name === owner;
  if (gained !== 0) {
    const direction = fresh && owns ? 'neutral' : 'widening';
    const detail = fresh ? 'on a new object' : 'gained';
    yield { kind: 'privileges', direction, who, object, ...reasons(sides.after.index, who, object, gained), detail };
  }
  if (lost !== 0) {
    const gone = !sides.after.securables.has(securableKey(object));
    const detail = gone ? 'the object is gone' : 'lost';
    yield {
      kind: 'privileges',
      direction: 'narrowing',
      who,
      object,
      ...reasons(sides.before.index, who, object, lost),
      detail,
    };
  }
}

function reasons(
  index: AccessIndex,
  who: Grantee,
  object: ObjectRef,
  mask: number,
): { readonly privileges: readonly string[]; readonly paths: readonly Path[] } {
  const low = (mask | (mask >>> 16)) & 0xffff;
  // Of an option that came alone the privilege itself was there before.
  const privileges = wordsOf(low | (mask & ~0xffff)).filter(
    (word) => word.endsWith('*') || wordsOf(mask & 0xffff).includes(word),
  );
  const [first] = wordsOf(low);
  if (first === undefined || !isPrivilege(first)) return { privileges, paths: [] };
  return {
    privileges,
    paths: who.kind === 'role' ? (index.explain(who.name, object, first)?.paths ?? []) : openly(index, object, first),
  };
}

function openly(index: AccessIndex, object: ObjectRef, privilege: Privilege): readonly Path[] {
  return index.items(object).flatMap(({ grantee, privilege: given, grantor }): readonly Path[] => {
    if (grantee.kind !== 'public' || given !== privilege) return [];
    return [[index.securable(object)?.acl === null ? { via: 'public-default' } : { via: 'public', grantor }]];
  });
}
