// SUPERUSER, CREATEROLE and CREATEDB only where the documents state a need.
// https://www.postgresql.org/docs/current/role-attributes.html

import type { Attack } from '../../attack/model.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { scopeOf } from '../scope.js';
import {
  attributeAttack,
  breakGlassLogins,
  holds,
  isStatedLogin,
  judgedRoles,
  staticSuperusers,
} from './attribute-facts.js';

const identity = {
  id: 'roles/role-attributes',
  area: 'roles',
  title: 'No role is a superuser or makes roles or databases without a stated need',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['privilege-escalation', 'excess-privilege', 'host-code-execution'],
  design: (context, threats) => {
    const roles = judgedRoles(context).filter(
      (role) => scopeOf(context).role(role) !== undefined || isStatedLogin(context, role),
    );
    if (roles.length === 0) return nothing;
    const parts = {
      enforcedAt: ['role attributes'],
      wishes: roles.map((role) =>
        wish(
          {
            kind: 'role',
            role,
            attributes: superuserIsOurs(context, role)
              ? { superuser: false, createRole: false, createDb: false }
              : { createRole: false, createDb: false },
          },
          [],
        ),
      ),
      attacks: roles.flatMap((role) => attacksOf(context, role)),
      residual: 'The bootstrap superuser remains, and can grant everything.',
      bypass: ['superusers'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function superuserIsOurs(context: ControlContext, role: string): boolean {
  return !staticSuperusers(context).includes(role) && !breakGlassLogins(context).includes(role);
}

function attacksOf(context: ControlContext, role: string): readonly Attack[] {
  const found = scopeOf(context).role(role);
  const attacks: Attack[] = [];
  if (isStatedLogin(context, role) || holds(found, 'createRole')) attacks.push(attributeAttack(role, 'create-role'));
  if (holds(found, 'createDb')) attacks.push(attributeAttack(role, 'create-db'));
  if (holds(found, 'superuser') && superuserIsOurs(context, role)) attacks.push(attributeAttack(role, 'superuser'));
  return attacks;
}
