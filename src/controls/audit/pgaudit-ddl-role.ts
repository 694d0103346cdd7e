// Schema changes and changes of roles and grants, recorded by pgaudit's session classes ddl and role.
// https://github.com/pgaudit/pgaudit#settings

import type { Attack } from '../../attack/model.js';
import type { Source } from '../../core/source.js';
import type { EventClass } from '../../pg/event-class.js';
import { controlOf, enabling, nothing, only, wish, type Wish } from '../build.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { changingLogin, eventSources, eventsOf, exclusionNote, routingNotes } from './events.js';

const identity = {
  id: 'audit/pgaudit-ddl-role',
  area: 'audit',
  title: 'pgaudit records schema changes and changes of roles and grants',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: [
    'repudiation',
    'audit-evasion',
    'privilege-escalation',
    'insider-administrator',
    'owner-bypass',
    'search-path-hijack',
  ],
  design: (context, threats) => {
    const events = eventsOf(context, 'ddl', 'role-change');
    if (events.length === 0 || !context.capabilities.pgaudit) return nothing;
    const sources = eventSources(events);
    const classes = [
      ...(eventsOf(context, 'ddl').length > 0 ? ['ddl'] : []),
      ...(eventsOf(context, 'role-change').length > 0 ? ['role'] : []),
    ];
    const parts = {
      enforcedAt: [
        'server settings pgaudit.*',
        ...context.databases.map((database) => `extension pgaudit in ${database}`),
      ],
      wishes: [
        wish({ kind: 'setting', name: 'pgaudit.log', value: classes.join(', '), without: 'none' }, sources),
        ...pgauditBase(context, sources),
      ],
      attacks: attacksOf(context),
      residual: 'The trail is as safe as its sink; events of the last moments before a host is lost may be missing.',
      bypass: ['superusers, who can switch pgaudit off for a session'],
      notes: [...routingNotes(events), exclusionNote(context)],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

/** Loaded, installed, and without parameters: those could be values of restricted columns. */
export function pgauditBase(context: ControlContext, sources: readonly Source[]): readonly Wish[] {
  return [
    enabling({ kind: 'preload', library: 'pgaudit' }, sources),
    enabling({ kind: 'setting', name: 'pgaudit.log_parameter', value: 'off' }, sources),
    ...context.databases.map((database) =>
      enabling({ kind: 'extension', database, extension: 'pgaudit', schema: null }, sources),
    ),
  ];
}

function attacksOf(context: ControlContext): readonly Attack[] {
  const role = changingLogin(context);
  if (role === null) return [];
  const wanted: readonly EventClass[] = ['ddl', 'role-change'];
  return wanted
    .filter((event) => eventsOf(context, event).length > 0)
    .map((event) => ({
      kind: 'audit',
      id: event,
      role,
      title: `${event} leaves no line`,
      event,
      through: 'pgaudit',
    }));
}
