// Lines with method md5.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { itemsOf } from '../../inventory/index.js';
import { admits, hbaLines } from '../hba-line.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/md5',
  title: 'A line accepts MD5 authentication',
  severity: 'medium',
  confidence: 'high',
  threats: ['credential-guessing', 'credential-theft'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules', 'roles'],
  looksAt: ['password-kind'],
  doc: {
    what: 'Lines with method md5.',
    why: 'With an MD5 verifier the stored value itself logs in, and the exchange can be replayed and guessed. Roles with a SCRAM verifier use SCRAM even here.',
    fix: 'Use scram-sha-256 once no MD5 verifier is left.',
  },
  examples: [
    {
      title: 'md5',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1'],
      hba: `hostssl app app 10.1.0.0/16 md5
`,
    },
    {
      title: 'scram',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
`,
    },
  ],
  check: ({ inventory }) => {
    const stored = itemsOf(inventory.cluster.roles).some(
      (role) => role.password.kind === 'md5' || role.password.kind === 'unknown',
    );
    return hbaLines(inventory)
      .filter((line) => line.rule.method === 'md5' && admits(line))
      .map((line) => ({
        subject: line.object,
        severity: stored ? 'high' : 'medium',
        detail: stored
          ? 'Roles with an MD5 verifier log in through it.'
          : 'No role has an MD5 verifier now; one that is set later would be accepted.',
      }));
  },
});
