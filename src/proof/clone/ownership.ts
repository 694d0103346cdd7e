// From the builder to the real owners. Run by superuser: a change of owner evaluates nothing. Sequences of
// columns follow their table. https://www.postgresql.org/docs/current/sql-altertable.html

import { itemsOf } from '../../inventory/index.js';
import { Ident } from '../../sql/ident.js';
import { keyword, sql, type Sql } from '../../sql/sql.js';
import { verbatim } from '../../sql/verbatim.js';
import { relationWord } from './comments.js';
import { isSystemSchema, keyOf, labelOf, nameOf } from './names.js';
import { routineLabel, routineName } from './routines.js';
import type { CloneScope } from './scope.js';
import type { Task } from './task.js';
import { definitionLabel } from './types.js';

export interface OwnershipTasks {
  /** Names only: nothing of the source's text in them. */
  readonly plain: readonly Task[];
  /** With the server's own text of argument types: to be screened. */
  readonly routines: readonly Task[];
}

export function ownershipTasks(scope: CloneScope): OwnershipTasks {
  return {
    plain: [
      ...schemaOwners(scope),
      ...relationOwners(scope),
      ...typeOwners(scope),
      ...definitionOwners(scope),
      ...otherOwners(scope),
    ],
    routines: itemsOf(scope.database.routines)
      .filter((routine) => !isSystemSchema(routine.schema))
      .map((routine) => give(routineLabel(routine), routineName(routine), routine.owner)),
  };
}

function schemaOwners(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.schemas)
    .filter((schema) => !isSystemSchema(schema.name))
    .map((schema) => give(`schema ${schema.name}`, sql`SCHEMA ${Ident.of(schema.name)}`, schema.owner));
}

function relationOwners(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.relations)
    .filter((relation) => !isSystemSchema(relation.schema) && relation.persistence !== 'temporary')
    .filter((relation) => (scope.sequences.get(keyOf(relation.schema, relation.name))?.ownedBy ?? null) === null)
    .map((relation) =>
      give(labelOf('owner of', relation), sql`${relationWord(relation)} ${nameOf(relation)}`, relation.owner),
    );
}

function typeOwners(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.types)
    .filter((type) => !isSystemSchema(type.schema) && type.kind !== 'multirange')
    .map((type) =>
      give(
        labelOf('owner of type', type),
        sql`${type.kind === 'domain' ? sql`DOMAIN` : sql`TYPE`} ${nameOf(type)}`,
        type.owner,
      ),
    );
}

const NAMED_DEFINITIONS: { readonly [kind: string]: string } = {
  collation: 'COLLATION',
  conversion: 'CONVERSION',
  statistics: 'STATISTICS',
  'text-search-configuration': 'TEXT SEARCH CONFIGURATION',
  'text-search-dictionary': 'TEXT SEARCH DICTIONARY',
};

function definitionOwners(scope: CloneScope): readonly Task[] {
  return itemsOf(scope.database.definitions).flatMap((fact) => {
    const word = NAMED_DEFINITIONS[fact.kind];
    if (word === undefined || fact.owner === null || fact.schema === null || isSystemSchema(fact.schema)) return [];
    return [
      give(
        `owner of ${definitionLabel(fact)}`,
        sql`${keyword(word)} ${nameOf({ schema: fact.schema, name: fact.name })}`,
        fact.owner,
      ),
    ];
  });
}

function otherOwners(scope: CloneScope): readonly Task[] {
  const { database } = scope;
  return [
    ...itemsOf(database.foreignServers).map((server) =>
      give(`owner of foreign server ${server.name}`, sql`SERVER ${Ident.of(server.name)}`, server.owner),
    ),
    ...itemsOf(database.languages)
      .filter((language) => language.extension !== null)
      .map((language) =>
        give(`owner of language ${language.name}`, sql`LANGUAGE ${Ident.of(language.name)}`, language.owner),
      ),
    ...itemsOf(database.largeObjects).map((object) =>
      give(
        `owner of large object ${object.oid}`,
        sql`LARGE OBJECT ${verbatim(BigInt(object.oid).toString())}`,
        object.owner,
      ),
    ),
  ];
}

/** PostgreSQL wants a superuser as owner of these: after the attribute is there. */
export function superuserOwnedTasks(scope: CloneScope): readonly Task[] {
  return [
    ...itemsOf(scope.database.foreignDataWrappers).map((wrapper) =>
      give(
        `owner of foreign-data wrapper ${wrapper.name}`,
        sql`FOREIGN DATA WRAPPER ${Ident.of(wrapper.name)}`,
        wrapper.owner,
      ),
    ),
    ...itemsOf(scope.database.publications).map((publication) =>
      give(
        `owner of publication ${publication.name}`,
        sql`PUBLICATION ${Ident.of(publication.name)}`,
        publication.owner,
      ),
    ),
  ];
}

export function give(object: string, target: Sql, owner: string): Task {
  return { object, statement: sql`ALTER ${target} OWNER TO ${Ident.of(owner)}` };
}
