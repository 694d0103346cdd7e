// Logins that may take every connection of the server.
// https://www.postgresql.org/docs/current/sql-createrole.html

import { ordinaryLogins, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/connection-unlimited',
  title: 'A login may take every connection',
  severity: 'low',
  confidence: 'high',
  threats: ['injection-blast-radius', 'credential-theft'],
  references: ['https://www.postgresql.org/docs/current/sql-createrole.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Logins without CONNECTION LIMIT that are no superusers.',
    why: 'One stolen password, or one loop in one program, shuts everybody else out.',
    fix: 'ALTER ROLE … CONNECTION LIMIT: what its pool needs, and one for an emergency login.',
  },
  examples: [
    { title: 'no limit', sql: `CREATE ROLE app LOGIN; CREATE ROLE readers`, expect: ['role:app'] },
    { title: 'a limit', sql: `CREATE ROLE app LOGIN CONNECTION LIMIT 20`, expect: [] },
  ],
  check: ({ inventory }) =>
    ordinaryLogins(inventory)
      .filter((role) => role.connectionLimit < 0)
      .map((role) => ({ subject: roleRef(role.name), detail: `${role.name} has no CONNECTION LIMIT.` })),
});
