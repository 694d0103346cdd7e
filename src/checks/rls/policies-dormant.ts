// Tables with policies where row-level security was never enabled.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { policiesOf } from '../row-security.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/policies-dormant',
  title: 'A table has policies and row-level security is off',
  severity: 'critical',
  confidence: 'high',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['relations', 'policies'],
  doc: {
    what: 'Tables with policies where row-level security was never enabled.',
    why: 'The policies do nothing: everybody with SELECT sees every row, and reviewers believe otherwise.',
    fix: 'ALTER TABLE … ENABLE and FORCE ROW LEVEL SECURITY.',
  },
  examples: [
    {
      title: 'never enabled',
      sql: `CREATE TABLE t (tenant_id int); CREATE POLICY p ON t USING (tenant_id = 1)`,
      expect: ['table:public.t'],
    },
    {
      title: 'enabled',
      sql: `CREATE TABLE t (tenant_id int); CREATE POLICY p ON t USING (tenant_id = 1); ALTER TABLE t ENABLE ROW LEVEL SECURITY`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const policies = policiesOf(inventory);
    return scopeOf(inventory).relations.flatMap(({ object, item, database }): readonly Gap[] => {
      const dormant = item.rowSecurity.enabled ? [] : policies(database, item);
      return dormant.length === 0
        ? []
        : [{ subject: object, detail: `Dormant: ${listed(dormant.map((policy) => policy.name))}.` }];
    });
  },
});
