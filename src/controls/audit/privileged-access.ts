// Whoever comes with emergency or deployment rights leaves every statement in the log, which he cannot
// switch off for himself: log_statement is a superuser's setting.
// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-STATEMENT

import type { Attack } from '../../attack/model.js';
import { uniqueSorted } from '../../core/order.js';
import { controlOf, nothing, only, wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { keptSuperusers, statedLogins } from '../roles/actors.js';
import { isShut } from '../roles/emergency-logins.js';
import { scopeOf } from '../scope.js';
import { eventSources, eventsOf, routingNotes } from './events.js';

const identity = {
  id: 'audit/privileged-access',
  area: 'audit',
  title: 'Every statement of privileged logins is recorded',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['insider-administrator', 'audit-evasion', 'privilege-escalation', 'repudiation'],
  design: (context, threats) => {
    const events = eventsOf(context, 'privileged-access');
    const logins = privilegedLogins(context);
    if (events.length === 0 || logins.length === 0) return nothing;
    const sources = eventSources(events);
    const parts = {
      enforcedAt: logins.map((role) => `role setting log_statement of ${role}`),
      wishes: logins.map((role) =>
        wish({ kind: 'role-setting', role, database: null, name: 'log_statement', value: 'all' }, sources),
      ),
      attacks: logins.filter((role) => !keptSuperusers(context).includes(role) && !isShut(context, role)).map(attackOf),
      residual: 'What a login does after SET ROLE is recorded under its own name.',
      bypass: ['superusers, who can change the setting for their session'],
      notes: routingNotes(events),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** Break-glass and deployment logins, and the superusers that stay and are there. */
export function privilegedLogins(context: ControlContext): readonly string[] {
  const stated = statedLogins(context).filter(
    ({ connection }) => connection.kind === 'break-glass' || connection.kind === 'migration',
  );
  const superusers = keptSuperusers(context).filter((role) => scopeOf(context).role(role) !== undefined);
  return uniqueSorted([...stated.map(({ connection }) => connection.login), ...superusers]);
}

function attackOf(role: string): Attack {
  const title = `${role} acts and leaves no line`;
  return { kind: 'audit', id: role, role, title, event: 'privileged-access', through: 'native' };
}
