import { describe, expect, it } from 'vitest';
import { bindDocuments, HEAD } from '../../../test/support/intent.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { readIntent } from '../read-intent.js';
import { bindIntent } from './bind-intent.js';

const tenants = { name: 'app.tenants', columns: { id: 'uuid not null', name: 'text' }, primaryKey: ['id'] };
const orders = {
  name: 'app.orders',
  columns: { id: 'uuid not null', tenant_id: 'uuid not null', email: 'text' },
  foreignKeys: [{ columns: ['tenant_id'], references: 'app.tenants' }],
};
const lines = {
  name: 'app.lines',
  columns: { id: 'uuid not null', order_id: 'uuid not null' },
  foreignKeys: [{ columns: ['order_id'], references: 'app.orders' }],
};
const ISOLATION = 'Scope | Tenant key | Carrier';

describe('locations', () => {
  it('names what names nothing, with the nearest name', () => {
    const { diagnostics } = bindDocuments(
      { 'Data Classification': ['Location | Class', '`app.order` | internal', '`App.Orders.Email` | restricted'] },
      { tables: [orders] },
    );
    expect(diagnostics).toMatchObject([
      { code: 'unknown-location', fix: 'Did you mean `app.orders`?', source: { line: 10, column: 4 } },
    ]);
  });

  it('finds names in every database', () => {
    const { relations } = bindDocuments(
      { 'Data Classification': ['Location | Class', '`app.orders` | internal'] },
      {
        databases: [
          { database: 'one', tables: [orders] },
          { database: 'two', tables: [orders] },
        ],
      },
    );
    expect(relations.map(({ object, dataClass }) => [object.database, dataClass])).toEqual([
      ['one', 'internal'],
      ['two', 'internal'],
    ]);
  });
});

describe('classification', () => {
  it('takes the nearest statement, and the strictest of relation and columns', () => {
    const { relation } = bindDocuments(
      {
        'Data Classification': [
          'Location | Class',
          '`app.*` | confidential',
          '`app.tenants` | public',
          '`app.orders.email` | regulated',
        ],
      },
      { tables: [tenants, orders, lines] },
    );
    expect(['app.tenants', 'app.orders', 'app.lines'].map((name) => relation(name)?.dataClass)).toEqual([
      'public',
      'regulated',
      'confidential',
    ]);
  });

  it('takes a name in full before a beginning of one', () => {
    const { relation } = bindDocuments(
      { 'Data Classification': ['Location | Class', '`app.order*` | regulated', '`app.orders` | internal'] },
      { tables: [orders] },
    );
    expect(relation('app.orders')?.dataClass).toBe('internal');
  });

  it('takes tags in the schema for statements with their own source', () => {
    const { columns } = bindDocuments(
      {},
      { tables: [{ name: 'app.people', columns: { email: { type: 'text', comment: 'pii: login' } } }] },
    );
    expect(columns).toMatchObject([
      {
        object: { kind: 'column', path: ['app', 'people', 'email'] },
        dataClass: 'restricted',
        pii: true,
        sources: [{ file: 'database comment' }],
      },
    ]);
  });
});

describe('isolation', () => {
  it('binds by own key, by foreign key over several steps, and lets partitions follow', () => {
    const notes = {
      name: 'app.notes',
      columns: { line_id: 'uuid not null' },
      foreignKeys: [{ columns: ['line_id'], references: 'app.lines' }],
    };
    const part = {
      name: 'app.orders_1',
      partitionBound: 'FOR VALUES IN (1)',
      parents: [{ schema: 'app', name: 'orders' }],
      columns: orders.columns,
    };
    const { relation, ids } = bindDocuments(
      {
        Tenancy: [
          ISOLATION,
          '`app.*` | `tenant_id` | setting `app.tenant_id`',
          '`app.tenants` | `id` | setting `app.tenant_id`',
        ],
      },
      { tables: [tenants, orders, lines, notes, part] },
    );
    expect(relation('app.tenants')?.isolation?.tenantKey).toBe('id');
    expect(relation('app.notes')?.isolation?.parent).toMatchObject({
      columns: ['line_id'],
      parent: { path: ['app', 'lines'] },
      parentColumns: ['id'],
    });
    expect(relation('app.orders_1')?.isolation?.tenantKey).toBe('tenant_id');
    expect(ids.filter((id) => id.startsWith('isolation'))).toEqual([]);
  });

  it('asks once per schema about tables that look like tenants’ data, and names them', () => {
    const stray = {
      name: 'app.stray',
      columns: { clinic_id: 'uuid not null' },
      foreignKeys: [{ columns: ['clinic_id'], references: 'app.tenants' }],
    };
    const { candidates } = bindDocuments(
      { Tenancy: [ISOLATION, '`app.orders`, `app.tenants` | `tenant_id` | role'] },
      { tables: [tenants, orders, lines, stray] },
    );
    const question = candidates.find(({ id }) => id === 'isolation-of-app');
    expect(question?.blocks[0]?.objects.map(({ path }) => path[1]).toSorted()).toEqual(['lines', 'stray', 'tenants']);
  });

  it('asks for the whole strategy when there is none, and not when it was left out on purpose', () => {
    expect(bindDocuments({}, { tables: [tenants, orders] }).ids).toContain('tenant-isolation-strategy');
    expect(bindDocuments({}, { tables: [{ name: 'app.a', columns: { id: 'uuid' } }] }).ids).not.toContain(
      'tenant-isolation-strategy',
    );
    const omitted = readIntent([
      { path: 'a.md', text: `${HEAD}## Omitted sections\n\nTenant isolation: one tenant only.\n` },
    ]).intent;
    expect(
      bindIntent(omitted, inventoryOf({ tables: [tenants, orders] })).candidates.map(({ id }) => id),
    ).not.toContain('tenant-isolation-strategy');
  });

  it('asks for a carrier that is not stated, and binds nothing without', () => {
    const { ids, relation } = bindDocuments(
      { Tenancy: [ISOLATION, '`app.orders` | `tenant_id` | TBD'] },
      { tables: [orders] },
    );
    expect(ids).toContain('carrier-of-app-orders');
    expect(relation('app.orders')?.isolation).toBeNull();
  });

  it.each(['none | none', 'TBD | none', 'none | shared on purpose', 'shared | TBD'])(
    'takes "%s" for a statement that all tenants share a table, and asks nothing',
    (cells) => {
      const codes = { name: 'app.codes', columns: { id: 'uuid', tenant_id: 'uuid' } };
      const hanging = {
        name: 'app.code_names',
        columns: { code_id: 'uuid not null' },
        foreignKeys: [{ columns: ['code_id'], references: 'app.codes' }],
      };
      const stated = ['`app.orders`, `app.tenants` | `tenant_id` | role', `\`app.codes\` | ${cells}`];
      const found = bindDocuments({ Tenancy: [ISOLATION, ...stated] }, { tables: [tenants, orders, codes, hanging] });
      expect(found.ids.filter((id) => /carrier|tenant-key|isolation/u.test(id))).toEqual(['isolation-of-app-tenants']);
      expect(found.codes).not.toContain('unknown-carrier');
      expect(found.relation('app.codes')?.isolation).toBeNull();
    },
  );

  it('asks when a key is stated that nothing carries, and when what is shared is no less than restricted', () => {
    const { ids } = bindDocuments({ Tenancy: [ISOLATION, '`app.orders` | `tenant_id` | none'] }, { tables: [orders] });
    expect(ids).toContain('carrier-of-app-orders');
    const secret = bindDocuments(
      {
        Tenancy: [ISOLATION, '`app.orders` | none | shared on purpose'],
        'Data Classification': ['Location | Classification', '`app.orders` | restricted'],
      },
      { tables: [orders] },
    );
    expect(secret.ids).toContain('isolation-of-app-orders');
  });
});

