import { describe, expect, it } from 'vitest';
import { bindDocuments } from '../../../test/support/intent.js';

const table = { name: 'app.orders', columns: { id: 'uuid not null', tenant_id: 'uuid not null' } };
const reads = (setting: string) => ({
  schema: 'app',
  name: 'tenant',
  body: `SELECT current_setting('${setting}', true)`,
});

function codesFor(carrier: string, setting: string | null) {
  const routines = setting === null ? [] : [reads(setting)];
  const { diagnostics } = bindDocuments(
    { 'Tenant isolation': ['Scope | Tenant key | Carrier', `\`app.*\` | \`tenant_id\` | ${carrier}`] },
    { tables: [table], routines },
  );
  return diagnostics.map(({ code, fix }) => `${code}: ${fix}`);
}

describe('a carrier whose setting nobody sets', () => {
  it('is said with the setting that the database knows', () => {
    expect(codesFor('setting app.tenant', 'app.tenant_id')).toEqual([
      'carrier-never-set: Did you mean `app.tenant_id`?',
    ]);
  });

  it.each([
    ['the same setting', 'setting app.tenant_id', 'app.tenant_id'],
    ['a database that mentions none', 'setting app.tenant_id', null],
    ['a role per tenant', 'role', 'app.tenant_id'],
    ['the settings of a gateway', 'claim request.jwt.claims -> tenant_id', 'request.jwt.claim.sub'],
  ])('is not said of %s', (_, carrier, setting) => {
    expect(codesFor(carrier, setting)).toEqual([]);
  });
});
