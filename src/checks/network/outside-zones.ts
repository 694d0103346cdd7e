// Network lines whose range is in none of the documents’ trust zones.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { admits, hbaLines, overNetwork } from '../hba-line.js';
import { withinRanges } from '../zone.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'network/outside-zones',
  title: 'A line admits from addresses that no trust zone contains',
  severity: 'high',
  confidence: 'high',
  threats: ['unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules'],
  doc: {
    what: 'Network lines whose range is in none of the documents’ trust zones.',
    why: 'The architecture does not know of anybody there.',
    fix: 'Narrow the range to a stated zone, or have the zone stated.',
  },
  examples: [
    {
      title: 'a range of nobody',
      sql: `SELECT 1`,
      expect: ['hba-line:pg_hba.conf.2', 'hba-line:pg_hba.conf.3'],
      hba: `hostssl app app 10.1.4.0/24 scram-sha-256
hostssl app app 192.168.0.0/16 scram-sha-256
hostssl app app 10.0.0.0/8 scram-sha-256
`,
      documents: `## Trust Zones

| Zone | Ranges | Source document | Owner |
|---|---|---|---|
| app | 10.1.0.0/16 | platform | platform |
`,
    },
    {
      title: 'inside a zone',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 10.1.0.0/16 scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
host all all all reject
`,
      documents: `## Trust Zones

| Zone | Ranges | Source document | Owner |
|---|---|---|---|
| app | 10.1.0.0/16 | platform | platform |
`,
    },
    {
      title: 'no zones stated',
      sql: `SELECT 1`,
      expect: [],
      hba: `hostssl app app 192.168.0.0/16 scram-sha-256
`,
    },
  ],
  check: ({ inventory, bound }) => {
    const ranges = (bound?.intent.zones ?? []).flatMap((zone) => zone.ranges);
    if (ranges.length === 0) return [];
    return hbaLines(inventory).flatMap((line): readonly Gap[] => {
      if (!admits(line) || !overNetwork(line)) return [];
      if (withinRanges(line.parsed?.address ?? null, ranges) !== false) return [];
      return [
        {
          subject: line.object,
          detail: `${line.rule.address ?? 'all'} ${line.rule.netmask ?? ''} is in no trust zone.`.replace('  ', ' '),
        },
      ];
    });
  },
});
