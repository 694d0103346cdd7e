// Access control lists. NULL in the catalog means the kind's default, which is not the same as empty.
// https://www.postgresql.org/docs/current/ddl-priv.html; defaults: acldefault() in src/backend/utils/adt/acl.c

import type { ObjectKind } from './object.js';
import { PUBLIC, roleGrantee, type Grantee } from './grantee.js';
import { privilegesOf, type Privilege } from './privilege.js';

export interface AclItem {
  readonly grantee: Grantee;
  readonly grantor: string;
  readonly privilege: Privilege;
  readonly grantable: boolean;
}

/** Explicit items, or null for the kind's default. */
export type Acl = readonly AclItem[] | null;

/** What PUBLIC gets on a new object of the kind when nobody said otherwise. */
export function publicDefaults(kind: ObjectKind): readonly Privilege[] {
  switch (kind) {
    case 'database':
      return ['CONNECT', 'TEMPORARY'];
    case 'routine':
      return ['EXECUTE'];
    case 'language':
    case 'type':
      return ['USAGE'];
    default:
      return [];
  }
}

/** The items in force: explicit ones, or the default of the kind (owner: everything; PUBLIC: see above). */
export function effectiveAcl(kind: ObjectKind, owner: string, acl: Acl, major: number): readonly AclItem[] {
  if (acl !== null) return acl;
  if (kind === 'column') return [];
  const item = (grantee: Grantee, privilege: Privilege): AclItem => ({
    grantee,
    grantor: owner,
    privilege,
    grantable: false,
  });
  return [
    ...publicDefaults(kind).map((privilege) => item(PUBLIC, privilege)),
    ...privilegesOf(kind, major).map((privilege) => item(roleGrantee(owner), privilege)),
  ];
}
