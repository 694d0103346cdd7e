// Lines with method password.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines } from '../hba-line.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/cleartext-password',
  title: 'A line asks for the password in the clear',
  severity: 'high',
  confidence: 'high',
  threats: ['credential-theft', 'eavesdropping'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Lines with method password.',
    why: 'The server, and on a plaintext connection everybody on the way, sees the password itself.',
    fix: 'Use scram-sha-256.',
  },
  examples: [
    {
      title: 'password',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1'],
      hba: `host app app 10.1.0.0/16 password
`,
    },
    {
      title: 'scram',
      sql: `SELECT 1`,
      expect: [],
      hba: `host app app 10.1.0.0/16 scram-sha-256
`,
    },
  ],
  check: ({ inventory }) =>
    hbaLines(inventory)
      .filter((line) => line.rule.method === 'password' && admits(line))
      .map((line) => ({
        subject: line.object,
        severity: line.rule.type === 'hostssl' ? 'high' : 'critical',
        detail: `${line.rule.type} with method password.`,
      })),
});
