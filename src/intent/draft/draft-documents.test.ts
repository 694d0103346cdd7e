import { describe, expect, it } from 'vitest';
import { readSection } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { bindIntent } from '../bind/bind-intent.js';
import { readIntent } from '../read-intent.js';
import { SECTION_KINDS } from '../sections/registry.js';
import { contentKey } from './evidence.js';
import { draftDocuments } from './draft-documents.js';

const key = { columns: ['tenant_id'], references: 'app.tenants' };
const inventory = inventoryOf({
  roles: [
    { name: 'shop_app', login: true, password: { kind: 'scram-sha-256', iterations: 4096 } },
    { name: 'shop|`odd`', login: true },
    { name: 'nightly_backup', login: true, replication: true },
  ],
  settings: { listen_addresses: '*', port: '5432' },
  tables: [
    { name: 'app.tenants', columns: { id: 'uuid not null', name: 'text' }, primaryKey: ['id'] },
    {
      name: 'app.customers',
      columns: { id: 'uuid', tenant_id: 'uuid not null', email: 'text', code: 'text', 'Phone No|': 'text' },
      foreignKeys: [key],
    },
    {
      name: 'billing.cards',
      columns: { id: 'uuid', tenant_id: 'uuid not null', card_number: 'text' },
      foreignKeys: [key],
    },
  ],
});

const drafts = draftDocuments(inventory, 'shop');
const confirmed = drafts.map(({ path, text }) => ({
  path,
  text: text.replaceAll(' (unconfirmed)', '').replace('status: draft', 'status: approved'),
}));

