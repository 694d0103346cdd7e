// Every role's holdings on every object, as the pair bits of DESIGN §5: one row for a role and an object, and
// one of kind `everything` for a superuser. Rows are made one after another: 100 million of them need no memory.

import { sortBy } from '../core/order.js';
import { PRIVILEGES, type Privilege } from '../pg/privilege.js';
import type { ObjectRef } from '../pg/object.js';
import { objectKey } from '../pg/object.js';
import type { AccessIndex } from './access-index.js';
import { pairBits, type PairBits } from './pair-bits.js';

/** What a row is about when it is not one object. */
export interface Whole {
  /** `everything`: a superuser. `every-relation`: what a predefined role adds (compact form only). */
  readonly kind: 'everything' | 'every-relation' | 'every-schema';
  readonly path: readonly [];
}

export interface MatrixRow {
  readonly role: string | { readonly public: true };
  readonly object: ObjectRef | Whole;
  /** As `SELECT`, repeated as `SELECT*` when grantable; in the order of PRIVILEGES; `ALL` of everything. */
  readonly privileges: readonly string[];
}

export interface MatrixOptions {
  /** PUBLIC's and predefined roles' holdings are said once, not for each role that has them. */
  readonly compact?: boolean;
}

/** In the order of kinds and names; columns only where they have a list of their own, with what the relation gives. */
export function* accessMatrix(index: AccessIndex, options: MatrixOptions = {}): Generator<MatrixRow> {
  const compact = options.compact === true;
  const bits = pairBits(index, { dense: !compact });
  for (const role of index.members.superusers) {
    yield { role, object: { kind: 'everything', path: [] }, privileges: ['ALL'] };
  }
  if (compact) yield* predefinedRows(bits.major);
  const ordered = sortBy(index.securables(), ({ object }) => objectKey(object));
  for (const securable of ordered) yield* rowsOf(bits, bits.of(securable), securable.object);
}

function* rowsOf(bits: PairBits, found: ReturnType<PairBits['of']>, object: ObjectRef): Generator<MatrixRow> {
  if (found.publicMask !== 0) yield { role: { public: true }, object, privileges: wordsOf(found.publicMask) };
  for (const place of found.places) {
    const mask = found.masks[place] ?? 0;
    if (mask !== 0) yield { role: bits.roles[place] ?? '', object, privileges: wordsOf(mask) };
  }
}

const words = new Map<number, readonly string[]>();

/** Low half: held; high half: with grant option. */
export function wordsOf(mask: number): readonly string[] {
  const known = words.get(mask);
  if (known !== undefined) return known;
  const found = PRIVILEGES.flatMap((privilege, place) => {
    if ((mask & (1 << place)) === 0) return [];
    return (mask & (1 << (place + 16))) === 0 ? [privilege] : [privilege, `${privilege}*`];
  });
  words.set(mask, found);
  return found;
}

function* predefinedRows(major: number): Generator<MatrixRow> {
  const relation: readonly (readonly [string, readonly Privilege[]])[] = [
    ['pg_read_all_data', ['SELECT']],
    ['pg_write_all_data', ['INSERT', 'UPDATE', 'DELETE']],
    ...(major >= 17 ? ([['pg_maintain', ['MAINTAIN']]] as const) : []),
  ];
  for (const [role, privileges] of relation) yield { role, object: { kind: 'every-relation', path: [] }, privileges };
  for (const role of ['pg_read_all_data', 'pg_write_all_data']) {
    yield { role, object: { kind: 'every-schema', path: [] }, privileges: ['USAGE'] };
  }
}
