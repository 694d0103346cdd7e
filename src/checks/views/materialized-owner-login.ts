// Materialized views over tables with row-level security that belong to somebody who logs in.
// https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html

import { ordinaryLogins } from '../role.js';
import { protectedReads } from '../row-security.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'views/materialized-owner-login',
  title: 'A login owns a materialized view of isolated rows',
  severity: 'medium',
  confidence: 'high',
  threats: ['owner-bypass', 'tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html'],
  needs: ['relations', 'roles', 'schemas'],
  doc: {
    what: 'Materialized views that read tables with row-level security and whose owner can log in and is no superuser.',
    why: 'The owner reads every row that is kept, and opens it to everybody with one GRANT; where policies bind him, his REFRESH keeps only what he sees.',
    fix: 'Give the view to a role that cannot log in, and let the jobs that refresh it call one routine of that role.',
  },
  examples: [
    {
      title: 'the application’s own',
      sql: `CREATE ROLE app LOGIN; CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE MATERIALIZED VIEW m AS SELECT * FROM t; ALTER MATERIALIZED VIEW m OWNER TO app`,
      expect: ['materialized-view:public.m'],
    },
    {
      title: 'nobody’s',
      sql: `CREATE ROLE keeper; CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE MATERIALIZED VIEW m AS SELECT * FROM t; ALTER MATERIALIZED VIEW m OWNER TO keeper`,
      expect: [],
    },
    {
      title: 'rows of nobody in particular',
      sql: `CREATE ROLE app LOGIN; CREATE TABLE t (a int); CREATE MATERIALIZED VIEW m AS SELECT * FROM t; ALTER MATERIALIZED VIEW m OWNER TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const logins = new Set(ordinaryLogins(inventory).map((role) => role.name));
    return scopeOf(inventory).relations.flatMap(({ object, item, database }): readonly Gap[] => {
      if (item.kind !== 'materialized-view' || !logins.has(item.owner)) return [];
      const read = protectedReads(inventory, database, item);
      if (read.length === 0) return [];
      const tables = listed(read.map((table) => `${table.schema}.${table.name}`));
      return [{ subject: object, detail: `Keeps rows of ${tables}, and ${item.owner} can log in.` }];
    });
  },
});
