// A definer routine over isolated rows reads as its owner: the owner is one whom row-level security
// binds, never a superuser or a role with BYPASSRLS.

import type { Attack } from '../../attack/model.js';
import type { ObjectRef } from '../../pg/object.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { boundLogins } from './routes.js';
import { grantModel } from '../roles/grant-model.js';
import { tenantRoutines } from '../roles/owned-elsewhere.js';
import { findRoutine, isEnterable, mentions } from '../roles/routine-body.js';
import { isolatedRoots } from './isolated.js';
import { boundOwnerFact, ownerOf } from './tenant-views.js';

const identity = {
  id: 'isolation/definer-bypass',
  area: 'isolation',
  title: 'Definer routines over isolated rows are bound by row-level security',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['tenant-crossing'],
  design: (context, threats) => {
    const routines = tenantRoutines(context);
    const owned = routines.flatMap((object) => {
      const owner = ownerOf(context, object);
      return owner === null ? [] : [{ object, owner }];
    });
    if (routines.length === 0) return nothing;
    const parts = {
      enforcedAt: routines.map((each) => `routine ${each.path.join('.')}`),
      wishes: owned.map((each) => wish(boundOwnerFact(each.object, each.owner, readBy(context, each.object)), [])),
      attacks: owned.flatMap((each) => attacksOf(context, each.object)),
      residual: 'The routine still reads columns that its caller may not, within the caller’s tenant.',
      bypass: ['superusers', 'routines in languages that run outside the server’s privileges'],
      openRisks: routines
        .filter((object) => ownerOf(context, object) === null)
        .map((object) => ({
          what: `Routine ${object.path.join('.')} keeps its owner`,
          reason: 'no component of the documents owns its schema',
          closedBy: 'a component that owns the schema',
        })),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** Isolated relations that its text names. */
function readBy(context: ControlContext, object: ObjectRef): readonly ObjectRef[] {
  const routine = findRoutine(context, object);
  return isolatedRoots(context)
    .filter(
      (root) => root.object.database === object.database && routine !== undefined && mentions(routine, root.object),
    )
    .map((root) => root.object);
}

/** Only what gives rows back can show another tenant's canary. */
function attacksOf(context: ControlContext, object: ObjectRef): readonly Attack[] {
  const routine = findRoutine(context, object);
  if (routine === undefined || !isEnterable(context, object) || !/^(?:SETOF|TABLE)\b/u.test(routine.returns)) return [];
  const behind = isolatedRoots(context).find(
    (root) =>
      root.object.database === object.database &&
      returnsRowsOf(routine.returns, root.object) &&
      mentions(routine, root.object),
  );
  if (behind === undefined) return [];
  const callers = boundLogins(context)
    .map((login) => login.connection.login)
    .filter((login) => grantModel(context).allows(login, object, 'EXECUTE'));
  return callers.map((role) => ({
    kind: 'leaky-view',
    id: `${role}/${object.database ?? ''}.${object.path.join('.')}`,
    role,
    title: `${role}: read another tenant through ${object.path.join('.')}`,
    view: object,
    relation: behind.object,
    tenancy: behind.reach,
    carrier: behind.isolation.carrier,
  }));
}

function returnsRowsOf(returns: string, relation: ObjectRef): boolean {
  return returns === `SETOF ${relation.path.join('.')}`;
}
