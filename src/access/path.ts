// Why a role holds a privilege: the steps from the role to the access control list item or to the power
// that gives it.

import type { ObjectRef } from '../pg/object.js';
import type { Privilege } from '../pg/privilege.js';

/** What shows a relation's rows, or changes them, to who has no right on the relation itself. */
export const CHANNELS = [
  'parent',
  'view',
  'materialized-view',
  'definer-function',
  'copy',
  'publication',
  'foreign-table',
] as const;
export type Channel = (typeof CHANNELS)[number];

export type PathStep =
  /** In `indirect` only: through the object one gets at the next, with the rights of `as` (null: no rights are asked). */
  | {
      readonly via: Channel;
      readonly object: ObjectRef;
      readonly as: string | null;
      /** `named`: a function's body or a foreign table names it; `certain`: the catalog's dependencies say so. */
      readonly confidence: 'certain' | 'named';
    }
  /** Superusers pass every check. */
  | { readonly via: 'superuser'; readonly role: string }
  /** `member` has the privileges of `role`. */
  | { readonly via: 'membership'; readonly member: string; readonly role: string }
  /** `role` owns the database, so it stands for pg_database_owner there. */
  | { readonly via: 'database-owner'; readonly role: string; readonly database: string }
  /** pg_read_all_data, pg_write_all_data, pg_maintain. */
  | { readonly via: 'predefined-role'; readonly role: string }
  /** The kind's default: the owner has everything. Also: an owner always has every grant option. */
  | { readonly via: 'owner'; readonly role: string }
  /** The kind's default for PUBLIC (CONNECT and TEMPORARY on databases, EXECUTE, USAGE). */
  | { readonly via: 'public-default' }
  | { readonly via: 'public'; readonly grantor: string }
  | { readonly via: 'grant'; readonly role: string; readonly grantor: string; readonly grantable: boolean }
  /** The same for one column. */
  | {
      readonly via: 'column-grant';
      readonly role: string | null;
      readonly grantor: string;
      readonly grantable: boolean;
    };

export type Path = readonly PathStep[];

export interface Holding {
  readonly role: string;
  readonly object: ObjectRef;
  readonly privilege: Privilege;
  /** has_*_privilege says true. */
  readonly holds: boolean;
  /** has_*_privilege(… 'WITH GRANT OPTION') says true. */
  readonly grantable: boolean;
  /** One path for each item or power that gives it, with a shortest membership chain; empty when not held. */
  readonly paths: readonly Path[];
}
