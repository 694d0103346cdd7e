import { expect, it } from 'vitest';
import { inventoryOf } from '../../test/support/inventory.js';
import { accessDiff } from '../access/index.js';
import { readSection, type Inventory } from '../inventory/index.js';
import { diffText } from './diff-text.js';
import { pairDatabases } from './paired-databases.js';

const TABLES = [{ name: 'app.docs', columns: { id: 'int' } }];

function sourceOf(...names: readonly string[]): Inventory {
  const setting = { role: null, database: names[0] ?? null, name: 'search_path', value: 'app' };
  return inventoryOf({
    databases: names.map((database) => ({ database, tables: TABLES })),
    cluster: { roleSettings: readSection([setting]) },
  });
}

it('one database each: compared with each other, whatever they are called', () => {
  const after = sourceOf('production');
  const { before, compared } = pairDatabases(sourceOf('staging'), after);
  expect(compared).toEqual({ before: 'staging', after: 'production' });
  const diff = accessDiff(before, after);
  expect(diff).toEqual({ changes: [], widening: 0, narrowing: 0, neutral: 0 });
  const lines = diffText(diff, compared).split('\n');
  expect(lines).toContain('= database staging is compared with database production');
});

it('postgres beside it is nobody’s', () => {
  const after = sourceOf('production', 'postgres');
  const { before, compared } = pairDatabases(sourceOf('staging', 'postgres'), after);
  expect(compared).not.toBeNull();
  expect(accessDiff(before, after).changes).toEqual([]);
});

it.each([
  [['shop'], ['shop']],
  [['staging', 'more'], ['production']],
  [['staging'], ['production', 'staging']],
  [['staging', 'postgres'], ['postgres']],
])('names decide: %j and %j', (names, others) => {
  const source = sourceOf(...names);
  expect(pairDatabases(source, sourceOf(...others))).toEqual({ before: source, compared: null });
});
