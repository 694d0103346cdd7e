// Objects whose ownership another control states, because there it is what keeps tenants apart: views
// over isolated rows, definer routines that read them, and materialized views with a route of their own.

import { isolationOf, isolatedRoots } from '../isolation/isolated.js';
import { refreshRoutes } from '../isolation/routes.js';
import { tenantViews } from '../isolation/views.js';
import { objectKey, type ObjectRef } from '../../pg/object.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { routineRef, scopeOf } from '../scope.js';
import { mentions } from './routine-body.js';

/** Definer routines whose text names an isolated relation. */
export const tenantRoutines: (context: ControlContext) => readonly ObjectRef[] = perContext((context) =>
  scopeOf(context).databases.flatMap((database) => {
    const roots = isolatedRoots(context).filter((each) => each.object.database === database.name);
    return database.routines
      .filter((routine) => routine.securityDefiner && roots.some((root) => mentions(routine, root.object)))
      .map((routine) => routineRef(database, routine));
  }),
);

const elsewhere = perContext(
  (context) =>
    new Set(
      [
        ...tenantViews(context).map((each) => each.view),
        ...tenantRoutines(context),
        ...refreshRoutes(context).map((each) => each.view),
      ].map(objectKey),
    ),
);

/** Only while there are isolated relations and the controls that state it are asked for by a threat. */
export function elsewhereOwned(context: ControlContext, object: ObjectRef): boolean {
  if (!hasTenantThreat(context)) return false;
  return isolationOf(context, object) === null && elsewhere(context).has(objectKey(object));
}

function hasTenantThreat(context: ControlContext): boolean {
  return context.bound.intent.threats.some((threat) => threat.kind === 'tenant-crossing');
}
