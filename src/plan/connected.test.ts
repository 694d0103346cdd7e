import { expect, test } from 'vitest';
import type { Demand, Fact } from '../demand/model.js';
import type { SessionGroup } from '../inventory/cluster.js';
import { readSection, type Inventory } from '../inventory/index.js';
import { inventoryOf } from '../../test/support/inventory.js';
import { planOf } from './plan-of.js';

const role = { superuser: false, inherit: true, createRole: false, createDb: false, login: true } as const;

function withSessions(...sessions: readonly Partial<SessionGroup>[]): Inventory {
  const plain = inventoryOf({ roles: [{ name: 'app', ...role }], settings: { ssl_min_protocol_version: 'TLSv1.2' } });
  const groups = sessions.map((each) => ({
    role: 'app',
    database: 'shop',
    source: '10.1.2.3',
    tlsVersion: 'TLSv1.3',
    application: 'web',
    count: 2,
    ...each,
  }));
  return { ...plain, cluster: { ...plain.cluster, sessions: readSection(groups), hbaRules: readSection([]) } };
}

const admit = (name: string): Fact => ({
  kind: 'hba-admit',
  transport: 'tcp',
  database: { kind: 'name', name: 'shop' },
  role: name,
  range: '10.0.0.0/8',
  method: 'scram-sha-256',
  options: [],
});
const FACTS: readonly Fact[] = [
  admit('app'),
  // The applier's own way in is another guard's.
  admit('postgres'),
  { kind: 'hba-require', rule: 'tls' },
  { kind: 'hba-require', rule: 'default-deny' },
  { kind: 'setting', name: 'ssl_min_protocol_version', value: 'TLSv1.3' },
  { kind: 'role', role: 'app', attributes: { login: false } },
];
const HBA = FACTS.slice(0, 4);
const demandsOf = (facts: readonly Fact[]): readonly Demand[] => facts.map((fact) => ({ fact, because: [] }));

async function blockedBy(inventory: Inventory, facts: readonly Fact[], accept = false): Promise<readonly string[]> {
  const options = { handOff: 'mark', ownDoor: true, ...(accept ? ({ acceptCutoff: true } as const) : {}) } as const;
  const { blocked } = await planOf(demandsOf(facts), inventory, options);
  return blocked.filter((each) => each.reason.includes('cut off')).map((each) => `${each.demand}: ${each.reason}`);
}

test('a session that stays admitted holds nothing up', async () => {
  expect(await blockedBy(withSessions({}), FACTS.slice(0, 5))).toEqual([]);
});

test.each([
  ['another database', { database: 'postgres' }],
  ['another source', { source: '192.0.2.1' }],
  ['plaintext', { tlsVersion: null }],
  ['another role', { role: 'job' }],
  ['a socket', { source: null, tlsVersion: null }],
] as const)('%s: the file that would refuse it waits, and names it', async (_, part) => {
  const found = await blockedBy(withSessions(part), HBA);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('Write pg_hba.conf');
  expect(found[0]).toContain('role' in part ? part.role : 'app on');
  expect(await blockedBy(withSessions(part), HBA, true)).toEqual([]);
});

test('an old TLS version and a login that goes are cut-offs too', async () => {
  expect(await blockedBy(withSessions({ tlsVersion: 'TLSv1.2' }), FACTS.slice(4, 5))).toHaveLength(1);
  expect(await blockedBy(withSessions({}), FACTS.slice(5))).toHaveLength(1);
});
