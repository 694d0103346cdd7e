import { expect, it } from 'vitest';
import { itemsOf, readSection, type Index } from '../inventory/index.js';
import { inventoryOf } from '../../test/support/inventory.js';
import { asOnSource } from './as-source.js';

const index: Index = {
  schema: 'app',
  relation: 'artists',
  name: 'artists_lower',
  definition: 'CREATE INDEX artists_lower ON app.artists USING btree (app.plain(name))',
  columns: [null],
  unique: false,
  primary: false,
  inherited: false,
  valid: true,
  partial: false,
  constraint: null,
};

it('an index and a routine that were not cloned are still the source’s', () => {
  const tables = [{ name: 'app.artists', columns: { name: 'text' } }];
  const routines = [{ schema: 'app', name: 'plain' }];
  const source = inventoryOf({ tables, routines, sections: { indexes: readSection([index]) } });
  const scratch = inventoryOf({ tables });
  const [database] = asOnSource(scratch, source).databases;
  expect(itemsOf(database!.indexes).map(({ name }) => name)).toEqual(['artists_lower']);
  expect(itemsOf(database!.routines).map(({ name }) => name)).toEqual(['plain']);
  const [again] = asOnSource(source, source).databases;
  expect(itemsOf(again!.indexes)).toHaveLength(1);
});
