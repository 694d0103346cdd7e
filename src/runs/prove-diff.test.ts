// Which database of the older inventory stands for which of the newer: as for `diff`, a template and `postgres` aside.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import { encodeInventory } from '../inventory/codec.js';
import { readSection } from '../inventory/index.js';
import { silent } from './progress.js';
import { runProveDiff } from './prove-diff.js';

const OWN = "(tenant_id = current_setting('app.tenant_id'::text, true))";
const WIDE = `(${OWN} OR (body IS NULL))`;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pgrampart-prove-diff-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Saved: one database with a policy, and others with nothing in them. */
function sourceOf(using: string, database: string, ...others: readonly string[]): string {
  const policy = {
    schema: 'app',
    relation: 'docs',
    name: 'p',
    command: 'SELECT',
    permissive: true,
    roles: [],
  } as const;
  const web = { grantee: { kind: 'role', name: 'web' }, grantor: 'postgres', grantable: false } as const;
  const inventory = inventoryOf({
    roles: [{ name: 'web', login: true }],
    databases: [
      {
        database,
        schemas: [{ name: 'app', acl: [{ ...web, privilege: 'USAGE' }] }],
        tables: [
          {
            name: 'app.docs',
            columns: { tenant_id: 'text', body: 'text' },
            acl: [{ ...web, privilege: 'SELECT' }],
            rowSecurity: { enabled: true, forced: true },
          },
        ],
        sections: { policies: readSection([{ ...policy, forPublic: true, using, check: null, comment: null }]) },
      },
      ...others.map((name) => ({ database: name })),
    ],
  });
  const file = join(mkdtempSync(join(folder, 'source-')), 'inventory.json');
  writeFileSync(file, encodeInventory(inventory));
  return file;
}

async function compared(older: string, newer: string): Promise<string> {
  const run = { older, newer, databases: [], roles: [], format: 'text' };
  return (await runProveDiff(run, silent)).result;
}

it.each([
  ['the same name', ['shop'], ['shop']],
  ['one database on each side', ['staging'], ['production']],
  ['postgres beside either', ['staging', 'postgres'], ['production', 'postgres']],
  ['postgres on one side only', ['staging', 'postgres'], ['production']],
] as const)('%s is compared', async (_, [was, ...beside], [is, ...others]) => {
  const said = await compared(sourceOf(OWN, was, ...beside), sourceOf(WIDE, is, ...others));
  expect(said).toMatch(/^wider {4}app\.docs select as web: row /mu);
  expect(said).not.toContain('not compared');
});

it.each([
  [['staging', 'more'], ['production']],
  [['staging'], ['production', 'more']],
  [['postgres'], ['production', 'postgres']],
] as const)('names decide: %j and %j', async ([was, ...beside], [is, ...others]) => {
  const said = await compared(sourceOf(OWN, was, ...beside), sourceOf(WIDE, is, ...others));
  expect(said).not.toContain('wider');
  expect(said).toContain(`not compared: database ${is}, the older inventory has no database of that name`);
});