it('binds nothing by a statement about a single partition: its parent speaks for it', () => {
  const part = {
    name: 'app.p1',
    partitionBound: 'x',
    parents: [{ schema: 'app', name: 'orders' }],
    columns: orders.columns,
  };
  const { relation } = bindDocuments(
    { Tenancy: [ISOLATION, '`app.p1` | `tenant_id` | role'] },
    { tables: [orders, part] },
  );
  expect(relation('app.p1')?.isolation).toBeNull();
});

describe('grants', () => {
  const view = { name: 'app.shown', kind: 'view' as const, columns: { id: 'uuid' } };
  const part = { name: 'app.orders_1', partitionBound: 'x', parents: [{ schema: 'app', name: 'orders' }] };
  const routines = [
    { schema: 'app', name: 'f', identityArguments: 'text' },
    { schema: 'app', name: 'touch', returns: 'trigger', returnsTrigger: true },
  ];
  it('expands a schema to what each kind of thing knows', () => {
    const { grants } = bindDocuments(
      { Authorization: ['Actor | Resource | Operations', 'api | `app.*` | select, insert, execute, usage'] },
      { tables: [orders, view, part], routines },
    );
    expect(grants.map(({ object, operations }) => [object.kind, object.path.at(-1), operations.join('+')])).toEqual([
      ['schema', 'app', 'usage'],
      ['table', 'orders', 'select+insert'],
      ['view', 'shown', 'select'],
      ['routine', 'f(text)', 'execute'],
    ]);
  });

  it('says when an operation does not fit, and knows databases', () => {
    const { grants, codes } = bindDocuments(
      {
        Authorization: [
          'Actor | Resource | Operations',
          'api | `app.orders.email` | select, delete',
          'api | `app` | connect',
        ],
      },
      { database: 'shop', tables: [orders] },
    );
    expect(grants).toMatchObject([{ object: { kind: 'column' }, operations: ['select'] }]);
    expect(codes).toEqual(['operation-does-not-fit', 'operation-does-not-fit']);
    const onDatabase = bindDocuments(
      { Authorization: ['Actor | Resource | Operations', 'api | `shop` | connect'] },
      { database: 'shop' },
    );
    expect(onDatabase.grants).toMatchObject([
      { object: { kind: 'database', path: ['shop'] }, operations: ['connect'] },
    ]);
  });
});

/** Milliseconds to bind an inventory of so many tables, at best of three. */
function timeFor(count: number): number {
  const tables = Array.from({ length: count }, (_, index) => ({
    name: `s${index % 50}.t${index}`,
    columns: { id: 'uuid not null', tenant_id: 'uuid not null', email: 'text' },
    foreignKeys: [{ columns: ['tenant_id'], references: 's0.t0' }],
  }));
  const inventory = inventoryOf({ tables });
  const times = [0, 1, 2].map(() => {
    const before = process.cpuUsage();
    expect(bindDocuments(WIDE, inventory).relations).toHaveLength(count);
    return process.cpuUsage(before).user;
  });
  return Math.min(...times);
}

const WIDE = {
  Tenancy: [ISOLATION, '`s1*` | `tenant_id` | role'],
  Authorization: ['Actor | Resource | Operations', 'api | `s2.*`, `s3.*` | select'],
  'Data Classification': ['Location | Class', '`s*` | internal', '`s1.nothing` | public'],
};

it('binds in linear time: four times the tables, not sixteen times the processor’s time', () => {
  expect(timeFor(16_000) / timeFor(4000)).toBeLessThan(10);
}, 120_000);
