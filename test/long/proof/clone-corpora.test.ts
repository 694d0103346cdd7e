// Every real schema at hand: loaded as a source, cloned from its inventory, read again, compared.

import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { bootstrapOf, cloneDifferences, cloneInventory } from '../../../src/proof/clone/index.js';
import { startScratch } from '../../../src/proof/scratch/index.js';
import { serverOf, startSource, superuserOf } from '../../live/proof/source.js';

const folder = join(process.env['PGRAMPART_SHARED'] ?? '../shared', 'corpora', 'schemas');
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.sql')) : [];
const only = process.env['PGRAMPART_CORPUS'];
const server = serverOf(18);
const psql = '/usr/bin/psql';

describe.runIf(server !== undefined && existsSync(psql) && files.length > 0)('clone of real schemas', () => {
  const chosen = files.filter((name) => only === undefined || name.includes(only));
  it.each(chosen)('%s', { timeout: 300_000 }, async (file) => {
    await using source = await startSource(server!, 'app', []);
    const { host, port, user, password } = source.connection;
    const env = { PATH: process.env['PATH'] ?? '', PGPASSWORD: password.reveal() };
    execFileSync(
      psql,
      ['-X', '-q', '-h', host, '-p', String(port), '-U', user, '-d', 'app', '-f', join(folder, file)],
      {
        env,
        stdio: 'ignore',
      },
    );
    const inventory = await collectInventory(superuserOf(source, 'app'), { databases: ['app'] });
    await using scratch = await startScratch({ server: server! });
    const begin = performance.now();
    const reports = await cloneInventory(inventory, scratch);
    const seconds = (performance.now() - begin) / 1000;
    const report = reports.find((item) => item.database === 'app');
    const clone = await collectInventory(superuserOf(scratch, 'app'), { databases: ['app'] });
    const differences = cloneDifferences(inventory, clone, {
      superuser: scratch.superuser,
      bootstrap: bootstrapOf(inventory),
    });
    const share = report === undefined ? 0 : report.cloned / Math.max(1, report.relations);
    print(
      `${file}: ${report?.cloned}/${report?.relations} relations, ${report?.notCloned.length} not cloned, ` +
        `${report?.heldBack.length} held back, ${differences.length} differences, ${seconds.toFixed(1)} s\n`,
    );
    if (only !== undefined) {
      for (const item of reports.flatMap((each) => [...each.notCloned, ...each.heldBack]).slice(0, 40))
        print(`  ${item.object}: ${item.reason}\n`);
      for (const item of differences.slice(0, 40))
        print(`  ${item.side} ${item.section} ${item.item.slice(0, 1000)}\n`);
    }
    expect(share).toBeGreaterThanOrEqual(0.95);
  });
});

/** The table of what was cloned is what one runs this for. */
function print(text: string): void {
  writeFileSync(1, text);
}
