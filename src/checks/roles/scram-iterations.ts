// Roles whose SCRAM verifier was made with fewer than 4096 iterations.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SCRAM-ITERATIONS

import { itemsOf } from '../../inventory/index.js';
import { roleRef } from '../role.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/scram-iterations',
  title: 'A SCRAM verifier has fewer iterations than the default',
  severity: 'low',
  confidence: 'high',
  threats: ['credential-guessing'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SCRAM-ITERATIONS'],
  needs: ['roles'],
  looksAt: ['password-kind'],
  doc: {
    what: 'Roles whose SCRAM verifier was made with fewer than 4096 iterations.',
    why: 'A stolen verifier is guessed faster by the same factor.',
    fix: 'Raise scram_iterations to 4096 or more and set the password anew.',
  },
  examples: [
    {
      title: 'one hundred iterations',
      sql: `SET scram_iterations = 100; CREATE ROLE app LOGIN PASSWORD 'x'`,
      expect: ['role:app'],
      since: 16,
    },
    { title: 'the default', sql: `CREATE ROLE app LOGIN PASSWORD 'x'`, expect: [] },
  ],
  check: ({ inventory }) =>
    itemsOf(inventory.cluster.roles).flatMap((role): readonly Gap[] => {
      if (role.password.kind !== 'scram-sha-256' || role.password.iterations >= 4096) return [];
      return [{ subject: roleRef(role.name), detail: `${role.name}: ${role.password.iterations} iterations.` }];
    }),
});
