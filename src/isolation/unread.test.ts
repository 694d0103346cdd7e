import { expect, it } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import { PASSWORDS_HIDDEN, unreadable, type Inventory } from '../inventory/index.js';
import { unreadPart } from './unread.js';
import { World } from './world.js';

function unread(change: (inventory: Inventory) => Inventory): string | null {
  const inventory = change(inventoryOf({ roles: [{ name: 'app', login: true }] }));
  return unreadPart(new World(inventory, inventory.databases[0]!));
}

it('hidden passwords are no gap, anything else that is missing of the roles is', () => {
  const roles = (partial: string) => (inventory: Inventory) => ({
    ...inventory,
    cluster: { ...inventory.cluster, roles: { status: 'read' as const, items: [], partial } },
  });
  expect(unread((inventory) => inventory)).toBeNull();
  expect(unread(roles(PASSWORDS_HIDDEN))).toBeNull();
  expect(unread(roles('only the first hundred'))).toBe('roles could be read only in part: only the first hundred');
});

it.each(['policies', 'relations', 'columns', 'schemas'] as const)('without %s nothing is said', (section) => {
  const reason = unread((inventory) => ({
    ...inventory,
    databases: inventory.databases.map((each) => ({ ...each, [section]: unreadable('permission denied') })),
  }));
  expect(reason).toBe(`${section} could not be read: permission denied`);
});

it.each(['roles', 'memberships', 'databaseFacts'] as const)('without %s nothing is said', (section) => {
  const reason = unread((inventory) => ({
    ...inventory,
    cluster: { ...inventory.cluster, [section]: { status: 'read', items: [], partial: PASSWORDS_HIDDEN + '!' } },
  }));
  expect(reason).toBe(`${section} could be read only in part: ${PASSWORDS_HIDDEN}!`);
});

it('what files leave unsaid of the database itself is as in a new one', () => {
  const reason = unread((inventory) => ({
    ...inventory,
    cluster: { ...inventory.cluster, databaseFacts: { ...inventory.cluster.databaseFacts, partial: 'not created' } },
  }));
  expect(reason).toBeNull();
});

it('values of settings and other sections that no policy reads may be missing', () => {
  const reason = unread((inventory) => ({
    ...inventory,
    cluster: { ...inventory.cluster, settings: { ...inventory.cluster.settings, partial: 'hidden' } },
  }));
  expect(reason).toBeNull();
});
