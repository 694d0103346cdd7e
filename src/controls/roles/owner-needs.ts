// What the routines of a component call elsewhere while they run as its owner: a SECURITY DEFINER routine always,
// a trigger when a cascade writes as the owner of the table. The former owner was often a superuser, whom nobody
// had to let in; the new one is a plain role.

import { itemsOf } from '../../inventory/index.js';
import { roleGrantee } from '../../pg/grantee.js';
import { objectRef, type ObjectRef } from '../../pg/object.js';
import type { Privilege } from '../../pg/privilege.js';
import { enabling, type Wish } from '../build.js';
import { perContext } from '../memo.js';
import type { ControlContext } from '../model.js';
import { isSystemSchema, routineRef, scopeOf, type DatabaseScope } from '../scope.js';
import { callsIn } from './expression-needs.js';
import { itemKey } from './item.js';
import { ownerModel } from './owners.js';

export function ownerNeeds(context: ControlContext): readonly Wish[] {
  return [...needsOf(context).values()];
}

export function isOwnerNeed(context: ControlContext, role: string, object: ObjectRef, privilege: Privilege): boolean {
  return needsOf(context).has(`${role} ${itemKey(object, privilege)}`);
}

const needsOf: (context: ControlContext) => ReadonlyMap<string, Wish> = perContext(
  (context) => new Map(scopeOf(context).databases.flatMap((scope) => [...needsIn(context, scope)])),
);

function needsIn(context: ControlContext, scope: DatabaseScope): ReadonlyMap<string, Wish> {
  const wishes = new Map<string, Wish>();
  for (const routine of scope.routines) {
    const component = scopeOf(context).componentOf(routineRef(scope, routine));
    const owner = ownerModel(context).ownerOf(component);
    if (owner === null || !(routine.securityDefiner || routine.returnsTrigger)) continue;
    const sources = context.bound.components
      .filter((each) => each.component.name === component)
      .map((each) => each.component.source);
    for (const call of new Set(callsIn(routine.body))) {
      for (const [object, privilege] of neededFor(context, scope, component, call)) {
        const grantee = roleGrantee(owner);
        const fact = { kind: 'privilege', grantee, object, privilege, present: true, grantable: false } as const;
        wishes.set(`${owner} ${itemKey(object, privilege)}`, enabling(fact, sources));
      }
    }
  }
  return wishes;
}

function neededFor(
  context: ControlContext,
  scope: DatabaseScope,
  component: string | null,
  call: string,
): readonly (readonly [ObjectRef, Privilege])[] {
  const schema = itemsOf(scope.database.schemas).find(({ name }) => call.startsWith(`${name}.`))?.name;
  if (schema === undefined || isSystemSchema(schema)) return [];
  const object = objectRef('schema', [schema], scope.name);
  if (scopeOf(context).componentOf(object) === component) return [];
  const called = scope.routines.filter((each) => `${each.schema}.${each.name}` === call);
  return [[object, 'USAGE'], ...called.map((each) => [routineRef(scope, each), 'EXECUTE'] as const)];
}
