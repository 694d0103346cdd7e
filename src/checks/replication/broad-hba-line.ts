// Network lines for database replication and all users.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines, overNetwork } from '../hba-line.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'replication/broad-hba-line',
  title: 'A line lets every role replicate from the network',
  severity: 'high',
  confidence: 'high',
  threats: ['replication-exfiltration'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Network lines for database replication and all users.',
    why: 'Whoever gets REPLICATION copies the whole cluster from there.',
    fix: 'Name the replication login and its address; ask for a certificate.',
  },
  examples: [
    {
      title: 'all users',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1'],
      hba: `hostssl replication all 10.1.0.0/16 scram-sha-256
`,
    },
    {
      title: 'the standby only',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl replication standby 10.1.0.9/32 cert
`,
    },
  ],
  check: ({ inventory }) =>
    hbaLines(inventory)
      .filter((line) => admits(line) && overNetwork(line))
      .filter(({ rule }) => rule.databases.includes('replication') && rule.users.includes('all'))
      .map((line) => ({
        subject: line.object,
        detail: `Every role may replicate from ${line.rule.address ?? 'anywhere'}.`,
      })),
});
