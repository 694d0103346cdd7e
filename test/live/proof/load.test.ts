import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { readFolder } from '../../../src/collect/files/folder.js';
import { collectInventory } from '../../../src/collect/index.js';
import { bindIntent, readIntent, type BoundIntent } from '../../../src/intent/index.js';
import { seedTenants } from '../../../src/proof/tenants/index.js';
import { isAtWork, itemsOf, type Inventory } from '../../../src/inventory/index.js';
import { bootstrapOf, cloneDifferences, cloneInventory } from '../../../src/proof/clone/index.js';
import { inventoryOfFolder, loadDump } from '../../../src/proof/load/index.js';
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

  it.runIf(server !== undefined)('of a folder give every section that files can give, and no secret', async () => {
    const folder = readFolder(fileURLToPath(new URL('../../../examples/clinic', import.meta.url)));
    await using scratch = await startScratch({ server: server!, superuser: 'postgres' });
    const { inventory, load } = await inventoryOfFolder(folder, scratch, 'clinic');
    expect(load).toMatchObject({ refused: [], heldBack: [], diagnostics: [] });
    expect(inventory.server.origin).toBe('files');
    expect(inventory.databases.map((database) => database.name)).toEqual(['clinic']);
    const rules = itemsOf(inventory.cluster.hbaRules);
    expect(rules[0]).toMatchObject({ file: 'pg_hba.conf', line: 3, type: 'local', method: 'trust', error: null });
    expect(rules).toHaveLength(14);
    expect(itemsOf(inventory.cluster.identMaps).map((map) => map.databaseUser)).toEqual([
      'migrator',
      'postgres',
      '\\1',
    ]);
    const settings = new Map(itemsOf(inventory.cluster.settings).map((setting) => [setting.name, setting]));
    expect(settings.get('shared_buffers')).toMatchObject({ value: '16384', unit: '8kB', source: 'configuration file' });
    expect(settings.get('password_encryption')?.value).toBe('md5');
    expect(settings.get('fsync')).toMatchObject({ value: 'on', source: 'default' });
    const configs = itemsOf(inventory.cluster.clientConfigs);
    expect(
      configs.filter((each) => !isAtWork(each)).map(({ file, use, secret }) => `${file} ${use} ${secret}`),
    ).toEqual(Array.from({ length: 6 }, () => 'schema.sql bootstrap verifier'));
    expect(configs.filter(isAtWork)).toEqual([
      expect.objectContaining({ key: 'DATABASE_URL', role: 'clinic_root', sslMode: 'disable', hasPassword: true }),
      expect.objectContaining({ key: 'POOLED_DATABASE_URL', role: 'clinic_app', hasPassword: false }),
      expect.objectContaining({ file: 'pgbouncer.ini', key: 'clinic', role: 'clinic_app', poolMode: 'transaction' }),
    ]);
    expect(JSON.stringify(inventory)).not.toContain('fictitious-root-password');
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
    const intent = everyTableIsolated(inventory);
    const seeds = await seedTenants({ cluster: clone, inventory, intent });
    expect(seeds.relations.map((relation) => relation.object.path[1])).toContain('innocent');
    expect(seeds.notSeeded.map((item) => item.object.path[1])).toContain('t');
    expect(readdirSync(place)).toEqual(['possible']);
  });
});

function everyTableIsolated(inventory: Inventory): BoundIntent {
  const bound = bindIntent(readIntent([]).intent, inventory);
  return {
    ...bound,
    relations: bound.relations.map((relation) => ({
      ...relation,
      isolation: {
        tenantKey: relation.object.path[1] === 'innocent' ? 'tenant_id' : 'id',
        parent: null,
        carrier: { kind: 'setting', setting: 'app.tenant_id' },
        tier: 0,
        source: { file: 'test', line: 1, column: 1 },
      },
    })),
  };
}
