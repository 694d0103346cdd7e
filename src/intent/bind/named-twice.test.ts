// What is named under two spellings, or by documents and schema, with different words; and names that are nearly right.

import { describe, expect, it } from 'vitest';
import { bindDocuments, HEAD, type Sections } from '../../../test/support/intent.js';
import { inventoryOf, type InventorySketch } from '../../../test/support/inventory.js';
import { readIntent } from '../read-intent.js';
import { bindIntent } from './bind-intent.js';

const shop: InventorySketch = {
  database: 'shop',
  roles: [{ name: 'shop_job', login: true }],
  tables: [
    {
      name: 'app.orders',
      columns: {
        id: 'uuid not null',
        tenant_id: 'uuid not null',
        email: { type: 'text', comment: 'pii: contact' },
      },
    },
    { name: 'app.codes', columns: { id: 'int' } },
    { name: 'app.seen', kind: 'view', columns: { id: 'uuid' } },
  ],
};

function problems(sections: Sections, inventory: InventorySketch = shop): readonly string[] {
  return bindDocuments(sections, inventory).diagnostics.map(
    ({ severity, code, what, fix }) => `${severity} ${code}: ${what} ${fix}`,
  );
}

describe('a thing that is named twice', () => {
  it('has two classes under two names: an error, at the second', () => {
    const found = bindDocuments(
      { 'Data Classification': ['Location | Class', '`app.orders` | confidential', '`shop.app.orders` | internal'] },
      shop,
    ).diagnostics;
    expect(found).toMatchObject([{ code: 'two-classes', severity: 'error', source: { line: 11 } }]);
    expect(found[0]?.what).toBe('`app.orders` is classified as confidential and as internal.');
  });

  it('has one class under two names: nothing to say, and a nearer statement is no contradiction', () => {
    const rows = ['`app.orders` | confidential', '`shop.app.orders` | confidential', '`shop.app.*` | public'];
    const bound = bindDocuments({ 'Data Classification': ['Location | Class', ...rows] }, shop);
    expect(bound.codes).toEqual([]);
    expect(bound.relation('app.codes')?.dataClass).toBe('public');
  });

  it('has two owners or two isolations under two names', () => {
    expect(
      problems({ Components: ['Component | Owns', 'one | `app`, `app.orders`', 'two | `shop.app.orders`'] }),
    ).toEqual([expect.stringMatching(/^error two-owners: `app\.orders` is owned by one and by two\./u)]);
    const isolation = ['`app.orders` | `tenant_id` | setting app.t', '`shop.app.orders` | `id` | setting app.t'];
    expect(problems({ 'Tenant isolation': ['Scope | Tenant key | Carrier', ...isolation] })).toEqual([
      expect.stringMatching(/^error two-isolations: `app\.orders` is isolated by tenant_id/u),
    ]);
  });

  it('is less in the documents than by its tag: said, and the stricter counts', () => {
    const low = bindDocuments({ 'Data Classification': ['Location | Class', '`app.orders.email` | public'] }, shop);
    expect(low.diagnostics).toMatchObject([{ code: 'tag-is-stricter', severity: 'warning', source: { line: 10 } }]);
    expect(low.columns[0]?.dataClass).toBe('restricted');
    for (const word of ['restricted', 'restricted/PII', 'regulated']) {
      expect(problems({ 'Data Classification': ['Location | Class', `\`app.orders.email\` | ${word}`] })).toEqual([]);
    }
  });
});

describe('a name that is nearly right', () => {
  it('of a tenant key', () => {
    const isolation = (key: string): Sections => ({
      'Tenant isolation': ['Scope | Tenant key | Carrier', `\`app.orders\` | \`${key}\` | setting app.t`],
    });
    const { diagnostics, candidates } = bindDocuments(isolation('tennant_id'), shop);
    expect(diagnostics).toMatchObject([
      { code: 'unknown-tenant-key', fix: 'Did you mean `tenant_id`?', source: { line: 10 } },
    ]);
    const asked = candidates.find(({ id }) => id === 'isolation-of-app-orders');
    expect(asked?.sources).toMatchObject([{ file: 'a.md', line: 10 }]);
    expect(problems(isolation('tenant_id'))).toEqual([]);
  });

  it('of a database and of a login', () => {
    const rows = (login: string, database: string): Sections => ({
      Logins: ['Login | Kind | Database | Source', `\`${login}\` | job | ${database} | local`],
    });
    expect(problems(rows('shop_job', '`shopp`'))).toEqual([
      expect.stringMatching(/^warning unknown-database: .*`shopp`.* Did you mean `shop`\?/u),
    ]);
    expect(problems(rows('shop_jobs', '`shop`'))).toEqual([
      expect.stringMatching(/^warning unknown-login: .*`shop_jobs`.* Did you mean `shop_job`\?/u),
    ]);
    for (const word of ['`shop`', 'all', 'replication', '`shop`, replication']) {
      expect(problems(rows('shop_job', word))).toEqual([]);
    }
    expect(problems(rows('altogether_new', '`shop`'))).toEqual([]);
  });

  it('of a question that an ADR shall settle', () => {
    const adr = (settles: string) => ({
      path: 'adrs/0001-x.md',
      text: `---\nid: ADR-1\nstatus: accepted\nsettles: [${settles}]\n---\n`,
    });
    const bind = (settles: string) =>
      bindIntent(readIntent([{ path: 'a.md', text: HEAD }, adr(settles)]).intent, inventoryOf(shop)).diagnostics;
    expect(bind('ownership-of-schema')).toMatchObject([
      { code: 'settles-nothing', severity: 'info', source: { file: 'adrs/0001-x.md' } },
    ]);
    expect(bind('ownership-of-schema')[0]?.fix).toContain('`ownership-of-schemas`');
    expect(bind('ownership-of-schemas')).toEqual([]);
    expect(bind('something-long-answered')).toEqual([]);
  });
});

describe('an operation that does not fit', () => {
  it('is told with those that do', () => {
    const rows = (resource: string, operation: string): Sections => ({
      Authorization: ['Actor | Resource | Operations', `api | \`${resource}\` | ${operation}`],
    });
    expect(problems(rows('app.orders', 'execute'))[0]).toMatch(/ A table takes select, insert, update, delete, /u);
    expect(problems(rows('app.orders.email', 'delete'))[0]).toMatch(/ A column takes select, insert, update, refer/u);
    expect(problems(rows('app', 'execute'))[0]).toMatch(/^warning operation-does-not-fit: `app` holds nothing /u);
  });
});
