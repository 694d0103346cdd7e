// Logins with a password and no VALID UNTIL.
// https://www.postgresql.org/docs/current/sql-createrole.html

import { ordinaryLogins, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/password-without-expiry',
  title: 'A login password never expires',
  severity: 'low',
  confidence: 'high',
  threats: ['credential-theft'],
  references: ['https://www.postgresql.org/docs/current/sql-createrole.html'],
  needs: ['roles', 'schemas'],
  looksAt: ['password-kind'],
  doc: {
    what: 'Logins with a password and no VALID UNTIL.',
    why: 'A password that leaked once opens the door for ever.',
    fix: 'Set VALID UNTIL when the password is rotated.',
  },
  examples: [
    { title: 'no end', sql: `CREATE ROLE app LOGIN PASSWORD 'x'`, expect: ['role:app'] },
    { title: 'an end', sql: `CREATE ROLE app LOGIN PASSWORD 'x' VALID UNTIL '2031-01-01'`, expect: [] },
    { title: 'no password', sql: `CREATE ROLE app LOGIN`, expect: [] },
  ],
  check: ({ inventory }) =>
    ordinaryLogins(inventory)
      .filter((role) => role.password.kind === 'scram-sha-256' || role.password.kind === 'md5')
      .filter((role) => role.validUntil === null || role.validUntil === 'infinity')
      .map((role) => ({ subject: roleRef(role.name), detail: `${role.name} has a password and no VALID UNTIL.` })),
});
