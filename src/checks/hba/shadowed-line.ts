// Lines that an earlier line covers completely.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { hbaLines, shadowedLines } from '../hba-line.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/shadowed-line',
  title: 'A line can never decide',
  severity: 'medium',
  confidence: 'medium',
  threats: ['unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Lines that an earlier line covers completely.',
    why: 'The first match decides: a reject or a stricter method that stands too late protects nothing.',
    fix: 'Move the narrower line up, or remove it.',
  },
  examples: [
    {
      title: 'the reject comes too late',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.2'],
      hba: `host all all 10.0.0.0/8 scram-sha-256
host app app 10.1.2.0/24 reject
`,
    },
    {
      title: 'in the right order',
      sql: `SELECT 1`,
      expect: [],
      hba: `host app app 10.1.2.0/24 reject
host all all 10.0.0.0/8 scram-sha-256
`,
    },
  ],
  check: ({ inventory }) =>
    shadowedLines(hbaLines(inventory)).map(({ line, by }) => ({
      subject: line.object,
      severity: line.rule.method === 'reject' ? 'high' : 'medium',
      detail: `Line ${by.line} matches everything first, with method ${by.method}; this one says ${line.rule.method ?? 'nothing'}.`,
    })),
});
