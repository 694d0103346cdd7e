// Definitions of common indexes and constraints are put together by our query, not by the server's own
// functions: for everything near the border they must say the same. And rows that are copied are rows that are asked for.

import { expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { databaseOf, execute, superuser, superuserTarget } from './cluster.js';
import { HOSTILE, quote } from './source.js';

const NAMES = [...Object.values(HOSTILE), 'plain', 'Mixed', 'select', 'a.b', "it's", 'tab\there', 'back\\slash'];

function statements(major: number): readonly string[] {
  const named = NAMES.flatMap((name, place) => [
    `CREATE TABLE t${place} (${quote(name)} int PRIMARY KEY)`,
    `CREATE INDEX ${quote(name)} ON t${place} (${quote(name)})`,
  ]);
  return [
    ...named,
    'CREATE DOMAIN email AS text COLLATE "C"',
    `CREATE TABLE near (id int, dropped int, a text, b varchar(9), c text COLLATE "C", d email, e int4range, f point, g int[], h name,
      i jsonb, PRIMARY KEY (id) INCLUDE (a), UNIQUE (a) DEFERRABLE INITIALLY DEFERRED, UNIQUE (a), UNIQUE (a, b), CHECK (id > 0),
      UNIQUE (c) WITH (fillfactor = 70), UNIQUE (h) INCLUDE (d), EXCLUDE USING gist (e WITH &&), EXCLUDE (b WITH =))`,
    'ALTER TABLE near DROP COLUMN dropped',
    'CREATE TABLE child (id int, near int REFERENCES near (id) ON DELETE CASCADE, h name REFERENCES near (h) ON UPDATE SET NULL) INHERITS (near)',
    'ALTER TABLE child ADD FOREIGN KEY (id) REFERENCES near (id) DEFERRABLE NOT VALID',
    'CREATE TABLE parted (id int PRIMARY KEY, a text NOT NULL) PARTITION BY RANGE (id)',
    'CREATE TABLE part PARTITION OF parted FOR VALUES FROM (1) TO (9)',
    'CREATE INDEX ON ONLY parted (a)',
    'CREATE INDEX ON part (a)',
    'CREATE MATERIALIZED VIEW kept AS SELECT 1 AS "one column"',
    'CREATE UNIQUE INDEX ON kept ("one column")',
    ...['b', 'c', 'd', 'e', 'g', 'h'].map((column) => `CREATE INDEX ON near (${column})`),
    'CREATE INDEX ON near (a DESC)',
    'CREATE INDEX ON near (a NULLS FIRST)',
    'CREATE INDEX ON near (a COLLATE "C")',
    'CREATE INDEX ON near (c COLLATE "default")',
    'CREATE INDEX ON near (a text_pattern_ops)',
    'CREATE INDEX ON near (b varchar_pattern_ops)',
    'CREATE INDEX ON near (a) WHERE id > 5',
    'CREATE INDEX ON near (a) INCLUDE (id)',
    'CREATE INDEX ON near (a) WITH (deduplicate_items = off)',
    'CREATE INDEX ON near (lower(a))',
    'CREATE INDEX ON near ((a IS NULL), id)',
    'CREATE INDEX ON near USING hash (a)',
    'CREATE INDEX ON near USING gist (f)',
    'CREATE INDEX ON near USING gin (i jsonb_path_ops)',
    'CREATE INDEX ON near USING brin (id)',
    ...(major >= 15 ? ['CREATE UNIQUE INDEX ON near (b) NULLS NOT DISTINCT'] : []),
    ...(major >= 15 ? ['ALTER TABLE near ADD UNIQUE NULLS NOT DISTINCT (h)'] : []),
    ...(major >= 18
      ? [
          'CREATE TABLE quiet (a int, b int, CONSTRAINT "Not Null" NOT NULL a NO INHERIT)',
          'ALTER TABLE quiet ADD NOT NULL b NOT VALID',
        ]
      : []),
  ];
}

export function plainCases(major: number, cluster: () => ScratchCluster): void {
  it('indexes and constraints as the server says them', async () => {
    await execute(cluster(), 'postgres', ['CREATE DATABASE plain']);
    await execute(cluster(), 'plain', ['SET search_path = public', ...statements(major), 'ANALYZE']);
    const read = databaseOf(await collectInventory(superuserTarget(cluster()), { databases: ['plain'] }), 'plain');
    const client = await superuser(cluster(), 'plain');
    await client.query('SET search_path = pg_catalog');
    const indexes = await client.query<{ name: string; definition: string; columns: readonly (string | null)[] }>(
      `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition, ARRAY(
         SELECT (SELECT attname::text FROM pg_attribute WHERE attrelid = indrelid AND attnum = number AND number > 0)
         FROM unnest(indkey) WITH ORDINALITY AS k (number, place) WHERE place <= indnkeyatts ORDER BY place) AS columns
       FROM pg_index WHERE indrelid >= 16384 AND indrelid NOT IN (SELECT oid FROM pg_class WHERE relkind = 't')`,
    );
    const constraints = await client.query<{ definition: string; columns: readonly string[] }>(
      `SELECT pg_get_constraintdef(oid) AS definition, ARRAY(SELECT attname::text FROM unnest(conkey) WITH ORDINALITY AS k (number, place)
         JOIN pg_attribute ON attrelid = conrelid AND attnum = number ORDER BY place) AS columns
       FROM pg_constraint WHERE conrelid >= 16384`,
    );
    await client.end();
    await execute(cluster(), 'postgres', ['DROP DATABASE plain']);
    const lines = (rows: readonly { readonly definition: string; readonly columns: readonly (string | null)[] }[]) =>
      rows.map(({ definition, columns }) => JSON.stringify([definition, columns])).toSorted();
    expect(itemsOf(read.indexes).length).toBeGreaterThan(50);
    expect(lines(itemsOf(read.indexes))).toEqual(lines(indexes.rows));
    expect(lines(itemsOf(read.constraints))).toEqual(lines(constraints.rows));
  });

  it('a copied row has the cells of a row that was asked for, and a refusal ends nothing', async () => {
    const session = await connect(superuserTarget(cluster()));
    const cells = sql`SELECT '', NULL, E'\\N', E'a\tb\nc\rd\\e\b\f' || pg_catalog.chr(11), 'é患🏥', ARRAY[E'x\ty', NULL, 'NULL'], true, 1.50
      -- the end`;
    const asked = await session.query(cells);
    const copied: (readonly (string | null)[])[] = [];
    expect(await session.copy(cells, (row) => copied.push(row))).toEqual({ ok: true, value: undefined });
    expect(copied).toEqual(asked.rows);
    expect(copied[0]?.[3]).toBe('a\tb\nc\rd\\e\b\f\v');
    const divided = sql`SELECT 1 / (3 - n) FROM pg_catalog.generate_series(1, 9) AS n`;
    expect(await session.copy(divided, () => undefined)).toMatchObject({ ok: false, error: { sqlstate: '22012' } });
    const many = sql`SELECT n FROM pg_catalog.generate_series(1, 9999) AS n`;
    const refusing = session.copy(many, ([cell]) => {
      if (cell === '7') throw new Error('seven');
    });
    await expect(refusing).rejects.toThrow('seven');
    expect((await session.query(sql`SELECT 1`)).rows).toEqual([['1']]);
    await session.close();
  });
}
