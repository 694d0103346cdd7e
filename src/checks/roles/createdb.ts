// Login roles with CREATEDB that are no superusers.
// https://www.postgresql.org/docs/current/role-attributes.html

import { attributeRemedy, ordinaryLogins, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/createdb',
  title: 'A login can create databases',
  severity: 'low',
  confidence: 'high',
  threats: ['excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/role-attributes.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Login roles with CREATEDB that are no superusers.',
    why: 'A database of its own is a place outside every grant, policy and audit setting of this one.',
    fix: 'Take CREATEDB away from logins.',
  },
  examples: [
    { title: 'an application creates databases', sql: `CREATE ROLE app LOGIN CREATEDB`, expect: ['role:app'] },
    { title: 'a group that cannot log in', sql: `CREATE ROLE builders CREATEDB`, expect: [] },
  ],
  check: ({ inventory }) =>
    ordinaryLogins(inventory)
      .filter((role) => role.createDb)
      .map((role) => ({
        subject: roleRef(role.name),
        detail: `${role.name} can log in and has CREATEDB.`,
        remedy: attributeRemedy(role.name, { createDb: false }),
      })),
});
