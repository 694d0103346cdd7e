// Materialized views that read tables with row-level security and are granted to others.
// https://www.postgresql.org/docs/current/rules-materializedviews.html

import { grantsOn } from '../grant.js';
import { protectedReads } from '../row-security.js';
import { scopeOf } from '../scope.js';
import { grantees, listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'views/materialized-over-rls',
  title: 'A materialized view keeps rows without their policies',
  severity: 'high',
  confidence: 'high',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/rules-materializedviews.html'],
  needs: ['relations'],
  doc: {
    what: 'Materialized views that read tables with row-level security and are granted to others.',
    why: 'It holds what its owner saw, and policies cannot be put on it: whoever may read it reads every tenant.',
    fix: 'Revoke it and offer a view, or keep one materialized view per tenant behind a function.',
  },
  examples: [
    {
      title: 'granted',
      sql: `CREATE ROLE app; CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE MATERIALIZED VIEW m AS SELECT * FROM t; GRANT SELECT ON m TO app`,
      expect: ['materialized-view:public.m'],
    },
    {
      title: 'the owner’s only',
      sql: `CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE MATERIALIZED VIEW m AS SELECT * FROM t`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    scopeOf(inventory).relations.flatMap(({ object, item, database }): readonly Gap[] => {
      if (item.kind !== 'materialized-view') return [];
      const items = grantsOn(object, item.owner, item.acl, inventory.server.major);
      const read = items.length === 0 ? [] : protectedReads(inventory, database, item);
      if (read.length === 0) return [];
      return [
        {
          subject: object,
          detail: `Keeps rows of ${listed(read.map((table) => `${table.schema}.${table.name}`))}; granted to ${grantees(items.map((each) => each.grantee))}.`,
        },
      ];
    }),
});
