import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { itemsOf } from '../../../src/inventory/index.js';
import { bootstrapOf, cloneDifferences, cloneInventory } from '../../../src/proof/clone/index.js';
import { loadDump } from '../../../src/proof/load/load-dump.js';
import { startScratch } from '../../../src/proof/scratch/index.js';
import { connect } from '../../../src/session/index.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import { hostileDump } from './hostile-dump.js';
import { clinicSchema, serverOf, startSource, superuserOf } from './source.js';

const places: string[] = [];

/** A folder that the server's uid may write to. */
function writablePlace(): string {
  const place = mkdtempSync(join(tmpdir(), 'pgrampart-canary-'));
  chmodSync(place, 0o777);
  places.push(place);
  return place;
}
afterAll(() => {
  for (const place of places) rmSync(place, { recursive: true, force: true });
});

describe.each([14, 18] as const)('files on %i', (major) => {
  const server = serverOf(major);

  it.runIf(server !== undefined)('of the clinic are read as a server that was loaded with them', async () => {
    await using source = await startSource(server!, 'clinic', [clinicSchema()]);
    const live = await collectInventory(superuserOf(source, 'clinic'), { databases: ['clinic'] });
    await using scratch = await startScratch({ server: server!, superuser: 'postgres' });
    const report = await loadDump([{ path: 'schema.sql', text: clinicSchema() }], scratch, { database: 'clinic' });
    expect(report).toMatchObject({
      databases: ['clinic'],
      assumedRoles: [],
      refused: [],
      heldBack: [],
      diagnostics: [],
    });
    const loaded = await collectInventory(superuserOf(scratch, 'clinic'), { databases: ['clinic'] });
    expect(cloneDifferences(live, loaded, { superuser: 'postgres', bootstrap: bootstrapOf(live) })).toEqual([]);
  });

  it.runIf(server !== undefined)('that are hostile leave no file, loaded and cloned', async () => {
    const place = writablePlace();
    await using scratch = await startScratch({ server: server!, superuser: 'postgres' });
    const proof = await connect(superuserOf(scratch, 'postgres'));
    await proof.query(verbatim(`COPY (SELECT 1) TO '${place}/possible'`));
    await proof.close();
    // The superuser of this server can write there: an empty folder below means that nobody else did.
    expect(readdirSync(place)).toEqual(['possible']);
    const dump = hostileDump(place, 'postgres');
    const report = await loadDump([{ path: 'evil.sql', text: dump }], scratch, { database: 'app', data: true });
    expect(readdirSync(place)).toEqual(['possible']);
    expect(report.diagnostics).toHaveLength(2);
    const inventory = await collectInventory(superuserOf(scratch, 'app'), { databases: ['app'] });
    const names = inventory.databases.flatMap((database) =>
      itemsOf(database.relations).map((relation) => relation.name),
    );
    expect(names).toEqual(expect.arrayContaining(['innocent', 'm', 'p', 't', 'v']));
    await using clone = await startScratch({ server: server! });
    const reports = await cloneInventory(inventory, clone);
    expect(reports.at(-1)).toMatchObject({ database: 'app', cloned: names.length });
    expect(readdirSync(place)).toEqual(['possible']);
  });
});
