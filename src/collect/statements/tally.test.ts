// Texts become sums: what ran, on which relations; nothing of a text is left, and no name is guessed.

import { expect, it } from 'vitest';
import type { Inventory, StatementUse } from '../../inventory/index.js';
import { readSection } from '../../inventory/index.js';
import { loadParser } from '../../sql/parse.js';
import { inventoryOf } from '../../../test/support/inventory.js';
import { StatementTally, type StatementRow } from './tally.js';

const parse = await loadParser();

const INVENTORY = inventoryOf({
  database: 'clinic',
  tables: [{ name: 'app.docs' }, { name: 'app.notes' }, { name: 'other.notes' }, { name: 'public.lists' }],
});

function rowOf(text: string | null, more: Partial<StatementRow> = {}): StatementRow {
  return { database: 'clinic', role: 'api', topLevel: true, calls: 10, bytes: 20, text, ...more };
}

function useOf(rows: readonly StatementRow[], inventory: Inventory = INVENTORY, nestedRows = false): StatementUse {
  const tally = new StatementTally(parse, { nestedRows, major: 17 });
  for (const row of rows) tally.add(row);
  const [use] = tally.sums(inventory).use;
  if (use === undefined) throw new Error('nothing was summed');
  return use;
}

function touched(text: string, more: Partial<StatementRow> = {}): readonly string[] {
  return useOf([rowOf(text, more)]).relations.map(
    ({ schema, name, reads, writes, blindUpdates }) => `${schema}.${name} ${reads}/${writes}/${blindUpdates}`,
  );
}

it.each([
  ['SELECT * FROM app.docs a JOIN app.docs b USING (id)', ['app.docs 20/0/0']],
  ['SELECT (SELECT count(*) FROM docs) FROM lists FOR UPDATE OF lists', ['app.docs 10/0/0', 'public.lists 10/0/0']],
  ['WITH docs AS (SELECT 1) SELECT * FROM docs', []],
  ['WITH docs AS (SELECT * FROM docs) SELECT * FROM docs', ['app.docs 10/0/0']],
  ['WITH RECURSIVE docs AS (SELECT 1 UNION SELECT * FROM docs) SELECT * FROM docs', []],
  ['WITH docs AS (SELECT 1) SELECT * FROM app.docs', ['app.docs 10/0/0']],
  [
    'WITH gone AS (DELETE FROM docs WHERE id = $1 RETURNING *) INSERT INTO lists SELECT * FROM gone',
    ['app.docs 10/10/0', 'public.lists 0/10/0'],
  ],
  ['INSERT INTO docs VALUES ($1) ON CONFLICT DO NOTHING', ['app.docs 10/10/0']],
  ['INSERT INTO docs SELECT id FROM lists', ['app.docs 0/10/0', 'public.lists 10/0/0']],
  ['UPDATE docs SET a = $1', ['app.docs 0/10/10']],
  ['UPDATE docs SET a = a + $1', ['app.docs 10/10/0']],
  ['DELETE FROM docs', ['app.docs 0/10/0']],
  [
    'MERGE INTO docs USING lists ON docs.id = lists.id WHEN MATCHED THEN DO NOTHING',
    ['app.docs 10/10/0', 'public.lists 10/0/0'],
  ],
  ['TRUNCATE docs, lists', ['app.docs 0/10/0', 'public.lists 0/10/0']],
  ['COPY docs FROM STDIN', ['app.docs 0/10/0']],
  ['COPY (SELECT * FROM docs) TO STDOUT', ['app.docs 10/0/0']],
  ['PREPARE q AS SELECT * FROM docs WHERE id = $1', ['app.docs 10/0/0']],
  ['CREATE VIEW app.v AS SELECT * FROM docs', []],
  ["SELECT interval $1, '$1' FROM docs", ['app.docs 10/0/0']],
])('%s', (text, expected) => {
  expect(touched(text)).toEqual(expected);
});

