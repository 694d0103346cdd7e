// Who owns what after hardening: one role per component that cannot log in owns its schemas and all
// that is in them. Views over isolated rows are stated by another control, with the owner from here.

import { itemsOf } from '../../inventory/index.js';
import type { Diagnostic } from '../../core/diagnostic.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { nameOf } from '../naming.js';
import { relationRef, routineRef, scopeOf, type DatabaseScope } from '../scope.js';

export interface Owned {
  readonly object: ObjectRef;
  readonly component: string;
  /** Owner as found. */
  readonly former: string;
  /** Owner as wanted. */
  readonly owner: string;
}

export interface OwnerModel {
  readonly owned: readonly Owned[];
  readonly owners: readonly { readonly component: string; readonly role: string }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly ownerOf: (component: string | null) => string | null;
}

export const ownerModel: (context: ControlContext) => OwnerModel = perContext((context) => {
  const diagnostics: Diagnostic[] = [];
  const owners = context.bound.components.flatMap(({ component }) => {
    const named = nameOf(context, 'owner role', { component: component.name });
    if ('name' in named) return [{ component: component.name, role: named.name }];
    diagnostics.push(named.diagnostic);
    return [];
  });
  const byComponent = new Map(owners.map((each) => [each.component, each.role]));
  const owned = scopeOf(context)
    .databases.flatMap((database) => objectsOf(database))
    .flatMap(({ object, former }) => {
      const component = scopeOf(context).componentOf(object);
      const owner = component === null ? undefined : byComponent.get(component);
      return component === null || owner === undefined ? [] : [{ object, component, former, owner }];
    });
  return {
    owned,
    owners,
    diagnostics,
    ownerOf: (component) => (component === null ? null : (byComponent.get(component) ?? null)),
  };
});

interface Found {
  readonly object: ObjectRef;
  readonly former: string;
}

/** Sequences of a column follow their table and are left out. */
function objectsOf(scope: DatabaseScope): readonly Found[] {
  const { database, name } = scope;
  const following = new Set(
    itemsOf(database.sequences)
      .filter((each) => each.ownedBy !== null)
      .map((each) => JSON.stringify([each.schema, each.name])),
  );
  return [
    ...itemsOf(database.schemas).map((each) => ({
      object: objectRef('schema', [each.name], name),
      former: each.owner,
    })),
    ...scope.relations
      .filter((each) => !following.has(JSON.stringify([each.schema, each.name])))
      .map((each) => ({ object: relationRef(scope, each), former: each.owner })),
    ...scope.routines.map((each) => ({ object: routineRef(scope, each), former: each.owner })),
    ...itemsOf(database.types)
      .filter((each) => each.extension === null && each.kind !== 'shell' && each.kind !== 'multirange')
      .map((each) => ({ object: objectRef('type', [each.schema, each.name], name), former: each.owner })),
  ];
}
