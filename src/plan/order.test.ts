import { expect, test } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import type { Fact } from '../demand/model.js';
import { roleGrantee } from '../pg/grantee.js';
import { objectRef } from '../pg/object.js';
import { planOf } from './index.js';

const docs = objectRef('table', ['app', 'docs'], 'app');
const FACTS: readonly Fact[] = [
  { kind: 'owner', object: docs, owner: 'app_owner' },
  { kind: 'index', relation: docs, columns: ['tenant_id'], name: 'docs_tenant' },
  {
    kind: 'privilege',
    object: docs,
    grantee: roleGrantee('web'),
    privilege: 'SELECT',
    present: true,
    grantable: false,
  },
];

test('a new owner and the grants that stand in for ownership commit together; an index is built after them', async () => {
  const inventory = inventoryOf({
    roles: [{ name: 'app_owner' }, { name: 'web', login: true }],
    tables: [{ name: 'app.docs', columns: { id: 'int', tenant_id: 'int' } }],
  });
  const demands = FACTS.map((fact) => ({ fact, because: [] }));
  const { steps } = await planOf(demands, inventory, { handOff: 'include' });
  expect(steps.map(({ kind, segment }) => [kind, segment])).toEqual([
    ['owner', 1],
    ['privilege', 1],
    ['index', 2],
  ]);
});
