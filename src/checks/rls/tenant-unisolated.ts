// Tables that the isolation strategy covers and that lack row-level security, FORCE, or a policy on the way to
// the tenant.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import type { Relation, Policy } from '../../inventory/index.js';
import { policiesOf } from '../row-security.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/tenant-unisolated',
  title: 'A tenant table is not isolated by the engine',
  severity: 'critical',
  confidence: 'high',
  threats: ['tenant-crossing', 'owner-bypass'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['relations', 'policies'],
  doc: {
    what: 'Tables that the isolation strategy covers and that lack row-level security, FORCE, or a policy on the way to the tenant.',
    why: 'Nothing but the application’s own queries keeps one tenant from another’s rows.',
    fix: 'Enable and force row-level security with a policy on the tenant key.',
  },
  examples: [
    {
      title: 'one has no FORCE, one no policy',
      sql: `CREATE SCHEMA sales; CREATE TABLE sales.orders (id int PRIMARY KEY, tenant_id int NOT NULL); CREATE TABLE sales.lines (id int PRIMARY KEY, order_id int NOT NULL REFERENCES sales.orders);CREATE POLICY p ON sales.orders USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int);ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY;ALTER TABLE sales.lines ENABLE ROW LEVEL SECURITY; ALTER TABLE sales.lines FORCE ROW LEVEL SECURITY;`,
      expect: ['table:sales.orders', 'table:sales.lines'],
      documents: [
        '## Tenant Isolation Strategy',
        '',
        '| Scope | Tenant key | Carrier | Tier | Failure mode | Detection |',
        '|---|---|---|---|---|---|',
        '| `sales.*` | tenant_id | setting `app.tenant_id` | 1 | no rows | log |',
        '',
      ].join('\n'),
    },
    {
      title: 'a policy on something else',
      sql: `CREATE SCHEMA sales; CREATE TABLE sales.orders (id int PRIMARY KEY, tenant_id int NOT NULL); CREATE TABLE sales.lines (id int PRIMARY KEY, order_id int NOT NULL REFERENCES sales.orders);CREATE POLICY p ON sales.lines USING (EXISTS (SELECT 1 FROM sales.orders o WHERE o.id = order_id));ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY; ALTER TABLE sales.orders FORCE ROW LEVEL SECURITY;ALTER TABLE sales.lines ENABLE ROW LEVEL SECURITY; ALTER TABLE sales.lines FORCE ROW LEVEL SECURITY;CREATE POLICY p ON sales.orders USING (id > 0);`,
      expect: ['table:sales.orders'],
      documents: [
        '## Tenant Isolation Strategy',
        '',
        '| Scope | Tenant key | Carrier | Tier | Failure mode | Detection |',
        '|---|---|---|---|---|---|',
        '| `sales.*` | tenant_id | setting `app.tenant_id` | 1 | no rows | log |',
        '',
      ].join('\n'),
    },
    {
      title: 'isolated',
      sql: `CREATE SCHEMA sales; CREATE TABLE sales.orders (id int PRIMARY KEY, tenant_id int NOT NULL); CREATE TABLE sales.lines (id int PRIMARY KEY, order_id int NOT NULL REFERENCES sales.orders);CREATE POLICY p ON sales.orders USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int);CREATE POLICY p ON sales.lines USING (EXISTS (SELECT 1 FROM sales.orders o WHERE o.id = order_id));ALTER TABLE sales.orders ENABLE ROW LEVEL SECURITY; ALTER TABLE sales.orders FORCE ROW LEVEL SECURITY;ALTER TABLE sales.lines ENABLE ROW LEVEL SECURITY; ALTER TABLE sales.lines FORCE ROW LEVEL SECURITY;`,
      expect: [],
      documents: [
        '## Tenant Isolation Strategy',
        '',
        '| Scope | Tenant key | Carrier | Tier | Failure mode | Detection |',
        '|---|---|---|---|---|---|',
        '| `sales.*` | tenant_id | setting `app.tenant_id` | 1 | no rows | log |',
        '',
      ].join('\n'),
    },
    {
      title: 'no documents, no statement',
      sql: `CREATE SCHEMA sales; CREATE TABLE sales.orders (id int PRIMARY KEY, tenant_id int NOT NULL); CREATE TABLE sales.lines (id int PRIMARY KEY, order_id int NOT NULL REFERENCES sales.orders);`,
      expect: [],
    },
  ],
  check: ({ inventory, bound }) => {
    const policies = policiesOf(inventory);
    const scope = scopeOf(inventory);
    return (bound?.relations ?? []).flatMap(({ object, isolation }): readonly Gap[] => {
      const [schema = '', name = ''] = object.path;
      const located = scope.relation(object.database, schema, name);
      // Partitions are reached through their parent: rls/partition-open judges them.
      if (isolation === null || located?.item.kind !== 'table' || located.item.partitionBound !== null) return [];
      const way = isolation.tenantKey === null ? (isolation.parent?.columns ?? []) : [isolation.tenantKey];
      const missing = missingOf(located.item, policies(located.database, located.item), way);
      return missing.length === 0 ? [] : [{ subject: object, detail: `Missing: ${missing.join(', ')}.` }];
    });
  },
});

function missingOf(table: Relation, policies: readonly Policy[], way: readonly string[]): readonly string[] {
  const about = policies.filter((policy) =>
    way.some((column) => mentions(`${policy.using ?? ''} ${policy.check ?? ''}`, column)),
  );
  return [
    ...(table.rowSecurity.enabled ? [] : ['row-level security']),
    ...(table.rowSecurity.forced ? [] : ['FORCE']),
    ...(policies.length === 0 ? ['a policy'] : about.length === 0 ? [`a policy on ${way.join(', ')}`] : []),
  ];
}

function mentions(expression: string, column: string): boolean {
  return (
    expression.includes(`"${column.replaceAll('"', '""')}"`) || expression.split(/[^\p{L}\p{N}_$]+/u).includes(column)
  );
}
