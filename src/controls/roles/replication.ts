// A role with REPLICATION can stream the whole cluster away, past every privilege and policy.
// https://www.postgresql.org/docs/current/role-attributes.html

import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { scopeOf } from '../scope.js';
import { statedLogins } from './actors.js';
import { attributeAttack, holds, isStatedLogin, judgedRoles, replicationLogins } from './attribute-facts.js';

const identity = {
  id: 'roles/replication',
  area: 'roles',
  title: 'Only the stated backup and replica logins may replicate',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['replication-exfiltration'],
  design: (context, threats) => {
    const allowed = replicationLogins(context);
    const others = judgedRoles(context).filter((role) => !allowed.includes(role));
    if (others.length === 0) return nothing;
    const attackers = others.filter(
      (role) => isStatedLogin(context, role) || holds(scopeOf(context).role(role), 'replication'),
    );
    const logins = statedLogins(context).filter((login) => allowed.includes(login.connection.login));
    const parts = {
      enforcedAt: ['role attributes', ...allowed.map((role) => `role ${role}`)],
      wishes: [
        ...others.map((role) => wish({ kind: 'role', role, attributes: { replication: false } }, [])),
        ...logins.map((login) =>
          enabling({ kind: 'role', role: login.connection.login, attributes: { login: true, replication: true } }, [
            login.connection.source,
          ]),
        ),
      ],
      attacks: attackers.map((role) => attributeAttack(role, 'replication')),
      residual: 'A stated replication login holds a complete copy by design; row-level security does not bind it.',
      bypass: ['superusers', ...allowed],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
