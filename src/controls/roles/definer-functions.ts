// A SECURITY DEFINER routine runs with its owner's rights: it finds its objects on a pinned search_path
// (pg_temp last), and only those may call it whom a row names.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import type { Attack } from '../../attack/model.js';
import type { Routine } from '../../inventory/index.js';
import { describeObject, type ObjectRef } from '../../pg/object.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { routineRef, scopeOf } from '../scope.js';
import { accessWishes } from './access.js';
import { statedLogins } from './actors.js';
import { grantModel } from './grant-model.js';
import { findRoutine, isEnterable, namesUnqualified } from './routine-body.js';
import { useAttacks } from './use-attack.js';
import { withdrawalFact, withdrawalsOf } from './withdrawals.js';

const identity = {
  id: 'roles/definer-functions',
  area: 'roles',
  title: 'Security-definer routines are pinned and called only by whom a row names',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['search-path-hijack', 'privilege-escalation'],
  design: (context, threats) => {
    const routines = scopeOf(context).databases.flatMap((database) =>
      database.routines
        .filter((routine) => routine.securityDefiner)
        .map((routine) => ({ routine, object: routineRef(database, routine) })),
    );
    if (routines.length === 0) return nothing;
    const withdrawals = withdrawalsOf(context, identity.id);
    const parts = {
      enforcedAt: routines.map((each) => describeObject(each.object)),
      wishes: [
        ...routines.map(({ routine, object }) =>
          wish({ kind: 'routine-config', routine: object, name: 'search_path', value: pathOf(routine) }, []),
        ),
        ...withdrawals.map((each) => wish(withdrawalFact(each), [])),
        ...accessWishes(context),
      ],
      attacks: [
        ...routines.flatMap((each) => pathAttacks(context, each.object)),
        ...withdrawals.flatMap((each) => useAttacks(context, each)),
      ],
      residual: 'What the routine does with its caller’s arguments is its own code: dynamic SQL stays dynamic.',
      bypass: ['superusers', 'the owner of the routine'],
      openRisks: unshown(context, routines),
      notes: [
        {
          title: 'Names in definer routines',
          text: 'Names outside pg_catalog and the routine’s own schema have to be qualified in its body.',
          sources: [],
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** A path that already ends in pg_temp was pinned on purpose and stays. */
function pathOf(routine: Routine): string {
  const present = routine.config.find((entry) => entry.startsWith('search_path='))?.slice('search_path='.length);
  if (present !== undefined && /(?:^|,)\s*"?pg_temp"?\s*$/u.test(present)) return present;
  return ['pg_catalog', quoteName(routine.schema), 'pg_temp'].join(', ');
}

/** As the catalog writes a name in a list: quotes only where needed. */
function quoteName(name: string): string {
  return /^[a-z_][a-z0-9_]*$/u.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Only a relation without its schema can be shadowed for all to see; operators and functions take more. */
function isShadowable(context: ControlContext, object: ObjectRef): boolean {
  const routine = findRoutine(context, object);
  return routine !== undefined && namesUnqualified(routine);
}

function unshown(context: ControlContext, routines: readonly { readonly object: ObjectRef }[]) {
  const names = routines
    .filter((each) => !isShadowable(context, each.object))
    .map((each) => each.object.path.join('.'));
  if (names.length === 0) return [];
  return [
    {
      what: `The pinned search_path of ${names.join(', ')} is set, not attacked`,
      reason: 'their bodies qualify every relation: what could still be shadowed is an operator or a function',
      closedBy: 'a review of the bodies, with every operator and function qualified or pinned',
    },
  ];
}

function pathAttacks(context: ControlContext, routine: ObjectRef): readonly Attack[] {
  if (!isEnterable(context, routine) || !isShadowable(context, routine)) return [];
  const caller = statedLogins(context)
    .map((login) => login.connection.login)
    .find((login) => grantModel(context).allows(login, routine, 'EXECUTE'));
  if (caller === undefined) return [];
  const name = routine.path.join('.');
  const title = `${caller}: shadow a name that ${name} uses`;
  return [
    {
      kind: 'search-path',
      id: `${caller}/search-path/${routine.database ?? ''}.${name}`,
      role: caller,
      title,
      routine,
    },
  ];
}
