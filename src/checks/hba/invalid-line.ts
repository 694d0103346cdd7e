// Lines with an error.
// https://www.postgresql.org/docs/current/view-pg-hba-file-rules.html

import { hbaLines, isRefused } from '../hba-line.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/invalid-line',
  title: 'The server refuses a line of pg_hba.conf',
  severity: 'high',
  confidence: 'high',
  threats: ['unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/view-pg-hba-file-rules.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Lines with an error.',
    why: 'One refused line makes the server keep its old rules on reload, whatever the file says, and refuse to start.',
    fix: 'Correct the line and reload.',
  },
  examples: [
    {
      title: 'an unknown method',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.2'],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
host app app 10.2.0.0/16 magic
`,
    },
    {
      title: 'a line that only waits for ssl',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
`,
      settings: { ssl: 'off' },
    },
    {
      title: 'a good file',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
`,
    },
  ],
  check: ({ inventory }) =>
    hbaLines(inventory).flatMap(({ object, rule }): readonly Gap[] =>
      !isRefused(rule) ? [] : [{ subject: object, detail: `The server says: ${rule.error}.` }],
    ),
});
