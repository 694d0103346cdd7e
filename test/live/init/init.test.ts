// `init` on a live cluster: drafts that state nothing; sampling that runs no code of the database.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { invariant } from '../../../src/core/invariant.js';
import { collectInventory } from '../../../src/collect/index.js';
import { readIntent } from '../../../src/intent/index.js';
import { draftDocuments } from '../../../src/intent/draft/draft-documents.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import { sampleContents } from '../../../src/runs/init-sample.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

/** Functions that leave a trace when they run; everything that could make a plain SELECT call one. */
const HOSTILE = `
CREATE SCHEMA app;
CREATE SEQUENCE app.trace;
CREATE FUNCTION app.spring(text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
  'BEGIN PERFORM pg_catalog.nextval(''app.trace''); RETURN $1; END';
CREATE TABLE app.people (id int, c1 text, c2 varchar(40), g text GENERATED ALWAYS AS (app.spring(c1)) STORED);
INSERT INTO app.people (id, c1, c2) SELECT i, 'p' || i || '@example.org', '529.982.247-25' FROM generate_series(1, 20) i;
CREATE VIEW app.seen AS SELECT app.spring(c1) AS c1 FROM app.people;
CREATE TABLE app.indexed (c1 text);
INSERT INTO app.indexed SELECT c1 FROM app.people;
CREATE INDEX ON app.indexed ((app.spring('x') || c1));
CREATE TABLE app.folded (c1 text, gone date);
INSERT INTO app.folded SELECT c1 FROM app.people;
CREATE UNIQUE INDEX ON app.folded (lower(c1)) WHERE gone IS NULL;
CREATE TABLE app.conditional (c1 text);
INSERT INTO app.conditional SELECT c1 FROM app.people;
CREATE INDEX ON app.conditional (c1) WHERE app.spring('x') = 'x';
CREATE DOMAIN app.shout AS text CHECK (app.spring(VALUE) <> '');
CREATE TABLE app.coerced (c1 text);
INSERT INTO app.coerced SELECT c1 FROM app.people;
CREATE INDEX ON app.coerced ((c1 || 'x'::app.shout));
CREATE TABLE app.guarded (c1 text);
INSERT INTO app.guarded SELECT c1 FROM app.people;
ALTER TABLE app.guarded ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON app.guarded USING (app.spring(c1) <> '');
CREATE DOMAIN app.address AS text CHECK (app.spring(VALUE) <> '');
CREATE TABLE app.odd (c1 app.address);
INSERT INTO app.odd SELECT c1 FROM app.people;
CREATE TABLE app.parted (c1 text) PARTITION BY LIST (c1);
CREATE TABLE app.part PARTITION OF app.parted DEFAULT;
INSERT INTO app.parted SELECT c1 FROM app.people;
CREATE ROLE reader LOGIN PASSWORD 'reader-password';
GRANT USAGE ON SCHEMA app TO reader;
GRANT SELECT ON ALL TABLES IN SCHEMA app TO reader;
GRANT EXECUTE ON FUNCTION app.spring(text) TO reader;
`;

const server = serverOf(18);

describe.skipIf(server === undefined)('init', () => {
  let source: ScratchCluster;
  beforeAll(async () => {
    invariant(server !== undefined, 'skipped without a server');
    source = await startSource(server, 'shop', [HOSTILE]);
  });
  afterAll(() => source.stop());

  const traces = async (): Promise<string | null> => {
    const session = await connect(superuserOf(source, 'shop'));
    const { rows } = await session.query(sql`SELECT last_value::text FROM app.trace`);
    await session.close();
    return rows[0]?.[0] ?? null;
  };

  it('samples plain tables only, springs nothing and writes no value', async () => {
    const target = superuserOf(source, 'shop');
    const inventory = await collectInventory(target, { databases: ['shop'] });
    const before = await traces();
    const notes: string[] = [];
    const contents = await sampleContents(target, inventory, ({ text }) => notes.push(text));
    // A function that ran would fail in the read-only transaction, and its table be left out.
    expect(notes).toEqual([
      'shop, 3 tables left out: their indexes, statistics or rules call code of the database, 1 partitioned table left out',
    ]);
    expect(await traces()).toBe(before);
    const found = [...contents].map(([key, guess]) => `${key.replaceAll('\u0000', '.')}: ${guess.kind}`);
    expect(found).toEqual([
      'app.folded.c1: email',
      'app.guarded.c1: email',
      'app.people.c1: email',
      'app.people.c2: national-id',
    ]);
    const drafts = draftDocuments(inventory, 'shop', contents);
    expect(drafts.map(({ text }) => text).join('')).not.toMatch(/example\.org|529\.982/u);
    expect(drafts[0]?.text).toContain('`app.people.c2`');
    expect(readIntent(drafts).intent.classifications).toEqual([]);
  });

  it('reads no table whose row policy would run for the reader', async () => {
    const inventory = await collectInventory(superuserOf(source, 'shop'), { databases: ['shop'] });
    const before = await traces();
    const notes: string[] = [];
    const contents = await sampleContents(
      { ...superuserOf(source, 'shop'), settings: { role: 'reader' } },
      inventory,
      ({ text }) => notes.push(text),
    );
    expect(await traces()).toBe(before);
    expect([...contents.keys()].map((key) => key.split('\u0000')[1])).not.toContain('guarded');
    expect(notes).toEqual([
      'shop, 1 table could not be read, 3 tables left out: their indexes, statistics or rules call code of the database, 1 partitioned table left out',
    ]);
  });

  it('writes documents that are not overwritten', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'pgrampart-init-'));
    const { runInit } = await import('../../../src/runs/init.js');
    const { host, port, user, password } = superuserOf(source, 'shop');
    const uri = `host=${host} port=${port} user=${user} dbname=shop sslmode=disable`;
    process.env['PGPASSWORD'] = typeof password === 'string' ? password : (password?.reveal() ?? '');
    const run = { source: uri, databases: ['shop'], out: folder, sample: false, force: false };
    const { exit, result } = await runInit(run, () => undefined);
    expect([exit, result.split('\n').length]).toEqual([0, 4]);
    expect(readFileSync(join(folder, 'data-architecture.md'), 'utf8')).toContain('product: "shop"');
    await expect(runInit(run, () => undefined)).rejects.toThrow(/is there already/u);
    rmSync(folder, { recursive: true });
  });
});
