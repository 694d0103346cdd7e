// Channels over bad input: unknown with a reason, never a crash and never a pass.

import { afterAll, expect, it } from 'vitest';
import { inventoryOf } from '../../../test/support/inventory.js';
import { unreadable, type DatabaseSections } from '../../inventory/index.js';
import { judgeChannels } from '../channels.js';
import { fragmentsOf } from '../body/fragments.js';
import { openSolver } from '../solver.js';
import type { Verdict } from '../verdict.js';
import { World } from '../world.js';

const solver = openSolver();
afterAll(() => solver.close());

const may = (privilege: 'SELECT' | 'USAGE') => [
  { grantee: { kind: 'role', name: 'app' }, grantor: 'postgres', privilege, grantable: false } as const,
];
const docs = {
  name: 'app.docs',
  columns: { tenant_id: 'uuid', body: 'text' },
  rowSecurity: { enabled: true, forced: true },
} as const;

async function verdicts(
  extra: readonly Parameters<typeof inventoryOf>[0][] = [],
  sections: Partial<DatabaseSections> = {},
): Promise<readonly Verdict[]> {
  const inventory = inventoryOf({
    roles: [{ name: 'app', login: true }],
    schemas: [{ name: 'app', acl: may('USAGE') }],
    tables: [docs, ...extra.flatMap((each) => each?.tables ?? [])],
    sections,
  });
  const world = new World(inventory, inventory.databases[0]!);
  const carrier = { kind: 'setting', setting: 'app.tenant_id' } as const;
  const judged = await judgeChannels(solver, {
    world,
    relation: world.relation('app', 'docs')!,
    role: 'app',
    channel: 'table',
    ownership: { key: 'tenant_id', carrier, model: 'honest' },
  });
  return judged.map(({ verdict }) => verdict);
}

it('views that read each other are unknown', async () => {
  const view = (name: string, other: string) => ({
    name: `app.${name}`,
    kind: 'view' as const,
    acl: may('SELECT'),
    definition: `SELECT body FROM app.${other};`,
    reads: [
      { schema: 'app', name: other },
      { schema: 'app', name: 'docs' },
    ],
  });
  const found = await verdicts([{ tables: [view('one', 'two'), view('two', 'one')] }]);
  const views = found.filter(({ channel }) => channel === 'view');
  expect(views.map(({ verdict, reason }) => [verdict, reason])).toEqual([
    ['unknown', 'the view app.one reads itself'],
    ['unknown', 'the view app.two reads itself'],
  ]);
});

it.each([
  ['function', 'routines'],
  ['trigger', 'triggers'],
  ['rule', 'rules'],
  ['oracle', 'constraints'],
] as const)('%s is unknown when %s could not be read', async (channel, section) => {
  const found = await verdicts([], { [section]: unreadable<never>('permission denied') });
  const said = found.filter((each) => each.channel === channel && each.verdict === 'unknown');
  expect(said.map(({ reason }) => reason)).toContain('it could not be read: permission denied');
});

it.each([
  ['dynamic SQL', 'BEGIN EXECUTE q; END', 'it runs dynamic SQL'],
  ['dynamic SQL in a loop', 'BEGIN FOR r IN EXECUTE q LOOP NULL; END LOOP; END', 'it runs dynamic SQL'],
  [
    'a string that does not end',
    "BEGIN RETURN 'x; END",
    'its body is cut off inside a string, a comment or a parenthesis',
  ],
])('a body with %s is not understood', (_, body, reason) => {
  expect(fragmentsOf(body)).toBe(reason);
});

it('a body is cut into its statements and expressions', () => {
  const body = `<<outer>> DECLARE t text := app.f('a;b'); c CURSOR FOR SELECT * FROM app.c; BEGIN
    IF CASE WHEN a THEN b ELSE d END THEN SELECT x, y INTO STRICT t, r.y FROM app.docs; ELSIF e THEN t := 'END IF'; END IF;
    FOR i IN 1..app.n() LOOP INSERT INTO app.log VALUES (1) RETURNING id INTO t; END LOOP; -- app.comment
    RAISE EXCEPTION 'no % %', t, app.g(); PERFORM app.h(); NEW.x = 5; RETURN QUERY SELECT 1;
    EXCEPTION WHEN division_by_zero OR SQLSTATE '22012' THEN NULL; END`;
  const found = fragmentsOf(body);
  expect(typeof found === 'string' ? found : found.fragments.map(({ text }) => text)).toEqual([
    "app.f('a;b')",
    'SELECT * FROM app.c',
    'CASE WHEN a THEN b ELSE d END',
    'SELECT x, y FROM app.docs',
    'e',
    "'END IF'",
    '1',
    'app.n()',
    'INSERT INTO app.log VALUES (1) RETURNING id',
    't, app.g()',
    'app.h()',
    '5',
    'SELECT 1',
  ]);
  expect(typeof found === 'string' ? null : found.tells).toBe(true);
});
