// Tables with row-level security enabled and no policy.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { policiesOf } from '../row-security.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/no-policy',
  title: 'Row-level security is on and nobody may see a row',
  severity: 'info',
  confidence: 'high',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['relations', 'policies'],
  doc: {
    what: 'Tables with row-level security enabled and no policy.',
    why: 'Without a policy everything is denied: right for a closed table, otherwise somebody will soon switch it off to make the application work.',
    fix: 'Write the policy, or revoke the grants.',
  },
  examples: [
    {
      title: 'no policy',
      sql: `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY`,
      expect: ['table:public.t'],
    },
    {
      title: 'a policy',
      sql: `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (a = 1)`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const policies = policiesOf(inventory);
    return scopeOf(inventory)
      .relations.filter(({ item, database }) => item.rowSecurity.enabled && policies(database, item).length === 0)
      .map(({ object }) => ({ subject: object, detail: 'Enabled, without any policy.' }));
  },
});
