// A difference of two inventories as a change of access: who gained or lost what, and through what.

import type { Grantee } from '../../pg/grantee.js';
import type { ObjectRef } from '../../pg/object.js';
import type { Path } from '../path.js';

/** `widening`: somebody can do more; `narrowing`: somebody can do less; `neutral`: neither. */
export type Direction = 'widening' | 'narrowing' | 'neutral';

export type AccessChange =
  /** Privileges held on an object; `paths` of what was gained (after) or lost (before). */
  | {
      readonly kind: 'privileges';
      readonly direction: Direction;
      readonly who: Grantee;
      readonly object: ObjectRef;
      /** As in the matrix: `SELECT`, `SELECT*` for the grant option. */
      readonly privileges: readonly string[];
      readonly paths: readonly Path[];
      readonly detail: string;
    }
  /** An attribute of a role, or that the role is there. */
  | { readonly kind: 'role'; readonly direction: Direction; readonly who: Grantee; readonly detail: string }
  /** A way to become more than one is, opened or closed. */
  | {
      readonly kind: 'escalation';
      readonly direction: Direction;
      readonly who: Grantee;
      readonly how: string;
      readonly object: ObjectRef | null;
      readonly detail: string;
    }
  /** Row-level security: switches and policies. An expression that changed is `widening` unless it is known not to be. */
  | { readonly kind: 'rows'; readonly direction: Direction; readonly object: ObjectRef; readonly detail: string }
  /** Who may connect from where. */
  | { readonly kind: 'connection'; readonly direction: Direction; readonly object: ObjectRef; readonly detail: string }
  /** What objects to come will be open to; `object`: the database or schema in which they will be. */
  | {
      readonly kind: 'default-privileges';
      readonly direction: Direction;
      readonly who: Grantee;
      readonly object: ObjectRef;
      readonly detail: string;
    }
  /** Definer functions, and whose rights a view asks for. */
  | { readonly kind: 'code'; readonly direction: Direction; readonly object: ObjectRef; readonly detail: string }
  /** Of the server, of a role, of a database; most are neutral. */
  | { readonly kind: 'setting'; readonly direction: Direction; readonly object: ObjectRef; readonly detail: string }
  /** Publications. */
  | { readonly kind: 'sharing'; readonly direction: Direction; readonly object: ObjectRef; readonly detail: string }
  /** What one of the two could not read cannot be compared. */
  | { readonly kind: 'unread'; readonly direction: 'neutral'; readonly detail: string };

export interface AccessDiff {
  /** Widening first, then by kind and name. */
  readonly changes: readonly AccessChange[];
  readonly widening: number;
  readonly narrowing: number;
  readonly neutral: number;
}
