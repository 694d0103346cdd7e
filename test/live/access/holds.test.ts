// Law `access`: holds = has_*_privilege, over generated clusters on every major; zero differences.

import { Client } from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { accessIndex } from '../../../src/access/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import { describeObject } from '../../../src/pg/object.js';
import { discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { MAJORS } from '../../../src/pg/version.js';
import { generate } from './generated-cluster.js';
import { askServer } from './server-answers.js';

const DATABASE = 'access_law';
const SEEDS: readonly number[] = (process.env['PGRAMPART_SEEDS'] ?? '11,29').split(',').map(Number);
const servers = await discoverServers();
const clusters: ScratchCluster[] = [];

afterAll(async () => {
  for (const cluster of clusters) await cluster.stop();
});

describe('holds equals has_*_privilege', () => {
  for (const major of MAJORS) {
    const server = servers.find((each) => each.major === major && each.origin === 'embedded');
    it.skipIf(server === undefined).each(SEEDS)(`on ${major}, seed %i`, async (seed) => {
      const cluster = await startScratch({ server: server! });
      clusters.push(cluster);
      const { host, port, user, password } = cluster.connection;
      const login = { host, port, user, password: password.reveal() };
      const admin = new Client({ ...login, database: 'postgres' });
      await admin.connect();
      await admin.query(`CREATE DATABASE ${DATABASE}`);
      await admin.end();
      const client = new Client({ ...login, database: DATABASE });
      await client.connect();
      const counters = await generate(client, seed, major);
      const answers = await askServer(client, DATABASE, major);
      await client.end();
      const tls = { mode: 'disable', authority: null } as const;
      const inventory = await collectInventory(
        { host, port, user, password, database: DATABASE, tls },
        { databases: [DATABASE] },
      );
      const index = accessIndex(inventory);
      const differences: string[] = [];
      const holders = new Map<string, Set<string>>();
      for (const { role, object, privilege, holds, grantable } of answers) {
        const ours = index.explain(role, object, privilege);
        const same =
          ours?.holds === holds && ours.grantable === grantable && index.holds(role, object, privilege) === holds;
        const key = JSON.stringify([object, privilege]);
        const known = holders.get(key) ?? new Set(index.holders(object, privilege));
        holders.set(key, known);
        if (!same || known.has(role) !== holds) {
          differences.push(
            `${role} ${privilege} ${describeObject(object)}: server ${holds}/${grantable}, ours ${ours?.holds}/${ours?.grantable}, holders ${known.has(role)}`,
          );
        }
      }
      for (const what of ['membership', 'grant with option', 'grant column', 'revoke', 'grant as grantee']) {
        expect(counters[what], `nothing generated: ${what} (seed ${seed})`).toBeGreaterThan(0);
      }
      expect(answers.length).toBeGreaterThan(8000);
      expect(answers.some((answer) => answer.grantable)).toBe(true);
      expect(differences.slice(0, 20), `seed ${seed}, ${differences.length} of ${answers.length}`).toEqual([]);
      await cluster.stop();
    });
  }
});
