// Without pgaudit: the server's own log records schema changes and changes of roles and grants.
// Reads it can only record all at once, which is noise: they stay an open risk.
// https://www.postgresql.org/docs/current/runtime-config-logging.html

import type { Attack } from '../../attack/model.js';
import type { EventClass } from '../../pg/event-class.js';
import { controlOf, nothing, wish } from '../build.js';
import { statedLogins } from '../roles/actors.js';
import { defineControl, type ControlContext, type ControlDefinition, type ControlOutcome } from '../model.js';
import { eventSources, eventsOf, exclusionNote, routingNotes } from './events.js';
import { privilegedLogins } from './privileged-access.js';

const identity = {
  id: 'audit/native-logging',
  area: 'audit',
  title: 'The server’s log records schema changes and changes of roles and grants',
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
  design: (context, threats): ControlOutcome => {
    const events = eventsOf(context, 'ddl', 'role-change');
    const reads = eventsOf(context, 'privileged-read', 'privileged-write');
    if (context.capabilities.pgaudit || events.length + reads.length === 0) return nothing;
    const openRisks = reads.map((event) => ({
      what: `Not recorded: ${event.event}`,
      reason: 'pgaudit is not available, and the server’s own log cannot record reads of chosen tables',
      closedBy: 'install pgaudit (Debian: postgresql-NN-pgaudit) and run harden again',
    }));
    if (events.length === 0) return { ...nothing, openRisks: openRisks.map((risk) => ({ ...risk, threats })) };
    const parts = {
      enforcedAt: ['server setting log_statement'],
      wishes: [wish({ kind: 'setting', name: 'log_statement', value: 'ddl', without: 'none' }, eventSources(events))],
      attacks: attacksOf(context),
      residual: 'The statement is recorded as it was sent: a password in it would be, too (use verifiers).',
      bypass: ['superusers, who can change log_statement for a session'],
      openRisks,
      notes: [...routingNotes([...events, ...reads]), exclusionNote(context)],
    };
    return { control: controlOf(context, identity, threats, parts), blocked: [], candidates: [] };
  },
});

/** Not one whose every statement is recorded anyway; an attempt that is refused is recorded as well. */
function ordinaryLogin(context: ControlContext): string | null {
  const privileged = privilegedLogins(context);
  const login = statedLogins(context).find((each) => !privileged.includes(each.connection.login));
  return login?.connection.login ?? null;
}

function attacksOf(context: ControlContext): readonly Attack[] {
  const role = ordinaryLogin(context);
  if (role === null) return [];
  const wanted: readonly EventClass[] = ['ddl', 'role-change'];
  return wanted
    .filter((event) => eventsOf(context, event).length > 0)
    .map((event) => ({ kind: 'audit', id: event, role, title: `${event} leaves no line`, event, through: 'native' }));
}
