// Network lines that name a superuser.
// https://www.postgresql.org/docs/current/auth-pg-hba-conf.html

import { itemsOf } from '../../inventory/index.js';
import { admits, hbaLines, overNetwork } from '../hba-line.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'hba/superuser-remote',
  title: 'A line admits a superuser over the network',
  severity: 'high',
  confidence: 'high',
  threats: ['insider-administrator', 'unauthorised-network-access'],
  references: ['https://www.postgresql.org/docs/current/auth-pg-hba-conf.html'],
  needs: ['hbaRules', 'roles'],
  doc: {
    what: 'Network lines that name a superuser.',
    why: 'The most powerful credential can be used, and guessed, from afar.',
    fix: 'Let superusers in through the local socket only.',
  },
  examples: [
    {
      title: 'named',
      sql: `CREATE ROLE dba SUPERUSER LOGIN`,
      expect: ['hba-line:pg_hba.conf.1'],
      hba: `hostssl all dba 10.1.0.0/16 scram-sha-256
`,
    },
    {
      title: 'through the socket',
      sql: `CREATE ROLE dba SUPERUSER LOGIN`,
      expect: [],
      hba: `local all dba peer
host all dba all reject
`,
    },
  ],
  check: ({ inventory }) => {
    const superusers = new Set(
      itemsOf(inventory.cluster.roles)
        .filter((role) => role.superuser)
        .map((role) => role.name),
    );
    return hbaLines(inventory).flatMap((line): readonly Gap[] => {
      const named = line.rule.users.filter((user) => superusers.has(user));
      if (named.length === 0 || !admits(line) || !overNetwork(line)) return [];
      return [{ subject: line.object, detail: `Superuser ${listed(named)} from ${line.rule.address ?? 'anywhere'}.` }];
    });
  },
});
