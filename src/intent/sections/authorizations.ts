// `## Authorization Architecture`: which actor may do what with which data. What is not listed is refused.

import { OPERATIONS } from '../model.js';
import { readOperations } from '../words/operations.js';
import { locationsOf } from './locations.js';
import { defineSection, type Columns, type SectionReader } from './section.js';
import { nameOf, textOrNone } from './values.js';

type Key = 'actor' | 'resource' | 'operations' | 'condition';

const columns: Columns<Key> = {
  actor: {
    header: 'Actor',
    synonyms: [
      'role',
      'roles',
      'principal',
      'who',
      'subject',
      'identity',
      'user role',
      'role name',
      'user type',
      'actor role',
      'user',
      'persona',
      'allowed roles',
      'minimum role',
      'required role',
      'who can',
    ],
    doc: 'an actor of the connection model',
    required: true,
  },
  resource: {
    header: 'Resource',
    synonyms: [
      'resources',
      'object',
      'objects',
      'on',
      'table',
      'tables',
      'data',
      'entity',
      'scope',
      'endpoint',
      'endpoints',
      'route',
      'routes',
      'path',
      'feature',
      'module',
    ],
    doc: '`schema.*`, `schema.table`, `schema.table.column`, `schema.function`',
    required: true,
  },
  operations: {
    header: 'Operations',
    synonyms: [
      'operation',
      'privileges',
      'permissions',
      'permission',
      'access',
      'access level',
      'rights',
      'may',
      'can',
      'actions',
      'allowed actions',
      'allowed operations',
      'grants',
      'capabilities',
      'method',
      'methods',
      'allowed access',
      'what they can do',
      'can do',
    ],
    doc: OPERATIONS.join(', '),
    required: true,
  },
  condition: {
    header: 'Condition',
    synonyms: ['conditions', 'constraint', 'when', 'restriction', 'notes'],
    doc: 'prose, quoted in the report',
  },
};

export const authorizations: SectionReader<'authorizations', Key> = defineSection({
  kind: 'authorizations',
  heading: 'Authorization Architecture',
  synonyms: [
    'authorization',
    'authorisation',
    'authorization model',
    'authorisation architecture',
    'authorization matrix',
    'access control matrix',
    'access matrix',
    'permissions',
    'access control',
    'access control model',
    'access control policy',
    'access rights',
    'permission model',
    'permission matrix',
    'permissions matrix',
    'role permissions',
    'roles and permissions',
    'roles and privileges',
    'role based access control',
    'rbac',
    'rbac matrix',
    'rbac model',
    'rbac roles',
    'user roles',
    'roles',
    'authorization rules',
    'authorization design',
    'role matrix',
    'policy matrix',
    'capability matrix',
    'role permission matrix',
    'roles and access',
    'access policies',
    'access policy',
    'built in roles',
    'role definitions',
    'agent permissions',
    'user permissions',
    'database roles and privileges',
    'roles and grants',
    'database roles and grants',
    'grants and roles',
  ],
  columns,
  least: ['actor', 'operations'],
  read: (row, report) => {
    const actor = nameOf(row.cell('actor'));
    if (actor === null) return null;
    const { operations, also, nothing } = readOperations(row.cell('operations'), report);
    // Prose that is no operation stays what the row says.
    const said = operations.length + also.length === 0 && !nothing ? textOrNone(row.cell('operations')) : null;
    return {
      actor,
      resources: locationsOf(row.cell('resource'), report),
      operations,
      ...(also.length === 0 ? {} : { also }),
      ...(nothing ? { nothing } : {}),
      condition: textOrNone(row.cell('condition')) ?? said,
      source: (row.cell('resource') ?? row.cell('actor'))?.source ?? row.source,
    };
  },
});
