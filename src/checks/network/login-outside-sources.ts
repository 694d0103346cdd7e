// Lines that name a stated login and reach beyond the sources that the connection model gives it.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines, overNetwork } from '../hba-line.js';
import { listed } from '../wording.js';
import { withinRanges } from '../zone.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'network/login-outside-sources',
  title: 'A line admits a login from where it does not connect',
  severity: 'medium',
  confidence: 'high',
  threats: ['unauthorised-network-access', 'credential-theft'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Lines that name a stated login and reach beyond the sources that the connection model gives it.',
    why: 'A stolen credential works from more places than its owner needs.',
    fix: 'Narrow the line to the login’s stated sources.',
  },
  examples: [
    {
      title: 'too wide',
      sql: `CREATE ROLE app LOGIN`,
      expect: ['hba-line:pg_hba.conf.1'],
      hba: `hostssl app app 10.0.0.0/8 scram-sha-256
`,
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | app | none | scram-sha-256 |',
        '',
        '## Trust Zones',
        '',
        '| Zone | Ranges | Source document | Owner |',
        '|---|---|---|---|',
        '| app | 10.1.0.0/16 | platform | platform |',
        '',
      ].join('\n'),
    },
    {
      title: 'as stated',
      sql: `CREATE ROLE app LOGIN`,
      expect: [],
      hba: `hostssl app app 10.1.7.0/24 scram-sha-256
`,
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | app | none | scram-sha-256 |',
        '',
        '## Trust Zones',
        '',
        '| Zone | Ranges | Source document | Owner |',
        '|---|---|---|---|',
        '| app | 10.1.0.0/16 | platform | platform |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const ranges = new Map<string, readonly string[]>();
    for (const { connection, ranges: own } of bound?.logins ?? []) {
      if (connection.sources.length > 0)
        ranges.set(connection.login, [...(ranges.get(connection.login) ?? []), ...own]);
    }
    return hbaLines(inventory).flatMap((line): readonly Gap[] => {
      if (!admits(line) || !overNetwork(line)) return [];
      const wide = line.rule.users.filter((user) => {
        const stated = ranges.get(user);
        return stated !== undefined && withinRanges(line.parsed?.address ?? null, stated) === false;
      });
      return wide.length === 0 ? [] : [{ subject: line.object, detail: `Wider than stated for ${listed(wide)}.` }];
    });
  },
});
