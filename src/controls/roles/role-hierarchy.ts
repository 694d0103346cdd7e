// Login roles act, group roles hold privileges: nobody logs in as a group, and a login has nothing but
// its memberships and what is its own.

import type { Attack } from '../../attack/model.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { accessWishes } from './access.js';
import { grantModel, sourcesOf } from './grant-model.js';

const identity = {
  id: 'roles/role-hierarchy',
  area: 'roles',
  title: 'Group roles hold the privileges and cannot log in',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['excess-privilege', 'credential-theft'],
  design: (context, threats) => {
    const groups = grantModel(context).groups;
    if (groups.length === 0) return nothing;
    const attacks: readonly Attack[] = groups.map((group) => ({
      kind: 'attribute',
      id: `${group.role}/login`,
      role: group.role,
      title: `log in as the group role ${group.role}`,
      attribute: 'login',
    }));
    const parts = {
      enforcedAt: groups.map((group) => `role ${group.role}`),
      wishes: [
        ...groups.map((group) =>
          wish({ kind: 'role', role: group.role, attributes: { login: false } }, sourcesOf(group.items)),
        ),
        ...accessWishes(context),
      ],
      attacks,
      residual: 'Whoever holds the credential of a login has what its groups have.',
      bypass: ['superusers', 'roles with CREATEROLE and ADMIN on the group'],
      notes: groups.map((group) => ({
        title: `${group.role}: ${group.mode} group of ${group.component}`,
        text: `Members: ${group.members.join(', ')}. It holds what the rows permit to every one of them.`,
        sources: sourcesOf(group.items),
      })),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