it('counts a carried query once, although track = all shows it twice', () => {
  const text = 'EXPLAIN SELECT * FROM docs WHERE id = $1';
  const both = useOf([rowOf(text), rowOf(text, { topLevel: false })], INVENTORY, true);
  expect(both.relations).toEqual([{ schema: 'app', name: 'docs', reads: 10, writes: 0, blindUpdates: 0 }]);
  expect(both.classes).toEqual([
    { class: 'read', calls: 0, nested: 10, bytes: 200 },
    { class: 'misc', calls: 10, nested: 0, bytes: 200 },
  ]);
});

it('never guesses which of several relations a name means', () => {
  expect(useOf([rowOf('SELECT * FROM notes n, nowhere, pg_class')])).toMatchObject({
    relations: [],
    ambiguous: 10,
    unknown: 10,
  });
});

const setting = { role: 'api', database: null, name: 'search_path', value: '"other", app' };
const withPath: Inventory = {
  ...INVENTORY,
  cluster: { ...INVENTORY.cluster, roleSettings: readSection([setting]) },
};

it('lets the path settle it that sessions of the role start with', () => {
  const use = useOf([rowOf('SELECT * FROM notes')], withPath);
  expect(use).toMatchObject({ relations: [{ schema: 'other', name: 'notes', reads: 10 }], ambiguous: 0 });
});

it.each(['SET search_path = $1', 'SELECT set_config($1, $2, $3)'])('but not after %s', (text) => {
  const use = useOf([rowOf('SELECT * FROM notes'), rowOf(text)], withPath);
  expect(use).toMatchObject({ relations: [], ambiguous: 10 });
});

it('keeps nothing of a text: no secret, no comment, no name that the inventory lacks', () => {
  const texts = [
    "CREATE ROLE intruder PASSWORD 'hunter2'",
    "ALTER ROLE intruder PASSWORD 'hunter2' /* hunter2 */",
    "CREATE ROLE intruder PASSWORD 'hunter2",
    'SELECT hunter2 FROM hunter2.hunter2',
    "DO $$ BEGIN EXECUTE 'hunter2'; END $$",
  ];
  const use = useOf(texts.map((text) => rowOf(text)));
  expect(JSON.stringify(use)).not.toMatch(/hunter2|intruder/u);
  expect(use).toEqual({
    database: 'clinic',
    role: 'api',
    classes: [
      { class: 'read', calls: 10, nested: 0, bytes: 200 },
      { class: 'function', calls: 10, nested: 0, bytes: 200 },
      { class: 'role', calls: 20, nested: 0, bytes: 400 },
    ],
    relations: [],
    hidden: 0,
    unparsed: 10,
    ambiguous: 0,
    unknown: 10,
  });
});

it.each(['SAVEPOINT $1', 'FETCH $1 IN c', 'ROLLBACK TO $1', 'DEALLOCATE $1', 'SET work_mem = $1'])(
  'knows %s for what it was',
  (text) => {
    expect(useOf([rowOf(text)])).toMatchObject({ classes: [{ class: 'misc', calls: 10 }], unparsed: 0 });
  },
);

it('parses up to a limit, and says what came after', () => {
  const tally = new StatementTally(parse, { nestedRows: false, major: 17 }, 1500);
  for (let each = 0; each < 5; each += 1) tally.add(rowOf('SELECT 1'));
  expect(tally.sums(INVENTORY).use).toMatchObject([{ classes: [{ class: 'read', calls: 30 }], unparsed: 20 }]);
});

it('counts what it could not see or parse', () => {
  const use = useOf([
    rowOf('<insufficient privilege>'),
    rowOf(null, { bytes: 70_000 }),
    rowOf('SELECT 1; SELECT 2'),
    rowOf('SELEKT $1'),
    rowOf('SELECT 1', { role: null }),
  ]);
  expect(use).toMatchObject({ classes: [], hidden: 10, unparsed: 30 });
});
