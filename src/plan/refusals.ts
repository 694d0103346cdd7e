// Why an administrator who is no superuser cannot bring a fact about; null when he can. One answer per kind of
// fact. What is refused here never enters the plan, so that everything planned after it reckons without it.

import type { FactKind, FactOf, RoleAttributes } from '../demand/model.js';
import { objectRef, type ObjectRef } from '../pg/object.js';
import { findSetting } from './changes/setting.js';
import type { Rights } from './rights.js';
import type { Situation } from './situation.js';

type Why = string | null;

export const REFUSALS: { readonly [K in FactKind]: (fact: FactOf<K>, rights: Rights, situation: Situation) => Why } = {
  role: (fact, rights, situation) => roleRefusal(fact, rights, situation),
  membership: (fact, rights, situation) => membershipRefusal(fact, rights, situation),
  'role-setting': (fact, rights, situation) => roleSettingRefusal(fact, rights, situation),
  // Whose grants would have to go, and who can run that, is asked when the whole list is planned.
  privilege: ({ object }, rights, situation) => {
    const item = situation.protected(object);
    return item === undefined || rights.actsAs(item.owner) ? null : notOwner(item.owner);
  },
  'default-privilege': ({ role }, rights) => (rights.actsAs(role) ? null : `it is not a member of ${role}`),
  owner: ({ object, owner }, rights, situation) => {
    const item = situation.protected(object);
    if (item === undefined || item.owner === owner) return null;
    const why = owned(object, rights, situation);
    if (why !== null) return why;
    if (object.kind === 'database') return rights.role.createDb && rights.actsAs(owner) ? null : 'it takes CREATEDB';
    if (object.kind === 'schema') return schemaRefusal(owner, object.database, rights);
    return object.path.length < 2 ? actRefusal(owner, rights) : ownRefusal(owner, object, rights);
  },
  schema: ({ schema, owner, database }, rights, situation) =>
    owned(objectRef('schema', [schema], database), rights, situation) ?? schemaRefusal(owner, database, rights),
  'created-table': ({ table, owner }, rights) => placeRefusal(owner, table, rights),
  routine: ({ routine, owner }, rights, situation) =>
    owned(routine, rights, situation) ?? placeRefusal(owner, routine, rights),
  view: ({ view, owner }, rights, situation) => owned(view, rights, situation) ?? placeRefusal(owner, view, rights),
  index: ({ relation }, rights, situation) => owned(relation, rights, situation),
  policy: ({ relation }, rights, situation) => owned(relation, rights, situation),
  'no-policy': ({ relation }, rights, situation) => owned(relation, rights, situation),
  tag: ({ object }, rights, situation) => owned(object, rights, situation),
  'row-security': ({ relation }, rights, situation) => owned(relation, rights, situation),
  'view-option': ({ view }, rights, situation) => owned(view, rights, situation),
  'routine-config': ({ routine }, rights, situation) => owned(routine, rights, situation),
  'routine-security': ({ routine }, rights, situation) => owned(routine, rights, situation),
  extension: ({ extension, database }, rights) =>
    TRUSTED.has(extension) && rights.has(rights.role.name, objectRef('database', [database]), 'CREATE')
      ? null
      : 'only a superuser creates it',
  setting: () => 'ALTER SYSTEM is a superuser’s',
  preload: () => 'ALTER SYSTEM is a superuser’s',
  'hba-admit': () => null,
  'hba-require': () => null,
  'ident-map': () => null,
};

/** `trusted = true` in their control files since 13. */
const TRUSTED: ReadonlySet<string> = new Set(['pgcrypto', 'citext', 'hstore', 'pg_trgm', 'uuid-ossp', 'btree_gist']);

function notOwner(owner: string): string {
  return `it belongs to ${owner}, whom this administrator may not act as`;
}

