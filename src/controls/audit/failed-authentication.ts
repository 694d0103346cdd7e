// A refused login leaves a line that says who, from where and to which database.
// https://www.postgresql.org/docs/current/runtime-config-logging.html

import type { Attack } from '../../attack/model.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { networkLogins } from '../connection/admissions.js';
import { eventSources, eventsOf, routingNotes } from './events.js';
import { LINE_PREFIX } from './line-prefix.js';

const identity = {
  id: 'audit/failed-authentication',
  area: 'audit',
  title: 'Failed authentication is recorded',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['credential-guessing', 'unauthorised-network-access', 'repudiation'],
  design: (context, threats) => {
    const events = eventsOf(context, 'failed-authentication');
    if (events.length === 0) return nothing;
    const sources = eventSources(events);
    const [first] = networkLogins(context);
    const attacks: readonly Attack[] =
      first === undefined
        ? []
        : [
            {
              kind: 'audit',
              id: 'failed-authentication',
              role: first.role,
              title: `${first.role} fails to log in and leaves no line`,
              event: 'failed-authentication',
              through: 'native',
            },
          ];
    const parts = {
      enforcedAt: ['server setting log_min_messages'],
      wishes: [
        wish({ kind: 'setting', name: 'log_min_messages', value: 'warning', without: 'panic' }, sources),
        enabling({ kind: 'setting', name: 'log_line_prefix', value: LINE_PREFIX }, sources),
      ],
      attacks,
      residual: 'Slow guessing below the alarm threshold of the sink.',
      bypass: ['whoever can change the server’s settings'],
      notes: routingNotes(events),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
