// Reads of the named relations, recorded through pgaudit's audit role: what that role may read is what
// is recorded, whoever reads it. https://github.com/pgaudit/pgaudit#object-audit-logging

import type { Attack } from '../../attack/model.js';
import { describeObject, type ObjectRef } from '../../pg/object.js';
import { roleGrantee } from '../../pg/grantee.js';
import { uniqueSorted } from '../../core/order.js';
import { controlOf, enabling, nothing, only, wish } from '../build.js';
import { isolationOf } from '../isolation/isolated.js';
import { defineControl, type ControlContext, type ControlDefinition } from '../model.js';
import { nameOf } from '../naming.js';
import { findRelation, schemaRef, scopeOf } from '../scope.js';
import { eventSources, eventsOf, readerOf, routingNotes } from './events.js';
import { pgauditBase } from './pgaudit-ddl-role.js';
import { auditedRelations } from './scope.js';

const identity = {
  id: 'audit/pgaudit-object-reads',
  area: 'audit',
  title: 'pgaudit records every read of the named regulated data',
} as const;

export const control: ControlDefinition = defineControl({
  ...identity,
  counters: ['repudiation', 'insider-administrator', 'restricted-data-disclosure'],
  design: (context, threats) => {
    const events = eventsOf(context, 'privileged-read', 'privileged-write');
    const relations = auditedRelations(context, events);
    if (relations.length === 0 || !context.capabilities.pgaudit) return nothing;
    const named = nameOf(context, 'audit role', {});
    if ('diagnostic' in named) return { ...nothing, diagnostics: [named.diagnostic] };
    const sources = eventSources(events);
    const role = named.name;
    const privileges =
      eventsOf(context, 'privileged-write').length > 0 ? (['SELECT', 'UPDATE'] as const) : (['SELECT'] as const);
    const parts = {
      enforcedAt: relations.map(describeObject),
      wishes: [
        enabling({ kind: 'role', role, attributes: { login: false } }, sources),
        wish({ kind: 'setting', name: 'pgaudit.role', value: role, without: '' }, sources),
        ...relations.flatMap((object) =>
          privileges.map((privilege) =>
            wish(
              { kind: 'privilege', grantee: roleGrantee(role), object, privilege, present: true, grantable: false },
              sources,
            ),
          ),
        ),
        ...pgauditBase(context, sources),
      ],
      attacks: relations.flatMap((object) => attackOf(context, object)),
      residual: 'A shared application login is told apart by the application’s own log only.',
      bypass: ['superusers, who can switch pgaudit off for a session', 'reads through a physical copy or a backup'],
      notes: [...routingNotes(events), noiseNote(relations)],
    };
    return only(controlOf(context, identity, threats, parts));
  },
});

function attackOf(context: ControlContext, object: ObjectRef): readonly Attack[] {
  const role = readerOf(context, object);
  if (role === null || findRelation(scopeOf(context), object)?.kind !== 'table') return [];
  const name = object.path.join('.');
  const carrier = isolationOf(context, object)?.isolation.carrier;
  return [
    {
      kind: 'audit',
      id: `${role}/${object.database ?? ''}.${name}`,
      role,
      title: `${role} reads ${name} and leaves no line`,
      event: 'privileged-read',
      through: 'pgaudit',
      object,
      ...(carrier === undefined ? {} : { carrier }),
    },
  ];
}

function noiseNote(relations: readonly ObjectRef[]) {
  const schemas = uniqueSorted(relations.map((object) => schemaRef(object).path.join('.')));
  return {
    title: 'How much it records',
    text: `One line for each statement that touches one of ${relations.length} relations in ${schemas.join(', ')}.`,
    sources: [],
  };
}