describe('draftDocuments', () => {
  it('states nothing', () => {
    const { intent, diagnostics } = readIntent(drafts);
    expect(SECTION_KINDS.filter((kind) => intent[kind].length > 0)).toEqual([]);
    const codes = diagnostics.filter(({ severity }) => severity !== 'info').map(({ code }) => code);
    expect(codes).toEqual(['not-approved', 'not-approved']);
  });

  it('states what it found when every mark is taken away, all of it bound to the database', () => {
    const { intent, diagnostics } = readIntent(confirmed);
    expect(diagnostics.filter(({ severity }) => severity !== 'info')).toEqual([]);
    const bound = bindIntent(intent, inventory);
    expect(bound.diagnostics.filter(({ code }) => code.startsWith('unknown-'))).toEqual([]);
    expect(intent.product).toBe('shop');
    expect(intent.components.map(({ name }) => name)).toEqual(['app', 'billing']);
    expect(intent.isolation).toMatchObject([
      { tenantKey: 'tenant_id' },
      { tenantKey: 'id', scope: [{ text: 'app.tenants' }] },
    ]);
    const classes = intent.classifications.flatMap(({ locations, dataClass }) =>
      locations.map(({ parts }) => `${parts.join('.')}=${dataClass ?? ''}`),
    );
    expect(classes).toEqual([
      'app.customers.email=restricted',
      'app.customers.Phone No|=restricted',
      'billing.cards.card_number=regulated',
    ]);
    expect(intent.connections.map(({ login, kind }) => `${login}:${kind ?? ''}`)).toEqual([
      'nightly_backup:replication',
      'postgres:break-glass',
      'shop_app:service',
      'shop|`odd`:service',
    ]);
    expect(intent.threats.map(({ kind }) => kind)).toContain('tenant-crossing');
    expect(intent.threats.every(({ kind }) => kind !== null)).toBe(true);
  });

  it('takes what the contents show for more than the name', () => {
    const contents = new Map([
      [contentKey('app', 'customers', 'code'), { kind: 'national-id', confidence: 'high', reason: 'x' } as const],
    ]);
    const [data] = draftDocuments(inventory, 'shop', contents);
    expect(data?.text).toContain('`app.customers.code`');
    expect(drafts[0]?.text).not.toContain('`app.customers.code`');
  });

  it('gives a superuser the databases, and replication only to who does nothing else', () => {
    const { connections } = readIntent(confirmed).intent;
    expect(connections.map(({ login, databases }) => [login, databases])).toEqual([
      ['nightly_backup', ['replication']],
      ['postgres', ['app']],
      ['shop_app', ['app']],
      ['shop|`odd`', ['app']],
    ]);
  });

  it('names the sources that pg_hba.conf admits, the socket too; `all` admits no replication', () => {
    const line = (text: string, at: number) => {
      const [type = '', database = '', user = '', address = null] = text.split(' ');
      const rest = { netmask: null, method: 'scram-sha-256', options: [], error: null };
      return { file: 'pg_hba.conf', line: at + 1, type, databases: [database], users: [user], address, ...rest };
    };
    const lines = [
      'local all +staff',
      'host all ann 10.0.0.0/8',
      'host all all 0.0.0.0/0',
      'host replication all 10.9.0.0/16',
      'local all bob',
    ];
    const admitted = inventoryOf({
      roles: [{ name: 'staff' }, { name: 'ann', login: true }, { name: 'wal', login: true, replication: true }],
      memberships: [{ role: 'staff', member: 'ann' }],
      cluster: { hbaRules: readSection(lines.map(line)) },
    });
    const files = draftDocuments(admitted, 'x').map(({ path, text }) => ({
      path,
      text: text.replaceAll(' (unconfirmed)', ''),
    }));
    expect(readIntent(files).intent.connections.map(({ login, sources }) => [login, sources])).toEqual([
      ['ann', ['local', '10.0.0.0/8']],
      ['postgres', []],
      ['wal', ['10.9.0.0/16']],
    ]);
  });

  it('says how many names it left out, since no cell can hold them', () => {
    const odd = inventoryOf({ roles: [{ name: ' ann', login: true }], tables: [{ name: 'app.a\nb', columns: {} }] });
    const texts = draftDocuments(odd, 'x').map(({ text }) => text);
    expect(texts.map((text) => /^.* left out/mu.exec(text)?.[0])).toEqual([
      '2 names are left out',
      '2 names are left out',
    ]);
    expect(drafts.map(({ text }) => text).join('')).not.toContain('left out');
  });

  it('drafts what hangs on a tenant’s row into the scope of its key, so that nothing of it is asked', () => {
    const hanging = inventoryOf({
      tables: [
        { name: 'app.tenants', columns: { id: 'uuid not null' }, primaryKey: ['id'] },
        { name: 'app.orders', columns: { id: 'uuid not null', tenant_id: 'uuid not null' }, foreignKeys: [key] },
        {
          name: 'app.lines',
          columns: { id: 'uuid not null', order_id: 'uuid not null' },
          foreignKeys: [{ columns: ['order_id'], references: 'app.orders' }],
        },
        {
          name: 'app.marks',
          columns: { line_id: 'uuid not null' },
          foreignKeys: [{ columns: ['line_id'], references: 'app.lines' }],
        },
        {
          name: 'app.loose',
          columns: { order_id: 'uuid' },
          foreignKeys: [{ columns: ['order_id'], references: 'app.orders' }],
        },
      ],
    });
    const files = draftDocuments(hanging, 'x').map(({ path, text }) => ({
      path,
      text: text.replaceAll(' (unconfirmed)', '').replace('`tenant_id` | |', '`tenant_id` | setting app.tenant |'),
    }));
    const { intent } = readIntent(files);
    expect(intent.isolation.map(({ scope }) => scope.map(({ text }) => text))).toEqual([
      ['app.lines', 'app.marks', 'app.orders'],
      ['app.tenants'],
    ]);
    const bound = bindIntent(intent, hanging);
    expect(bound.relations.find(({ object }) => object.path[1] === 'marks')?.isolation?.parent?.columns).toEqual([
      'line_id',
    ]);
  });

  it('drafts protection for what the schema itself tags, and no class: that is stated already', () => {
    const tagged = inventoryOf({
      tables: [{ name: 'app.people', columns: { id: 'uuid', ref: { type: 'text', comment: 'class: regulated' } } }],
    });
    const [data] = draftDocuments(tagged, 'x');
    const [before = '', after = ''] = (data?.text ?? '').split('## Data Protection Rules');
    expect(after).toContain('| `app.people.ref` (unconfirmed) | column grant (unconfirmed) |');
    expect(before).not.toContain('app.people.ref');
    expect(before).toContain('A column that is tagged in the schema has its class already');
    expect(before).toContain('| `app` (unconfirmed) | 0 (unconfirmed) |');
  });

  it('takes a security label for a tag', () => {
    const label = {
      object: objectRef('column', ['app', 'people', 'email'], 'app'),
      provider: 'p',
      label: 'class: regulated',
    };
    const labelled = inventoryOf({
      tables: [{ name: 'app.people', columns: { email: 'text' } }],
      sections: { securityLabels: readSection([label]) },
    });
    const [before = '', after = ''] = (draftDocuments(labelled, 'x')[0]?.text ?? '').split('## Data Protection Rules');
    expect(after).toContain('`app.people.email`');
    expect(before).not.toContain('app.people.email');
  });

  it('drafts no threat that nothing gives a place', () => {
    const text = draftDocuments(inventoryOf(), 'x')[1]?.text ?? '';
    expect(text).not.toContain('tenant-crossing');
    expect(text).not.toContain('replication-exfiltration');
  });
});
