// What the documents want recorded: rows of the audit section by event class. A class that no row names
// is left out on purpose, since auditing everything is noise.

import type { AuditEvent } from '../../intent/operations.js';
import type { EventClass } from '../../pg/event-class.js';
import { EVENT_CLASSES } from '../../pg/event-class.js';
import type { Source } from '../../core/source.js';
import type { ControlContext, DesignNote } from '../model.js';
import { statedLogins } from '../roles/actors.js';
import { grantModel } from '../roles/grant-model.js';

export function eventsOf(context: ControlContext, ...classes: readonly EventClass[]): readonly AuditEvent[] {
  return context.bound.intent.auditEvents.filter(
    (event) => event.eventClass !== null && classes.includes(event.eventClass),
  );
}

export function eventSources(events: readonly AuditEvent[]): readonly Source[] {
  return events.map((event) => event.source);
}

/** Where each event goes, for how long, and what shows tampering. */
export function routingNotes(events: readonly AuditEvent[]): readonly DesignNote[] {
  return events.map((event) => ({
    title: `Route of: ${event.event}`,
    text: `Sink: ${event.sink ?? 'not stated'}; retention: ${event.retention ?? 'not stated'}; tamper evidence: ${event.tamperEvidence ?? 'not stated'}.`,
    sources: [event.source],
  }));
}

export function exclusionNote(context: ControlContext): DesignNote {
  const named = new Set(context.bound.intent.auditEvents.map((event) => event.eventClass));
  const left = EVENT_CLASSES.filter((each) => !named.has(each));
  return {
    title: 'Left out of the audit on purpose',
    text: `Ordinary reads and writes${left.length === 0 ? '' : `; event classes that no document names: ${left.join(', ')}`}.`,
    sources: [],
  };
}

/** A login that may make schema changes, to show that one is recorded: a deployment, else any login. */
export function changingLogin(context: ControlContext): string | null {
  const logins = statedLogins(context);
  const migration = logins.find((login) => login.connection.kind === 'migration');
  return (migration ?? logins[0])?.connection.login ?? null;
}

/** A login that may read the object. */
export function readerOf(
  context: ControlContext,
  object: Parameters<ReturnType<typeof grantModel>['allows']>[1],
): string | null {
  const login = statedLogins(context).find((each) =>
    grantModel(context).allows(each.connection.login, object, 'SELECT'),
  );
  return login?.connection.login ?? null;
}
