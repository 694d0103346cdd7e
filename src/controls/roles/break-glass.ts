// The emergency login: there before the emergency, no superuser, one session at a time, every statement logged.

import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { statedLogins } from './actors.js';
import { attributeAttack, breakGlassLogins } from './attribute-facts.js';

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
        ...names.map((role) =>
          enabling({ kind: 'role', role, attributes: { login: true, connectionLimit: 1 } }, sources),
        ),
      ],
      attacks: names.map((role) => attributeAttack(role, 'superuser')),
      residual: 'While it is open, its holder can do what its authorization rows say.',
      bypass: ['superusers'],
      openRisks: names.map((role) => ({
        what: `${role}: the time limit of an emergency is set when its password is issued`,
        reason: 'VALID UNTIL is a moment, known only on issue; and it limits password logins alone',
        closedBy: `ALTER ROLE ${role} VALID UNTIL with the end of the emergency, in the procedure that issues the password`,
      })),
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
