// Everything in one database that has an access control list. Objects that the server or an extension
// brought have lists of their own to begin with; those of the source's bootstrap superuser are ours here.

import { itemsOf, type Relation } from '../../inventory/index.js';
import type { Acl } from '../../pg/acl.js';
import { roleGrantee } from '../../pg/grantee.js';
import { Ident } from '../../sql/ident.js';
import { qualified, sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import type { Guarded } from './acl-tasks.js';
import { isSystemSchema, keyOf, labelOf, nameOf } from './names.js';
import { routineLabel } from './routines.js';
import type { CloneScope } from './scope.js';

export interface GuardedObject extends Guarded {
  /** Came with the server or an extension: its list may already name predefined roles. */
  readonly given: boolean;
  /** Its owner stays who it is here: the superuser of the scratch cluster for that of the source. */
  readonly system: boolean;
  /** Holds the server's own text of argument types. */
  readonly screened: boolean;
}

/** `bootstrap` → `superuser`: on objects whose owner cannot be changed. */
export interface Bootstrap {
  readonly source: string | null;
  readonly here: string;
}

export function guardedObjects(scope: CloneScope, bootstrap: Bootstrap): readonly GuardedObject[] {
  const all = [
    ...relations(scope),
    ...columns(scope),
    ...routines(scope),
    ...types(scope),
    ...rest(scope),
    ...schemas(scope),
  ];
  return all
    .filter((guarded) => guarded.acl !== null)
    .map((guarded) => (guarded.system ? asHere(guarded, bootstrap) : guarded));
}

function asHere(guarded: GuardedObject, bootstrap: Bootstrap): GuardedObject {
  const here = (role: string): string => (role === bootstrap.source ? bootstrap.here : role);
  const translate = (acl: Acl): Acl =>
    acl === null
      ? null
      : acl.map((item) => ({
          ...item,
          grantor: here(item.grantor),
          grantee: item.grantee.kind === 'role' ? roleGrantee(here(item.grantee.name)) : item.grantee,
        }));
  return { ...guarded, owner: here(guarded.owner), acl: translate(guarded.acl) };
}

function relations(scope: CloneScope): readonly GuardedObject[] {
  return itemsOf(scope.database.relations).map((relation) => ({
    object: labelOf('ACL of', relation),
    target: sql`${relation.kind === 'sequence' ? sql`SEQUENCE` : sql`TABLE`} ${nameOf(relation)}`,
    owner: relation.owner,
    acl: relation.acl,
    given: isGiven(relation),
    system: isSystemSchema(relation.schema),
    screened: false,
  }));
}

function columns(scope: CloneScope): readonly GuardedObject[] {
  const byName = new Map(
    itemsOf(scope.database.relations).map((relation) => [keyOf(relation.schema, relation.name), relation]),
  );
  return itemsOf(scope.database.columns).flatMap((column) => {
    const relation = column.acl === null ? undefined : byName.get(keyOf(column.schema, column.relation));
    if (relation === undefined) return [];
    return [
      {
        object: `ACL of column ${column.schema}.${column.relation}.${column.name}`,
        target: sql`TABLE ${qualified(column.schema, column.relation)}`,
        column: column.name,
        owner: relation.owner,
        acl: column.acl,
        above: relation.acl,
        given: isGiven(relation),
        system: isSystemSchema(relation.schema),
        screened: false,
      },
    ];
  });
}

function isGiven(item: Pick<Relation, 'schema' | 'extension'>): boolean {
  return item.extension !== null || isSystemSchema(item.schema);
}

function routines(scope: CloneScope): readonly GuardedObject[] {
  return itemsOf(scope.database.routines).map((routine) => ({
    object: `ACL of ${routineLabel(routine)}`,
    target: sql`ROUTINE ${qualified(routine.schema, routine.name)}(${verbatim(routine.identityArguments)})`,
    owner: routine.owner,
    acl: routine.acl,
    given: isGiven(routine),
    system: isSystemSchema(routine.schema),
    screened: true,
  }));
}

function types(scope: CloneScope): readonly GuardedObject[] {
  return itemsOf(scope.database.types).map((type) => ({
    object: labelOf('ACL of type', type),
    target: sql`TYPE ${nameOf(type)}`,
    owner: type.owner,
    acl: type.acl,
    given: isGiven(type),
    system: isSystemSchema(type.schema),
    screened: false,
  }));
}

function schemas(scope: CloneScope): readonly GuardedObject[] {
  return itemsOf(scope.database.schemas).map((schema) => ({
    object: `ACL of schema ${schema.name}`,
    target: sql`SCHEMA ${Ident.of(schema.name)}`,
    owner: schema.owner,
    acl: schema.acl,
    given: isSystemSchema(schema.name),
    system: isSystemSchema(schema.name),
    screened: false,
  }));
}

function rest(scope: CloneScope): readonly GuardedObject[] {
  const { database } = scope;
  const plain = { given: false, system: false, screened: false };
  return [
    ...itemsOf(database.languages).map((language) => ({
      ...plain,
      given: language.extension === null,
      system: language.extension === null,
      object: `ACL of language ${language.name}`,
      target: sql`LANGUAGE ${Ident.of(language.name)}`,
      owner: language.owner,
      acl: language.acl,
    })),
    ...itemsOf(database.foreignDataWrappers).map((wrapper) => ({
      ...plain,
      object: `ACL of foreign-data wrapper ${wrapper.name}`,
      target: sql`FOREIGN DATA WRAPPER ${Ident.of(wrapper.name)}`,
      owner: wrapper.owner,
      acl: wrapper.acl,
    })),
    ...itemsOf(database.foreignServers).map((server) => ({
      ...plain,
      object: `ACL of foreign server ${server.name}`,
      target: sql`FOREIGN SERVER ${Ident.of(server.name)}`,
      owner: server.owner,
      acl: server.acl,
    })),
    ...itemsOf(database.largeObjects).map((object) => ({
      ...plain,
      object: `ACL of large object ${object.oid}`,
      target: sql`LARGE OBJECT ${verbatim(BigInt(object.oid).toString())}`,
      owner: object.owner,
      acl: object.acl,
    })),
  ];
}
