// Roles whose stored verifier is MD5.
// https://www.postgresql.org/docs/current/auth-password.html

import { itemsOf } from '../../inventory/index.js';
import { roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/password-md5',
  title: 'A password is stored as MD5',
  severity: 'high',
  confidence: 'high',
  threats: ['credential-theft', 'credential-guessing'],
  references: ['https://www.postgresql.org/docs/current/auth-password.html'],
  needs: ['roles'],
  looksAt: ['password-kind'],
  doc: {
    what: 'Roles whose stored verifier is MD5.',
    why: 'The MD5 verifier itself logs in (no password needed), is cheap to guess, and is salted with the role name only.',
    fix: 'Set password_encryption to scram-sha-256 and set the password anew.',
  },
  examples: [
    {
      title: 'an md5 verifier',
      sql: `SET password_encryption = 'md5'; CREATE ROLE app LOGIN PASSWORD 'x'`,
      expect: ['role:app'],
    },
    {
      title: 'a SCRAM verifier',
      sql: `SET password_encryption = 'scram-sha-256'; CREATE ROLE app LOGIN PASSWORD 'x'`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    itemsOf(inventory.cluster.roles)
      .filter((role) => role.password.kind === 'md5')
      .map((role) => ({ subject: roleRef(role.name), detail: `The verifier of ${role.name} is MD5.` })),
});
