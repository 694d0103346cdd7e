// Network lines for all databases and all users.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines, overNetwork } from '../hba-line.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/broad-line',
  title: 'One line admits every role to every database',
  severity: 'medium',
  confidence: 'high',
  threats: ['unauthorised-network-access', 'excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Network lines for all databases and all users.',
    why: 'A stolen credential of any role opens any database from there; new roles are admitted unseen.',
    fix: 'Write one line per login, database and source.',
  },
  examples: [
    {
      title: 'all all',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1'],
      hba: `hostssl all all 10.1.0.0/16 scram-sha-256
`,
    },
    {
      title: 'named, and a final reject',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
host all all all reject
`,
    },
  ],
  check: ({ inventory }) =>
    hbaLines(inventory)
      .filter(
        (line) =>
          admits(line) && overNetwork(line) && line.rule.databases.includes('all') && line.rule.users.includes('all'),
      )
      .map((line) => ({
        subject: line.object,
        detail: `From ${line.rule.address ?? 'anywhere'}: all databases, all users.`,
      })),
});
