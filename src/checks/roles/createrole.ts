// Roles with CREATEROLE that are no superusers.
// https://www.postgresql.org/docs/current/role-attributes.html

import { attributeRemedy, ordinaryRoles, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/createrole',
  title: 'A role that is no superuser can create roles',
  severity: 'high',
  confidence: 'high',
  threats: ['privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/role-attributes.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Roles with CREATEROLE that are no superusers.',
    why: 'Before 16 such a role can grant itself any role but a superuser, also pg_execute_server_program; from 16 on it governs every role it made.',
    fix: 'Take CREATEROLE away; let a deployment pipeline or a break-glass superuser make roles.',
  },
  examples: [
    { title: 'an application role creates roles', sql: `CREATE ROLE app LOGIN CREATEROLE`, expect: ['role:app'] },
    { title: 'plain login', sql: `CREATE ROLE app LOGIN`, expect: [] },
  ],
  check: ({ inventory }) =>
    ordinaryRoles(inventory)
      .filter((role) => role.createRole)
      .map((role) => ({
        subject: roleRef(role.name),
        severity: inventory.server.major < 16 ? 'critical' : 'high',
        detail:
          inventory.server.major < 16
            ? `${role.name} has CREATEROLE and may grant itself every role that is no superuser.`
            : `${role.name} has CREATEROLE and governs the roles that it creates.`,
        remedy: attributeRemedy(role.name, { createRole: false }),
      })),
});
