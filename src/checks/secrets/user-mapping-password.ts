// User mappings with a password option.
// https://www.postgresql.org/docs/current/sql-createusermapping.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'secrets/user-mapping-password',
  title: 'A user mapping holds a password',
  severity: 'medium',
  confidence: 'high',
  threats: ['credential-theft'],
  references: ['https://www.postgresql.org/docs/current/sql-createusermapping.html'],
  needs: ['userMappings'],
  doc: {
    what: 'User mappings with a password option.',
    why: 'Superusers and dumps see it; for PUBLIC everybody uses it.',
    fix: 'Use a passfile, a certificate or GSSAPI on the server, and rotate the password with the others.',
  },
  examples: [
    {
      title: 'a stored password',
      sql: `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'x', password 'y')`,
      expect: ['user-mapping:s.PUBLIC'],
    },
    {
      title: 'no password',
      sql: `CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE USER MAPPING FOR PUBLIC SERVER s OPTIONS (user 'x')`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    inventory.databases.flatMap((database) =>
      itemsOf(database.userMappings)
        .filter((mapping) => mapping.hasPassword === true)
        .map(({ server, role }) => ({
          subject: objectRef('user-mapping', [server, role ?? 'PUBLIC'], database.name),
          severity: role === null ? 'high' : 'medium',
          detail: `The mapping of ${role === null ? 'PUBLIC' : `role ${role}`} on server ${server} holds a password.`,
        })),
    ),
});
