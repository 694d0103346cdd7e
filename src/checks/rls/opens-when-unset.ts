// Policies with a branch that is true when the tenant setting is missing or empty.
// https://www.postgresql.org/docs/current/sql-createpolicy.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/opens-when-unset',
  title: 'A policy opens when the session has no tenant',
  severity: 'high',
  confidence: 'medium',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/sql-createpolicy.html'],
  needs: ['relations', 'policies'],
  doc: {
    what: 'Policies with a branch that is true when the tenant setting is missing or empty.',
    why: 'A pooled connection, a job or an injected RESET has no tenant, and then sees all of them.',
    fix: 'Compare with the setting only; NULL and empty must match nothing.',
  },
  examples: [
    {
      title: 'IS NULL OR',
      sql: `CREATE TABLE t (tenant_id text); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (current_setting('app.tenant_id', true) IS NULL OR tenant_id = current_setting('app.tenant_id', true))`,
      expect: ['policy:public.t.p'],
    },
    {
      title: 'empty',
      sql: `CREATE TABLE t (tenant_id text); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (tenant_id = current_setting('app.tenant_id', true) OR current_setting('app.tenant_id', true) = '')`,
      expect: ['policy:public.t.p'],
    },
    {
      title: 'closed',
      sql: `CREATE TABLE t (tenant_id text); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (tenant_id = nullif(current_setting('app.tenant_id', true), ''))`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    inventory.databases.flatMap((database) =>
      itemsOf(database.policies)
        .filter((policy) => policy.permissive && OPENS.test(`${policy.using ?? ''} ${policy.check ?? ''}`))
        .map((policy) => ({
          subject: objectRef('policy', [policy.schema, policy.relation, policy.name], database.name),
          detail: `FOR ${policy.command}: the condition also holds when the setting is missing or empty.`,
        })),
    ),
});

/** As the server deparses it: `(current_setting('…'::text, true) IS NULL) OR …`, or the other way round. */
const UNSET = String.raw`current_setting\([^()]*\)(?:::text)?\)*\s*(?:IS NULL|= ''::text)`;
const OPENS = new RegExp(String.raw`${UNSET}\)*\s*OR\b|\bOR\s*\(*(?:COALESCE\()?${UNSET}`, 'u');
