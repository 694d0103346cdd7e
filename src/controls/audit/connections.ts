// Every connection leaves a line when it comes and when it goes, replication connections too.

import type { Attack } from '../../attack/model.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { defineControl, type ControlDefinition } from '../model.js';
import { networkLogins } from '../connection/admissions.js';
import { eventSources, eventsOf, routingNotes } from './events.js';
import { LINE_PREFIX } from './line-prefix.js';

const identity = { id: 'audit/connections', area: 'audit', title: 'Connections are recorded' } as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: [
    'repudiation',
    'replication-exfiltration',
    'unauthorised-network-access',
    'insider-administrator',
    'audit-evasion',
  ],
  design: (context, threats) => {
    const events = eventsOf(context, 'connection', 'privileged-access');
    if (events.length === 0) return nothing;
    const sources = eventSources(events);
    const [first] = networkLogins(context);
    const title = 'a connection leaves no line';
    const attacks: readonly Attack[] =
      first === undefined
        ? []
        : [{ kind: 'audit', id: 'connection', role: first.role, title, event: 'connection', through: 'native' }];
    const parts = {
      enforcedAt: ['server setting log_connections'],
      wishes: [
        wish({ kind: 'setting', name: 'log_connections', value: 'on', without: 'off' }, sources),
        enabling({ kind: 'setting', name: 'log_disconnections', value: 'on' }, sources),
        enabling({ kind: 'setting', name: 'log_line_prefix', value: LINE_PREFIX }, sources),
      ],
      attacks,
      residual: 'A pooler’s connections say the pooler’s address, not the person’s.',
      bypass: ['whoever can change the server’s settings'],
      notes: routingNotes(events),
    };
    return only(controlOf(context, identity, threats, parts));
  },
});
