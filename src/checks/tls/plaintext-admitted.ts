// Network lines of type host, hostnossl or hostnogssenc that no earlier line keeps plaintext away from.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines, overNetwork, plaintextRefusedBefore } from '../hba-line.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'tls/plaintext-admitted',
  title: 'A line admits connections without TLS',
  severity: 'high',
  confidence: 'high',
  threats: ['eavesdropping', 'credential-theft'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Network lines of type host, hostnossl or hostnogssenc that no earlier line keeps plaintext away from.',
    why: 'A client that does not ask for TLS, or is made not to, speaks in the clear.',
    fix: 'Use hostssl, or refuse plaintext first with a hostnossl … reject line.',
  },
  examples: [
    {
      title: 'host',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.1', 'hba-line:pg_hba.conf.2'],
      hba: `host app app 10.1.0.0/16 scram-sha-256
hostnossl app app 10.2.0.0/16 scram-sha-256
`,
    },
    {
      title: 'hostssl',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
host all all all reject
`,
    },
    {
      title: 'plaintext is refused first',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostnossl all all all reject
host app app 10.1.0.0/16 scram-sha-256
`,
    },
    {
      title: 'the machine itself',
      sql: `SELECT 1`,
      expect: [],
      hba: `host all all 127.0.0.1/32 scram-sha-256
host all all ::1/128 scram-sha-256
local all all peer
`,
    },
  ],
  check: ({ inventory }) => {
    const lines = hbaLines(inventory);
    return lines.flatMap((line, index): readonly Gap[] => {
      const { type } = line.rule;
      if (type === 'hostssl' || type === 'hostgssenc' || !admits(line) || !overNetwork(line)) return [];
      if (plaintextRefusedBefore(lines, index)) return [];
      return [
        {
          subject: line.object,
          detail: `${type ?? 'host'} from ${line.rule.address ?? 'anywhere'} does not ask for TLS.`,
        },
      ];
    });
  },
});
