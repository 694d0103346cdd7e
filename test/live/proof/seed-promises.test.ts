// A table that takes no row leaves nobody waiting for it, and a transaction that does not commit is said of all
// its tables: what the seeds name is there.

import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { bindIntent, readIntent } from '../../../src/intent/index.js';
import { cloneInventory, openAsSuperuser } from '../../../src/proof/clone/index.js';
import { startScratch } from '../../../src/proof/scratch/index.js';
import { seedTenants } from '../../../src/proof/tenants/index.js';
import { qualified, sql } from '../../../src/sql/sql.js';
import { serverOf, startSource, superuserOf } from './source.js';

const SCHEMA = `
CREATE SCHEMA app;
CREATE TABLE app.edits (id int PRIMARY KEY, impossible boolean NOT NULL, CHECK (impossible AND NOT impossible));
CREATE TABLE app.votes (id int PRIMARY KEY, edit int NOT NULL REFERENCES app.edits, phone text);
CREATE TABLE app.notes (id int PRIMARY KEY, phone text);
CREATE TABLE app.people (id int PRIMARY KEY, phone text);
CREATE TABLE app.late (id int PRIMARY KEY, phone text);
CREATE FUNCTION app.too_late() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''too late''; END';
CREATE CONSTRAINT TRIGGER late AFTER INSERT ON app.late DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION app.too_late();`;

const DOCUMENT = `---
product: app
status: approved
---
## Data Classification

| Dataset | Location | Classification | Handling |
|---|---|---|---|
| Telephone numbers | \`app.votes.phone\`, \`app.notes.phone\`, \`app.people.phone\`, \`app.late.phone\` | restricted/PII | none |
`;

describe('seeds', () => {
  const server = serverOf(18);

  it.runIf(server !== undefined)('are there when they are named', async () => {
    await using source = await startSource(server!, 'app', [SCHEMA]);
    const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    await using scratch = await startScratch({ server: server! });
    await cloneInventory(inventory, scratch);
    const intent = bindIntent(readIntent([{ path: 'a.md', text: DOCUMENT }]).intent, inventory);
    const seeds = await seedTenants({ cluster: scratch, inventory, intent });
    const session = await openAsSuperuser(scratch, 'app');
    for (const { object } of seeds.relations) {
      const { rows } = await session.query(sql`SELECT count(*) >= 2 FROM ${qualified(...object.path)}`);
      expect([object.path.join('.'), rows[0]?.[0]]).toEqual([object.path.join('.'), 't']);
    }
    await session.close();
    expect(seeds.relations.map(({ object }) => object.path[1])).toEqual(['notes', 'people']);
    expect(seeds.notSeeded.map(({ object }) => object.path[1])).toEqual(['edits', 'late', 'votes']);
  });
});
