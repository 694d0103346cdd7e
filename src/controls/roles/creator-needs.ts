// Who goes on making things once PUBLIC has lost types and languages: the owner roles of the components, as whom
// deployments act, and whom a row lets create in a schema. USAGE of a type is asked when a column, a domain or a routine
// is made with it, of a language when a routine is; values and calls need neither.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { itemsOf } from '../../inventory/index.js';
import { uniqueSorted } from '../../core/order.js';
import type { Source } from '../../core/source.js';
import { roleGrantee } from '../../pg/grantee.js';
import { objectKey, objectRef, type ObjectRef } from '../../pg/object.js';
import { Ident } from '../../sql/ident.js';
import { enabling, type Wish } from '../build.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { scopeOf, type DatabaseScope } from '../scope.js';
import { grantModel } from './grant-model.js';
import { ownerModel } from './owners.js';

interface Need {
  readonly role: string;
  readonly object: ObjectRef;
  readonly sources: readonly Source[];
}

export function creatorNeeds(context: ControlContext): readonly Wish[] {
  return [...needsOf(context).values()].map(({ role, object, sources }) =>
    enabling(
      {
        kind: 'privilege',
        grantee: roleGrantee(role),
        object,
        privilege: 'USAGE',
        present: true,
        grantable: false,
      },
      sources,
    ),
  );
}

export function isCreatorNeed(context: ControlContext, role: string, object: ObjectRef): boolean {
  return needsOf(context).has(`${role} ${objectKey(object)}`);
}

const needsOf: (context: ControlContext) => ReadonlyMap<string, Need> = perContext((context) => {
  const needs = scopeOf(context).databases.flatMap((scope) => [
    ...languageNeeds(context, scope),
    ...typeNeeds(context, scope),
  ]);
  return new Map(needs.map((need) => [`${need.role} ${objectKey(need.object)}`, need]));
});

function languageNeeds(context: ControlContext, scope: DatabaseScope): readonly Need[] {
  const languages = itemsOf(scope.database.languages).filter((each) => each.trusted);
  return creatorsIn(context, scope).flatMap((role) =>
    languages.map(({ name }) => ({ role, object: objectRef('language', [name], scope.name), sources: [] })),
  );
}

/** Owners of components that have something here, and creators by a row. */
function creatorsIn(context: ControlContext, scope: DatabaseScope): readonly string[] {
  const here = (object: ObjectRef): boolean => object.database === scope.name;
  const owners = ownerModel(context)
    .owned.filter(({ object }) => here(object))
    .map(({ owner }) => owner);
  return uniqueSorted([...owners, ...creatorsByRow(context, scope)]);
}

function creatorsByRow(context: ControlContext, scope: DatabaseScope): readonly string[] {
  return grantModel(context)
    .grants.filter(({ item }) => item.privilege === 'CREATE' && item.object.kind === 'schema')
    .filter(({ item }) => item.object.database === scope.name)
    .map(({ role }) => role);
}

/** Types of another component that a component's tables and routines already use; a creator by a row may use any. */
function typeNeeds(context: ControlContext, scope: DatabaseScope): readonly Need[] {
  const types = itemsOf(scope.database.types).filter((each) => each.extension === null && each.kind !== 'multirange');
  return types.flatMap(({ schema, name, kind }) => {
    if (kind === 'shell') return [];
    const object = objectRef('type', [schema, name], scope.name);
    const own = ownerModel(context).ownerOf(scopeOf(context).componentOf(object));
    const users = usersOf(context, scope, written(schema, name)).filter((role) => role !== own);
    return uniqueSorted([...users, ...creatorsByRow(context, scope)]).map((role) => ({ role, object, sources: [] }));
  });
}

/** As the server writes it with an empty search_path. */
function written(schema: string, name: string): string {
  return [schema, name].map((part) => (/^[a-z_][a-z0-9_]*$/u.test(part) ? part : Ident.of(part).quoted)).join('.');
}

function usersOf(context: ControlContext, scope: DatabaseScope, type: string): readonly string[] {
  const { ownerOf } = ownerModel(context);
  const found = new Set<string>();
  const note = (schema: string): void => {
    const owner = ownerOf(scopeOf(context).componentOf(objectRef('schema', [schema], scope.name)));
    if (owner !== null) found.add(owner);
  };
  for (const column of itemsOf(scope.database.columns)) if (mentions(column.type, type)) note(column.schema);
  for (const each of scope.routines) {
    if (mentions(each.identityArguments, type) || mentions(each.returns ?? '', type)) note(each.schema);
  }
  for (const each of itemsOf(scope.database.types)) if (mentions(each.definition ?? '', type)) note(each.schema);
  return [...found];
}

/** Not as a part of a longer name. */
function mentions(text: string, type: string): boolean {
  for (let at = text.indexOf(type); at >= 0; at = text.indexOf(type, at + 1)) {
    if (!/[\w$".]/u.test(text[at - 1] ?? ' ') && !/[\w$"]/u.test(text[at + type.length] ?? ' ')) return true;
  }
  return false;
}
