// Routines that a table or view runs as whoever uses it: in policies, defaults, generated columns, CHECKs, index
// expressions and the query of a view. Without EXECUTE on them a granted privilege cannot be used. The server
// deparses with an empty search_path, so that a routine outside pg_catalog always stands with its schema.
// A trigger's function is not among them: EXECUTE was asked for when the trigger was made.

import { itemsOf, type Routine } from '../../inventory/index.js';
import type { ObjectRef } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';
import { recursionDesign } from '../isolation/recursion.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { findRelation, routineRef, scopeOf, type DatabaseScope } from '../scope.js';

const NAME = '(?:[\\p{L}_][\\p{L}\\p{N}_$]*|"(?:[^"]|"")+")';
const CALL = new RegExp(`(${NAME})\\.(${NAME})\\s*\\(`, 'gu');

/** Every overload of a name that is called counts. */
export function neededRoutines(context: ControlContext, object: ObjectRef, privilege: Privilege): readonly ObjectRef[] {
  const writes = privilege === 'INSERT' || privilege === 'UPDATE';
  const key = JSON.stringify([object.database ?? '', ...object.path.slice(0, 2), writes]);
  const known = answers(context);
  const found = known.get(key) ?? routinesOf(context, object, writes);
  known.set(key, found);
  return found;
}

const answers: (context: ControlContext) => Map<string, readonly ObjectRef[]> = perContext(() => new Map());

function routinesOf(context: ControlContext, object: ObjectRef, writes: boolean): readonly ObjectRef[] {
  const scope = scopeOf(context).database(object.database);
  const relation = findRelation(scopeOf(context), object);
  if (scope === undefined || relation === undefined) return [];
  const byName = routinesByName(context).get(scope.name) ?? new Map<string, readonly Routine[]>();
  const views = relation.calls.flatMap(({ schema, signature }) => `${schema}.${signature.split('(')[0] ?? ''}`);
  const names = [...views, ...expressionsOf(context, scope, object, writes).flatMap(callsIn)];
  const found = new Map<string, Routine>();
  for (let name = names.pop(); name !== undefined; name = names.pop()) {
    for (const routine of byName.get(name) ?? []) {
      const key = `${routine.schema}.${routine.name}(${routine.identityArguments})`;
      if (found.has(key) || routine.returnsTrigger) continue;
      found.set(key, routine);
      // What a definer's routine calls, its owner calls.
      if (!routine.securityDefiner) names.push(...callsIn(routine.body));
    }
  }
  return [...found.values()].map((routine) => routineRef(scope, routine));
}

const routinesByName: (context: ControlContext) => ReadonlyMap<string, ReadonlyMap<string, readonly Routine[]>> =
  perContext((context) => {
    const databases = scopeOf(context).databases.map((scope) => {
      const names = new Map<string, Routine[]>();
      for (const routine of scope.routines) {
        const name = `${routine.schema}.${routine.name}`;
        names.set(name, [...(names.get(name) ?? []), routine]);
      }
      return [scope.name, names] as const;
    });
    return new Map(databases);
  });

/** Rows that are written meet defaults, CHECKs and index expressions too. */
function expressionsOf(
  context: ControlContext,
  scope: DatabaseScope,
  object: ObjectRef,
  writes: boolean,
): readonly string[] {
  const [schema = '', name = ''] = object.path;
  const here = (each: { readonly schema: string; readonly relation: string }): boolean =>
    each.schema === schema && each.relation === name;
  const { isReplaced } = recursionDesign(context);
  const policies = itemsOf(scope.database.policies)
    .filter((policy) => here(policy) && !isReplaced(scope.name, policy))
    .flatMap(({ using, check }) => [using ?? '', check ?? '']);
  if (!writes) return policies;
  return [
    ...policies,
    ...scope.columns(schema, name).map((column) => column.default ?? ''),
    ...scope.constraints(schema, name).flatMap(({ kind, definition }) => (kind === 'check' ? [definition] : [])),
    ...itemsOf(scope.database.indexes)
      .filter(here)
      .map(({ definition }) => definition),
  ];
}

/** `schema.name` of every call that names its schema. */
export function callsIn(text: string): readonly string[] {
  return [...text.matchAll(CALL)].map((match) => `${unquoted(match[1] ?? '')}.${unquoted(match[2] ?? '')}`);
}

function unquoted(name: string): string {
  return name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name;
}
