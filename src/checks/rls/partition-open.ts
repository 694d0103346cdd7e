// Partitions and inheritance children without row-level security, granted to somebody, whose parent has it.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { grantsOn } from '../grant.js';
import { scopeOf } from '../scope.js';
import { grantees, listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/partition-open',
  title: 'A partition is granted directly and its policies are not on',
  severity: 'high',
  confidence: 'high',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['relations'],
  doc: {
    what: 'Partitions and inheritance children without row-level security, granted to somebody, whose parent has it.',
    why: 'Policies of the parent apply only to queries on the parent: a query on the partition sees everything.',
    fix: 'Revoke the grants on the partition, or enable and force row-level security there too.',
  },
  examples: [
    {
      title: 'the partition is readable',
      sql: `CREATE ROLE app; CREATE TABLE t (tenant_id int) PARTITION BY LIST (tenant_id); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t, t1 TO app`,
      expect: ['table:public.t1'],
    },
    {
      title: 'only the parent is granted',
      sql: `CREATE ROLE app; CREATE TABLE t (tenant_id int) PARTITION BY LIST (tenant_id); CREATE TABLE t1 PARTITION OF t FOR VALUES IN (1); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const scope = scopeOf(inventory);
    const { major } = inventory.server;
    return scope.relations.flatMap(({ object, item, database }): readonly Gap[] => {
      if (item.parents.length === 0 || item.rowSecurity.enabled) return [];
      const guarded = item.parents.filter(
        ({ schema, name }) => scope.relation(database, schema, name)?.item.rowSecurity.enabled === true,
      );
      const items = grantsOn(object, item.owner, item.acl, major);
      if (guarded.length === 0 || items.length === 0) return [];
      return [
        {
          subject: object,
          detail: `Granted to ${grantees(items.map((each) => each.grantee))}; the policies are on ${listed(guarded.map((parent) => `${parent.schema}.${parent.name}`))}.`,
        },
      ];
    });
  },
});