function owned(object: ObjectRef, rights: Rights, situation: Situation): Why {
  const item = situation.protected(object);
  if (item === undefined) return null;
  if (!rights.actsAs(item.owner)) return notOwner(item.owner);
  return closedRefusal(item.ref, rights);
}

function actRefusal(owner: string, rights: Rights): Why {
  return rights.actsAs(owner) ? null : `this administrator may not act as ${owner}`;
}

function schemaRefusal(owner: string, database: string | undefined, rights: Rights): Why {
  const place = objectRef('database', [database ?? '']);
  const may = rights.has(rights.role.name, place, 'CREATE');
  return actRefusal(owner, rights) ?? (may ? null : `it takes CREATE on database ${database ?? ''}`);
}

/** To make it, he himself needs CREATE there, too. */
function placeRefusal(owner: string, object: ObjectRef, rights: Rights): Why {
  const [schema = ''] = object.path;
  const ref = objectRef('schema', [schema], object.database);
  if (!rights.has(rights.role.name, ref, 'CREATE')) return `it takes CREATE on schema ${schema}`;
  return ownRefusal(owner, object, rights) ?? closedRefusal(object, rights);
}

function ownRefusal(owner: string, { path, database }: ObjectRef, rights: Rights): Why {
  const [schema = ''] = path;
  const why = actRefusal(owner, rights);
  if (why !== null || rights.mayOwnIn(owner, schema, database)) return why;
  return `${owner} has no CREATE on schema ${schema}`;
}

function closedRefusal(object: ObjectRef, rights: Rights): Why {
  const closed = rights.closedSchema(object);
  return closed === null ? null : `it takes USAGE on schema ${closed}`;
}

function roleRefusal({ role, attributes }: FactOf<'role'>, rights: Rights, situation: Situation): Why {
  const present = situation.role(role);
  const is = (flag: keyof RoleAttributes): boolean => present?.[flag] === true;
  const changes = (flag: keyof RoleAttributes): boolean =>
    attributes[flag] !== undefined &&
    (present === undefined ? attributes[flag] === true : attributes[flag] !== is(flag));
  if (present?.superuser === true) return 'only a superuser alters a superuser';
  if (changes('superuser')) return 'only a superuser gives or takes SUPERUSER';
  for (const [flag, word] of SPECIAL) {
    if (changes(flag) && !(rights.perGrant && rights.role[flag])) return `only a superuser gives or takes ${word}`;
  }
  if (changes('createDb') && rights.perGrant && !rights.role.createDb) return 'it takes CREATEDB';
  return present === undefined || rights.mayGrantRole(role) ? null : `it takes ADMIN OPTION on ${role}`;
}

const SPECIAL = [
  ['replication', 'REPLICATION'],
  ['bypassRls', 'BYPASSRLS'],
] as const;

function membershipRefusal(fact: FactOf<'membership'>, rights: Rights, situation: Situation): Why {
  if (!rights.mayGrantRole(fact.role)) return `it takes ADMIN OPTION on ${fact.role}`;
  if (!rights.perGrant) return null;
  const held = situation.inventory.cluster.memberships;
  const grants = held.status === 'read' ? held.items : [];
  const foreign = grants.find(
    (each) => each.role === fact.role && each.member === fact.member && !rights.actsAs(each.grantor),
  );
  return foreign === undefined ? null : `it was granted by ${foreign.grantor}`;
}

function roleSettingRefusal(fact: FactOf<'role-setting'>, rights: Rights, situation: Situation): Why {
  const context = findSetting(situation, fact.name)?.context ?? 'user';
  if (context.startsWith('superuser')) return `${fact.name} is a superuser’s to set`;
  if (fact.role !== null)
    return fact.role === rights.role.name || rights.mayGrantRole(fact.role)
      ? null
      : `it takes ADMIN OPTION on ${fact.role}`;
  const database = situation.protected(objectRef('database', [fact.database ?? '']));
  return database === undefined || rights.actsAs(database.owner) ? null : notOwner(database.owner);
}
