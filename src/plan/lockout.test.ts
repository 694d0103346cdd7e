import { expect, test } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import type { Fact, FactOf } from '../demand/model.js';
import { planOf } from './index.js';

async function blockedBy(
  facts: readonly Fact[],
  roles: Parameters<typeof inventoryOf>[0] = {},
): Promise<readonly string[]> {
  const demands = facts.map((fact) => ({ fact, because: [] }));
  const plan = await planOf(demands, inventoryOf(roles), { handOff: 'include' });
  expect(plan.steps).toEqual([]);
  return plan.blocked.map((each) => each.reason);
}

const denyAll: Fact = { kind: 'hba-require', rule: 'default-deny' };

function admit(role: string): FactOf<'hba-admit'> {
  return {
    kind: 'hba-admit',
    transport: 'local',
    database: { kind: 'all' },
    role,
    range: null,
    method: 'peer',
    options: [],
  };
}

test('a file that admits no superuser is not written', async () => {
  expect(await blockedBy([denyAll])).toEqual(['no line would admit a superuser']);
});

test('a file that admits another superuser but not the applier is not written', async () => {
  const roles = [
    { name: 'postgres', superuser: true, login: true },
    { name: 'other', superuser: true, login: true },
  ];
  expect(await blockedBy([denyAll, admit('other')], { roles })).toEqual(['no line would admit the applier, postgres']);
});

test.each([
  ['the socket (no TLS)', { database: 'shop', source: null, tlsVersion: null }],
  ['192.0.2.9 (TLSv1.3)', { database: 'shop', source: '192.0.2.9', tlsVersion: 'TLSv1.3' }],
  ['10.1.2.3 (no TLS)', { database: 'shop', source: '10.1.2.3', tlsVersion: null }],
])('a file that would not admit the applier again from %s is not written', async (from, way) => {
  const server = { readAs: { role: 'postgres', superuser: true, way } };
  const tcp = {
    transport: 'tcp',
    range: '10.0.0.0/8',
    method: 'scram-sha-256',
    database: { kind: 'name', name: 'shop' },
  } as const;
  const facts: readonly Fact[] = [denyAll, { kind: 'hba-require', rule: 'tls' }, { ...admit('postgres'), ...tcp }];
  const reason = `no line would admit the applier, postgres, as he is connected now: to shop from ${from}`;
  expect(await blockedBy(facts, { server })).toEqual([reason]);
});

test('the applier who stays admitted is not in the way of the file', async () => {
  const way = { database: 'shop', source: null, tlsVersion: null };
  const inventory = inventoryOf({ server: { readAs: { role: 'postgres', superuser: true, way } } });
  const demands = [denyAll, admit('postgres')].map((fact) => ({ fact, because: [] }));
  const plan = await planOf(demands, inventory, { handOff: 'include' });
  expect(plan.blocked).toEqual([]);
});

test('the applier does not take his own superuser right or login', async () => {
  const facts: readonly Fact[] = [{ kind: 'role', role: 'postgres', attributes: { superuser: false } }];
  expect(await blockedBy(facts)).toEqual(['it would take the applier’s own way in']);
});

test('the last superuser login is not taken', async () => {
  const roles = [{ name: 'postgres', superuser: true, login: true }];
  const server = { readAs: { role: 'admin', superuser: false } };
  const facts: readonly Fact[] = [{ kind: 'role', role: 'postgres', attributes: { login: false } }];
  expect(await blockedBy(facts, { roles, server })).toEqual(['no superuser could log in any more']);
});
