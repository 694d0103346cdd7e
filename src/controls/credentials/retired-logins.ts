// Logins that the documents retire cannot log in any more. They are not dropped: what they own is not ours to lose.

import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { keptSuperusers, retiredLogins } from '../roles/actors.js';
import { attributeAttack } from '../roles/attribute-facts.js';

const identity = {
  id: 'credentials/retired-logins',
  area: 'credentials',
  title: 'Retired logins cannot log in',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['credential-theft', 'secret-in-bootstrap', 'unauthorised-network-access'],
  design: (context, threats) => {
    const logins = retiredLogins(context).filter((login) => !keptSuperusers(context).includes(login.connection.login));
    if (logins.length === 0) return nothing;
    const parts = {
      enforcedAt: logins.map((login) => `role ${login.connection.login}`),
      wishes: logins.map((login) =>
        wish({ kind: 'role', role: login.connection.login, attributes: { login: false } }, [login.connection.source]),
      ),
      attacks: logins.map((login) => attributeAttack(login.connection.login, 'login')),
      residual: 'The role and what it owns remain until somebody drops them.',
      bypass: ['superusers, who can let it log in again'],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
