// Views without security_invoker over tables with row-level security, granted to others, whose owner no policy
// binds.
// https://www.postgresql.org/docs/current/rules-privileges.html

import { grantsOn } from '../grant.js';
import { isUnbound, protectedReads } from '../row-security.js';
import { scopeOf } from '../scope.js';
import { grantees, listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'views/definer-over-rls',
  title: 'A view shows rows past the policies',
  severity: 'high',
  confidence: 'high',
  threats: ['tenant-crossing', 'owner-bypass'],
  references: ['https://www.postgresql.org/docs/current/rules-privileges.html'],
  needs: ['relations', 'roles'],
  doc: {
    what: 'Views without security_invoker over tables with row-level security, granted to others, whose owner no policy binds.',
    why: 'A view reads with its owner’s rights: superusers, BYPASSRLS roles and unforced owners see every row, and so does whoever may read the view.',
    fix: 'From 15 on set security_invoker = true; before, give the view to an owner that the policies bind.',
  },
  examples: [
    {
      title: 'a superuser’s view',
      sql: `CREATE ROLE app; CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY; CREATE VIEW v AS SELECT * FROM t; GRANT SELECT ON v TO app`,
      expect: ['view:public.v'],
    },
    {
      title: 'the invoker’s rights',
      sql: `CREATE ROLE app; CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE VIEW v WITH (security_invoker = true) AS SELECT * FROM t; GRANT SELECT ON v TO app`,
      expect: [],
      since: 15,
    },
    {
      title: 'an owner that is bound',
      sql: `CREATE ROLE app; CREATE ROLE viewer; CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; GRANT SELECT ON t TO viewer; CREATE VIEW v AS SELECT * FROM t; ALTER VIEW v OWNER TO viewer; GRANT SELECT ON v TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    scopeOf(inventory).relations.flatMap(({ object, item, database }): readonly Gap[] => {
      if (item.kind !== 'view' || item.options.some((option) => /^security_invoker=(?:true|on|1|yes)$/iu.test(option)))
        return [];
      const items = grantsOn(object, item.owner, item.acl, inventory.server.major);
      if (items.length === 0) return [];
      const open = protectedReads(inventory, database, item).filter((table) => isUnbound(inventory, item.owner, table));
      if (open.length === 0) return [];
      const tables = listed(open.map((table) => `${table.schema}.${table.name}`));
      return [
        {
          subject: object,
          detail: `Runs as ${item.owner}, whom no policy of ${tables} binds; granted to ${grantees(items.map((each) => each.grantee))}.`,
        },
      ];
    }),
});
