// Lines of pg_hba.conf with method trust.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines } from '../hba-line.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/trust',
  title: 'A line lets anybody in without a password',
  severity: 'critical',
  confidence: 'high',
  threats: ['unauthorised-network-access', 'credential-theft'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Lines of pg_hba.conf with method trust.',
    why: 'Whoever reaches the socket or the address is any role he names, superusers included.',
    fix: 'Use scram-sha-256 or cert, and peer on the local socket.',
  },
  examples: [
    {
      title: 'trust on the network and locally',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1', 'hba-line:pg_hba.conf.2'],
      hba: `host app app 10.1.0.0/16 trust
local all all trust
`,
    },
    {
      title: 'a password is asked',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
`,
    },
  ],
  check: ({ inventory }) =>
    hbaLines(inventory)
      .filter((line) => line.rule.method === 'trust' && admits(line))
      .map((line) => ({
        subject: line.object,
        severity: line.rule.type === 'local' ? 'high' : 'critical',
        detail: `${line.rule.type} for ${listed(line.rule.users)} on ${listed(line.rule.databases)} asks for nothing.`,
      })),
});
