// Roles with BYPASSRLS that are no superusers.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { attributeRemedy, ordinaryRoles, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/bypassrls',
  title: 'A role ignores row-level security',
  severity: 'high',
  confidence: 'high',
  threats: ['tenant-crossing', 'owner-bypass'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Roles with BYPASSRLS that are no superusers.',
    why: 'No policy applies to it, whatever FORCE says: one query shows the rows of every tenant.',
    fix: 'Take BYPASSRLS away; give a job that must see all tenants a policy of its own.',
  },
  examples: [
    { title: 'a reporting role', sql: `CREATE ROLE reporting LOGIN BYPASSRLS`, expect: ['role:reporting'] },
    { title: 'none', sql: `CREATE ROLE reporting LOGIN`, expect: [] },
  ],
  check: ({ inventory }) =>
    ordinaryRoles(inventory)
      .filter((role) => role.bypassRls)
      .map((role) => ({
        subject: roleRef(role.name),
        detail: `${role.name} has BYPASSRLS${role.login ? ' and can log in' : ': whoever may SET ROLE to it sees every row'}.`,
        remedy: attributeRemedy(role.name, { bypassRls: false }),
      })),
});
