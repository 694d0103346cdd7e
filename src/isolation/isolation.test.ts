// Bad input ends in unknown with a reason, never in a crash and never in a pass.
import { afterAll, expect, it } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import { readSection, unreadable, type DatabaseSections } from '../inventory/index.js';
import { judgeRows } from './rows-verdict.js';
import { openSolver } from './solver.js';
import { World } from './world.js';

const solver = openSolver();
afterAll(() => solver.close());

const OWN = "(tenant_id = (current_setting('app.tenant_id'::text, true))::uuid)";

async function selectVerdict(
  using: string,
  sections: Partial<DatabaseSections> = {},
): Promise<readonly [string, string]> {
  const policy = {
    schema: 'app',
    relation: 'docs',
    name: 'p',
    command: 'SELECT',
    permissive: true,
    roles: [],
    forPublic: true,
    using,
    check: null,
    comment: null,
  } as const;
  const acl = [
    { grantee: { kind: 'role', name: 'app' }, grantor: 'postgres', privilege: 'SELECT', grantable: false },
  ] as const;
  const inventory = inventoryOf({
    roles: [{ name: 'app', login: true }],
    schemas: [
      {
        name: 'app',
        acl: [{ grantee: { kind: 'role', name: 'app' }, grantor: 'postgres', privilege: 'USAGE', grantable: false }],
      },
    ],
    tables: [
      {
        name: 'app.docs',
        columns: { tenant_id: 'uuid', body: 'text' },
        acl,
        rowSecurity: { enabled: true, forced: true },
      },
    ],
    routines: [
      {
        schema: 'app',
        name: 'loop',
        returns: 'boolean',
        body: 'SELECT app.loop()',
        definition: 'CREATE FUNCTION app.loop() RETURNS boolean LANGUAGE sql AS $$ SELECT app.loop() $$',
        config: ['search_path=app'],
      },
    ],
    sections: { policies: readSection([policy]), ...sections },
  });
  const world = new World(inventory, inventory.databases[0]!);
  const ownership = {
    key: 'tenant_id',
    carrier: { kind: 'setting', setting: 'app.tenant_id' },
    model: 'honest',
  } as const;
  const [judged] = await judgeRows(solver, {
    world,
    relation: world.relation('app', 'docs')!,
    role: 'app',
    channel: 'table',
    ownership,
  });
  return [judged!.verdict.verdict, judged!.verdict.reason];
}

it('the plain condition is proved', async () => {
  expect((await selectVerdict(OWN))[0]).toBe('proved');
});

it.each([
  ['an expression that does not parse', '(tenant_id = = 1)'],
  ['a recursive function', 'app.loop()'],
  [
    'a policy of 100 kB',
    `(${Array.from({ length: 4000 }, (_, index) => `body = 'value number ${index}'`).join(' OR ')})`,
  ],
  ['an expression nested very deeply', `${'('.repeat(3000)}true${')'.repeat(3000)}`],
  ['a function that is not there', 'app.missing(tenant_id)'],
])('%s is unknown', async (_, using) => {
  const [verdict, reason] = await selectVerdict(using);
  expect(verdict).toBe('unknown');
  expect(reason).not.toBe('');
});

it('policies that could not be read are no proof', async () => {
  expect((await selectVerdict(OWN, { policies: unreadable('permission denied') }))[0]).toBe('unknown');
});
