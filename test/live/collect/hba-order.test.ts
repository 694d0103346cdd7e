// First match decides, so a line that cannot match just now keeps its place: TLS may be switched on by the very plan
// that was made from what is read here.

import { expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { chooseServer, discoverServers, startScratch } from '../../../src/proof/scratch/index.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';

const RULES = `host all first 10.0.0.0/8 reject
hostssl all second 10.0.0.0/8 scram-sha-256
host all third 10.0.0.0/8 reject
`;

const servers = await discoverServers();

/** Since 16 the view numbers the rules. */
const majors = process.env['PGRAMPART_LONG'] === '1' ? MAJORS : ([15, 18] as const);

it.each(majors)('lines are read in the order of the file on PostgreSQL %i', async (major) => {
  const chosen = chooseServer(servers, { major });
  if (!chosen.ok) throw new Error(chosen.error.what);
  const cluster = await startScratch({ server: chosen.value, hba: RULES });
  try {
    const target = { ...cluster.connection, database: 'postgres', tls: { mode: 'disable', authority: null } } as const;
    const rules = itemsOf((await collectInventory(target)).cluster.hbaRules).slice(cluster.harnessHbaLines.length - 1);
    expect(rules.map(({ users, error }) => [users[0], error === null])).toEqual([
      ['first', true],
      ['second', false],
      ['third', true],
    ]);
    // A role that was given the function alone may read them too, as it may with the view.
    const session = await connect(target);
    await session.query(sql`CREATE ROLE reader`);
    await session.query(sql`GRANT EXECUTE ON FUNCTION pg_catalog.pg_hba_file_rules() TO reader`);
    await session.query(sql`SET ROLE reader`);
    const asked = await session.attempt(sql`SELECT FROM pg_catalog.pg_hba_file_rules()`);
    await session.close();
    expect(asked.ok).toBe(true);
  } finally {
    await cluster.stop();
  }
});
