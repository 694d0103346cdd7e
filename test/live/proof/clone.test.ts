import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { bootstrapOf, cloneDifferences, cloneInventory } from '../../../src/proof/clone/index.js';
import { stableInventory } from '../../../src/inventory/equal.js';
import { openAs } from '../../../src/proof/clone/door.js';
import { withholdDangerousRights } from '../../../src/proof/clone/withhold.js';
import { startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { sql } from '../../../src/sql/sql.js';
import { clinicSchema, serverOf, startSource, superuserOf } from './source.js';

describe.each([14, 18] as const)('clone on %i', (major) => {
  const server = serverOf(major);
  it.runIf(server !== undefined)('of the clinic equals the clinic', async () => {
    await using source = await startSource(server!, 'clinic', [clinicSchema()]);
    const inventory = await collectInventory(superuserOf(source, 'clinic'), {});
    await using scratch = await startScratch({ server: server! });

    const reports = await cloneInventory(inventory, scratch);

    expect(reports.flatMap((report) => [...report.notCloned, ...report.heldBack])).toEqual([]);
    const clone = await collectInventory(superuserOf(scratch, 'clinic'), {});
    const names = { superuser: scratch.superuser, bootstrap: bootstrapOf(inventory) };
    expect(cloneDifferences(inventory, clone, names)).toEqual([]);
  });
});

describe.each([14, 18] as const)('withheld rights on %i', (major) => {
  const server = serverOf(major);
  it.runIf(server !== undefined)('are gone meanwhile and exactly back afterwards', async () => {
    await using source = await startSource(server!, 'app', [RIGHTS]);
    const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    await using scratch = await startScratch({ server: server! });
    await cloneInventory(inventory, scratch);
    const before = await collectInventory(superuserOf(scratch, 'app'), { databases: ['app'] });
    const withheld = await withholdDangerousRights(scratch, ['app']);
    expect(await programsOf(scratch)).toEqual(['refused', 'refused', 'refused', 'refused']);
    await withheld.restore();
    expect(await programsOf(scratch)).toEqual(['ran', 'ran', 'refused', 'ran']);
    const after = await collectInventory(superuserOf(scratch, 'app'), { databases: ['app'] });
    expect(stableInventory(after)).toEqual(stableInventory(before));
  });
});

const RIGHTS = `
CREATE ROLE root LOGIN SUPERUSER;
CREATE ROLE runner LOGIN;
CREATE ROLE maker LOGIN CREATEROLE;
CREATE ROLE reader LOGIN;
GRANT pg_execute_server_program TO runner WITH ADMIN OPTION;
GRANT pg_write_server_files TO runner;
GRANT EXECUTE ON FUNCTION pg_catalog.pg_read_file(text) TO reader WITH GRANT OPTION;
`;

async function programsOf(cluster: ScratchCluster): Promise<readonly string[]> {
  const attempts = [
    ['root', sql`COPY (SELECT 1) TO PROGRAM 'cat >/dev/null'`],
    ['runner', sql`COPY (SELECT 1) TO PROGRAM 'cat >/dev/null'`],
    ['maker', sql`COPY (SELECT 1) TO PROGRAM 'cat >/dev/null'`],
    ['reader', sql`SELECT pg_catalog.pg_read_file('PG_VERSION')`],
  ] as const;
  const outcomes: string[] = [];
  for (const [role, statement] of attempts) {
    const session = await openAs(cluster, 'app', role);
    const outcome = await session.attempt(statement);
    outcomes.push(outcome.ok ? 'ran' : outcome.error.sqlstate === '42501' ? 'refused' : outcome.error.message);
    await session.close();
  }
  return outcomes;
}
