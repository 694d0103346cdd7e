// Network lines with method ident.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines } from '../hba-line.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/ident',
  title: 'A line believes the client’s own machine',
  severity: 'high',
  confidence: 'high',
  threats: ['unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Network lines with method ident.',
    why: 'The client’s ident server says who the user is; whoever controls the client says what he likes.',
    fix: 'Use scram-sha-256 or cert.',
  },
  examples: [
    {
      title: 'ident over the network',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1'],
      hba: `host app app 10.1.0.0/16 ident
`,
    },
    {
      title: 'peer on the socket',
      sql: `SELECT 1`,
      expect: [],
      hba: `local app app peer
`,
    },
  ],
  check: ({ inventory }) =>
    hbaLines(inventory)
      .filter((line) => line.rule.method === 'ident' && line.rule.type !== 'local' && admits(line))
      .map((line) => ({ subject: line.object, detail: `${line.rule.type} with method ident.` })),
});
