// Lines that admit from every address (0.0.0.0/0, ::/0, all).
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines, prefixOf } from '../hba-line.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'network/any-address',
  title: 'A line admits the whole internet',
  severity: 'high',
  confidence: 'high',
  threats: ['unauthorised-network-access', 'credential-guessing'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Lines that admit from every address (0.0.0.0/0, ::/0, all).',
    why: 'The password is all that stands between anybody and the database; a mistake in the firewall is enough.',
    fix: 'Name the ranges from which the logins connect.',
  },
  examples: [
    {
      title: 'every address',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1', 'hba-line:pg_hba.conf.2', 'hba-line:pg_hba.conf.3'],
      hba: `hostssl app app 0.0.0.0/0 scram-sha-256
hostssl app app ::/0 scram-sha-256
hostssl app app all scram-sha-256
`,
    },
    {
      title: 'a range, and a final reject',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
host all all all reject
`,
    },
  ],
  check: ({ inventory }) =>
    hbaLines(inventory)
      .filter((line) => admits(line) && prefixOf(line) === 0)
      .map((line) => ({
        subject: line.object,
        detail: `${line.rule.type} admits ${listed(line.rule.users)} to ${listed(line.rule.databases)} from every address.`,
      })),
});
