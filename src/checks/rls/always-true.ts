// Permissive policies whose USING or WITH CHECK is true, on tables without a restrictive policy for the same
// command.
// https://www.postgresql.org/docs/current/sql-createpolicy.html

import { objectRef } from '../../pg/object.js';
import { policiesOf } from '../row-security.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/always-true',
  title: 'A permissive policy lets every row through',
  severity: 'high',
  confidence: 'high',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/sql-createpolicy.html'],
  needs: ['relations', 'policies'],
  doc: {
    what: 'Permissive policies whose USING or WITH CHECK is true, on tables without a restrictive policy for the same command.',
    why: 'Permissive policies are ORed: one that is true opens the table whatever the others say.',
    fix: 'Give it a condition, or name the roles that may see everything.',
  },
  examples: [
    {
      title: 'using true',
      sql: `CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t USING (tenant_id = 1); CREATE POLICY open ON t FOR SELECT USING (true)`,
      expect: ['policy:public.t.open'],
    },
    {
      title: 'a restrictive policy stands over it',
      sql: `CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY open ON t FOR SELECT USING (true); CREATE POLICY floor ON t AS RESTRICTIVE USING (tenant_id = 1)`,
      expect: [],
    },
    {
      title: 'a condition',
      sql: `CREATE TABLE t (tenant_id int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON t USING (tenant_id = 1)`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const policies = policiesOf(inventory);
    return scopeOf(inventory).relations.flatMap(({ item, database }): readonly Gap[] => {
      const all = policies(database, item);
      const floors = all.filter((policy) => !policy.permissive && policy.forPublic && policy.using !== 'true');
      return all
        .filter((policy) => policy.permissive && (policy.using === 'true' || policy.check === 'true'))
        .filter((policy) => !floors.some((floor) => floor.command === 'ALL' || floor.command === policy.command))
        .map((policy) => ({
          subject: objectRef('policy', [item.schema, item.name, policy.name], database),
          detail: `FOR ${policy.command} TO ${policy.forPublic ? 'PUBLIC' : listed(policy.roles)}: ${policy.using === 'true' ? 'USING (true)' : 'WITH CHECK (true)'}.`,
        }));
    });
  },
});
