// The access control list of a new object: the kind's default, or the creator's default privileges.
// https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html

import { effectiveAcl, type AclItem } from '../../pg/acl.js';
import type { DefaultPrivilege } from '../../inventory/sharing.js';
import { itemsOf } from '../../inventory/section.js';
import type { ObjectKind } from '../../pg/object.js';
import type { Situation } from '../situation.js';
import { aclState, type AclState } from './state.js';

export function initialAcl(
  situation: Situation,
  objectKind: DefaultPrivilege['objectKind'],
  creator: string,
  schema: string | null,
  database: string,
): AclState {
  const section = situation.database(database)?.defaultPrivileges;
  const rows =
    section === undefined
      ? []
      : itemsOf(section).filter((each) => each.role === creator && each.objectKind === objectKind);
  const everywhere = rows.find((each) => each.schema === null)?.acl ?? builtInAcl(objectKind, creator, situation.major);
  const here = schema === null ? [] : (rows.find((each) => each.schema === schema)?.acl ?? []);
  return aclState([...everywhere, ...here].map((item) => ({ ...item, column: null })));
}

/** What holds when no ALTER DEFAULT PRIVILEGES was ever said. */
export function builtInAcl(
  objectKind: DefaultPrivilege['objectKind'],
  role: string,
  major: number,
): readonly AclItem[] {
  const kind: ObjectKind = objectKind;
  return effectiveAcl(kind, role, null, major);
}
