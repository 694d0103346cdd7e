// `--sample` beyond texts, on every supported major: numbers, dates, documents and arrays are looked at, and
// a cast that somebody defined for them does not run.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { invariant } from '../../../src/core/invariant.js';
import { MAJORS } from '../../../src/pg/index.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import { sampleContents } from '../../../src/runs/init-sample.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { serverOf, startSource, superuserOf } from '../proof/source.js';

const SCHEMA = `
CREATE SCHEMA app;
CREATE SEQUENCE app.trace;
CREATE FUNCTION app.spring(bigint) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
  'BEGIN PERFORM pg_catalog.nextval(''app.trace''); RETURN ''4111111111111111''; END';
CREATE FUNCTION app.spring(jsonb) RETURNS text LANGUAGE plpgsql IMMUTABLE AS
  'BEGIN PERFORM pg_catalog.nextval(''app.trace''); RETURN ''x''; END';
CREATE CAST (bigint AS text) WITH FUNCTION app.spring(bigint) AS IMPLICIT;
CREATE CAST (jsonb AS text) WITH FUNCTION app.spring(jsonb) AS IMPLICIT;
CREATE TYPE app.mood AS ENUM ('glad');
CREATE TABLE app.things (
  n1 bigint, n2 numeric, n3 bigint, d1 date, d2 date, j1 jsonb, j2 json, a1 text[], a2 text[], m app.mood, w jsonb
);
INSERT INTO app.things
SELECT 4111111111111111, 52998224725, i, date '1950-05-05' + i * 700, date '2024-01-01' + i,
       jsonb_build_object('contact', jsonb_build_object('mail', 'p' || i || '@example.org')), '{"state": "open"}',
       ARRAY['p' || i || '@example.org'], ARRAY['x', 'y'], 'glad', jsonb_build_object('x', repeat('z', 200000))
FROM generate_series(1, 20) i;
`;

describe.each(MAJORS)('PostgreSQL %s', (major) => {
  const server = serverOf(major);
  let source: ScratchCluster | undefined;
  beforeAll(async () => {
    if (server !== undefined) source = await startSource(server, 'shop', [SCHEMA]);
  });
  afterAll(() => source?.stop());

  it.skipIf(server === undefined)('looks at what is stored, and runs nothing', async () => {
    invariant(source !== undefined, 'skipped without a server');
    const target = superuserOf(source, 'shop');
    const inventory = await collectInventory(target, { databases: ['shop'] });
    const notes: string[] = [];
    const contents = await sampleContents(target, inventory, ({ text }) => notes.push(text));
    expect(notes).toEqual(['shop']);
    const found = [...contents].map(([key, { kind }]) => `${key.split('\u0000')[2] ?? ''}: ${kind}`);
    expect(found).toEqual(['n1: payment-card', 'n2: national-id', 'd1: birth-date', 'j1: email', 'a1: email']);
    expect(JSON.stringify([...contents.values()])).not.toMatch(/example\.org|4111|contact/u);
    const session = await connect(target);
    const { rows } = await session.query(sql`SELECT is_called::text FROM app.trace`);
    await session.close();
    expect(rows).toEqual([['false']]);
  });
});
