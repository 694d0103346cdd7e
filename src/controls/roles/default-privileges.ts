// What is created tomorrow is as closed as what is there today. EXECUTE on routines and USAGE of types are PUBLIC's by
// a built-in default that only a global ALTER DEFAULT PRIVILEGES removes; a per-schema REVOKE of it is void.
// https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html

import type { Attack } from '../../attack/model.js';
import type { DefaultPrivilegeFact } from '../../demand/model.js';
import { itemsOf, type DefaultPrivilege } from '../../inventory/index.js';
import { PUBLIC, granteeKey, roleGrantee } from '../../pg/grantee.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { scopeOf } from '../scope.js';
import { statedLogins } from './actors.js';
import { grantModel } from './grant-model.js';
import { ownerModel } from './owners.js';

const identity = {
  id: 'roles/default-privileges',
  area: 'roles',
  title: 'New objects open to nobody by default',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['excess-privilege', 'injection-blast-radius'],
  design: (context, threats) => {
    const creators = ownerModel(context).owners;
    const globals = context.databases.flatMap((database) =>
      creators.flatMap(({ role }): readonly DefaultPrivilegeFact[] => {
        const rest = {
          kind: 'default-privilege',
          database,
          role,
          schema: null,
          grantee: PUBLIC,
          present: false,
        } as const;
        return [
          { ...rest, objectKind: 'routine', privilege: 'EXECUTE' },
          { ...rest, objectKind: 'type', privilege: 'USAGE' },
        ];
      }),
    );
    const found = unexplained(context);
    if (globals.length + found.length === 0) return nothing;
    const parts = {
      enforcedAt: ['default privileges'],
      wishes: [
        ...globals.map((fact) => wish(fact, [])),
        ...found.map((fact) => wish(fact, [])),
        ...creators.map((each) => enabling({ kind: 'role', role: each.role, attributes: { login: false } }, [])),
      ],
      attacks: creators.flatMap((each) => attacksOf(context, each.component, each.role)),
      residual: 'A GRANT that a migration itself makes is not prevented.',
      bypass: ['superusers', 'other roles that create objects'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** Entries of the catalog that hand out to anybody but the creator. */
function unexplained(context: ControlContext): readonly DefaultPrivilegeFact[] {
  return scopeOf(context).databases.flatMap(({ database, name }) =>
    itemsOf(database.defaultPrivileges).flatMap((entry) => withdrawn(name, entry)),
  );
}

function withdrawn(database: string, entry: DefaultPrivilege): readonly DefaultPrivilegeFact[] {
  const { objectKind } = entry;
  if (objectKind === 'large-object') return [];
  return entry.acl
    .filter((item) => granteeKey(item.grantee) !== granteeKey(roleGrantee(entry.role)))
    .filter((item) => !(entry.schema === null && isBuiltIn(objectKind) && item.grantee.kind === 'public'))
    .map((item) => ({
      kind: 'default-privilege',
      database,
      role: entry.role,
      schema: entry.schema,
      objectKind,
      grantee: item.grantee,
      privilege: item.privilege,
      present: false,
    }));
}

/** A global entry repeats the kind's built-in default for PUBLIC; for creators it is withdrawn above. */
function isBuiltIn(kind: DefaultPrivilege['objectKind']): boolean {
  return kind === 'routine' || kind === 'type';
}

function attacksOf(context: ControlContext, component: string, creator: string): readonly Attack[] {
  const schemas = context.bound.components
    .filter((each) => each.component.name === component)
    .flatMap((each) => each.schemas);
  return schemas.flatMap((schema) => {
    const role = statedLogins(context)
      .map((login) => login.connection.login)
      .find((login) => grantModel(context).allows(login, schema, 'USAGE'));
    const name = schema.path[0] ?? '';
    if (role === undefined || schema.database === undefined) return [];
    const rest = { kind: 'new-object', database: schema.database, schema: name, creator, role } as const;
    const id = `${creator}/${schema.database}.${name}`;
    const made = `that ${creator} has just made in ${name}`;
    return [
      { ...rest, id: `${id}/routine`, objectKind: 'routine', title: `${role}: call a routine ${made}` },
      { ...rest, id: `${id}/type`, objectKind: 'type', title: `${role}: make something with a type ${made}` },
    ];
  });
}
