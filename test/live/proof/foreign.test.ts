// A source that reaches other servers: its clone keeps servers and tables for the privileges on them, and
// can connect to nothing.

import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { cloneInventory, openAsSuperuser } from '../../../src/proof/clone/index.js';
import { startScratch } from '../../../src/proof/scratch/index.js';
import { sql } from '../../../src/sql/sql.js';
import { serverOf, startSource, superuserOf } from './source.js';

const REACHING = `
CREATE EXTENSION postgres_fdw;
CREATE EXTENSION dblink;
CREATE SERVER away FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', dbname 'postgres');
CREATE ROLE reader LOGIN;
CREATE USER MAPPING FOR reader SERVER away OPTIONS (user 'x', password 'hidden-from-all');
CREATE FOREIGN TABLE far (id integer) SERVER away;
GRANT SELECT ON far TO reader;
`;

describe.each([14, 18] as const)('a source with foreign servers on %i', (major) => {
  const server = serverOf(major);

  it.runIf(server !== undefined)('is cloned without the code that connects', async () => {
    await using source = await startSource(server!, 'app', [REACHING]);
    const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    expect(JSON.stringify(inventory)).not.toContain('hidden-from-all');
    await using scratch = await startScratch({ server: server! });
    const reports = await cloneInventory(inventory, scratch, { databases: ['app'] });
    const report = reports.find((each) => each.database === 'app');
    expect(report).toMatchObject({ relations: 1, cloned: 1 });
    const session = await openAsSuperuser(scratch, 'app');
    try {
      const { rows } = await session.query(
        sql`SELECT extname FROM pg_catalog.pg_extension WHERE extname IN ('dblink', 'postgres_fdw')`,
      );
      expect(rows).toEqual([]);
      const answer = await session.attempt(sql`SELECT * FROM public.far`);
      expect(answer.ok).toBe(false);
    } finally {
      await session.close();
    }
    const [clone] = (await collectInventory(superuserOf(scratch, 'app'), { databases: ['app'] })).databases;
    expect(clone && itemsOf(clone.relations).map((relation) => [relation.kind, relation.name])).toEqual([
      ['foreign-table', 'far'],
    ]);
  });
});
