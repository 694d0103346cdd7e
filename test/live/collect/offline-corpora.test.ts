// Offline = live over states that nobody made for it: real applications' schemas, and generated clusters full of roles,
// grants and hostile names. PGRAMPART_LONG=1: all of them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { cleared } from '../access/law-run.js';
import { DATABASE, generate, prepare } from '../access/generated-cluster.js';
import { canDump, configurationOf, dump, DUMPED, fill, hasServer, readHanded, readLive, startLive } from './offline.js';
import { judge, type Verdict } from './offline-law.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';

const long = process.env['PGRAMPART_LONG'] === '1';
const folder = join(process.env['PGRAMPART_SHARED'] ?? '../shared', 'corpora', 'schemas');
const FEW = ['hexpm_structure.sql', 'usebasejump_basejump.sql'];
const schemas = existsSync(folder)
  ? readdirSync(folder).filter((name) => name.endsWith('.sql') && (long || FEW.includes(name)))
  : [];
const SEEDS: readonly number[] = long ? [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] : [11];

const PLAIN = { hba: 'host all all 127.0.0.0/8 scram-sha-256\n', ident: '', settings: {} };

async function compared(live: ScratchCluster, database: string): Promise<Verdict> {
  const { inventory } = await readHanded({ ...dump(live, [database]), ...configurationOf(live) });
  return judge(await readLive(live, [database]), inventory);
}

describe.runIf(canDump && hasServer(DUMPED))('offline = live, states of others', () => {
  it.each(schemas)('%s', { timeout: 600_000 }, async (name) => {
    await using live = await startLive(DUMPED, PLAIN);
    fill(live, 'postgres', 'CREATE DATABASE corpus');
    fill(live, 'corpus', readFileSync(join(folder, name), 'utf8'), true);
    const { differences, equal } = await compared(live, 'corpus');
    expect(differences.slice(0, 10)).toEqual([]);
    expect(equal).toBeGreaterThan(400);
  });

  it('generated clusters', { timeout: 600_000 }, async () => {
    await using live = await startLive(DUMPED, PLAIN);
    for (const seed of SEEDS) {
      const admin = await open(live, 'postgres');
      await prepare(admin);
      await admin.end();
      const client = await open(live, DATABASE);
      await generate(client, seed, DUMPED);
      await client.end();
      const { differences } = await compared(live, DATABASE);
      expect(differences.slice(0, 10), `seed ${seed}`).toEqual([]);
      if (!(await cleared(live))) break;
    }
  });
});

async function open(cluster: ScratchCluster, database: string): Promise<Client> {
  const { host, port, user, password } = cluster.connection;
  const client = new Client({ host, port, user, password: password.reveal(), database });
  await client.connect();
  return client;
}
