// The emergency login: there before the emergency, no superuser, every statement logged; its end and its
// number of sessions are controls of their own.

import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { statedLogins } from './actors.js';
import { attributeAttack, breakGlassLogins } from './attribute-facts.js';
import { isShut } from './emergency-logins.js';

const identity = { id: 'roles/break-glass', area: 'roles', title: 'The break-glass login is no superuser' } as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['insider-administrator', 'privilege-escalation'],
  design: (context, threats) => {
    const names = breakGlassLogins(context);
    if (names.length === 0) return nothing;
    const logins = statedLogins(context).filter((login) => names.includes(login.connection.login));
    const sources = logins.map((login) => login.connection.source);
    const parts = {
      enforcedAt: names.map((role) => `role ${role}`),
      wishes: [
        ...names.map((role) => wish({ kind: 'role', role, attributes: { superuser: false } }, sources)),
        ...names
          .filter((role) => !isShut(context, role))
          .map((role) => enabling({ kind: 'role', role, attributes: { login: true } }, sources)),
      ],
      attacks: names.map((role) => attributeAttack(role, 'superuser')),
      residual: 'While it is open, its holder can do what its authorization rows say.',
      bypass: ['superusers'],
      notes: [
        {
          title: 'Break-glass',
          text: 'Issued sealed and for one emergency; its statements are logged by the control of privileged access.',
          sources,
        },
      ],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
