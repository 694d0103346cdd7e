// The effective value of a setting per role and database is the one that a session of that role there starts with.

import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { effectiveSetting } from '../../../src/inventory/index.js';
import { chooseServer, discoverServers, startScratch, type ScratchCluster } from '../../../src/proof/scratch/index.js';
import { Dice } from '../access/dice.js';
import { HERE, superuserTarget } from './cluster.js';

const servers = await discoverServers();
const ROLES = ['r1', 'R "2"', 'member'];
const DATABASES = ['d1', 'd2'];
const VALUES: { readonly [name: string]: readonly string[] } = {
  work_mem: ["'8MB'", "'512kB'", "'1GB'"],
  statement_timeout: ["'2min'", "'30s'", '500'],
  search_path: ['app, public', "'$user'", "''"],
  log_statement: ["'all'", "'ddl'"],
  row_security: ['off', 'on'],
  DateStyle: ["'ISO, DMY'"],
  random_page_cost: ['1.5', '2'],
  'app.tenant': ["'a=b'", "'x y'"],
};

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

async function open(cluster: ScratchCluster, database: string, user?: string): Promise<Client> {
  const { host, port, user: superuser, password } = cluster.connection;
  const client = new Client({ host, port, user: user ?? superuser, password: password.reveal(), database });
  await client.connect();
  return client;
}

/** Roughly every third combination of setting and scope. */
async function scatter(client: Client, seed: number): Promise<void> {
  const dice = new Dice(seed);
  const scopes = [
    'ROLE ALL',
    ...ROLES.map((role) => `ROLE ${quoted(role)}`),
    ...DATABASES.map((database) => `DATABASE ${database}`),
    ...ROLES.flatMap((role) => DATABASES.map((database) => `ROLE ${quoted(role)} IN DATABASE ${database}`)),
    ...DATABASES.map((database) => `ROLE ALL IN DATABASE ${database}`),
  ];
  for (const [name, values] of Object.entries(VALUES)) {
    for (const scope of scopes)
      if (dice.chance(30)) await client.query(`ALTER ${scope} SET ${name} = ${dice.pick(values)}`);
  }
}

describe.each(HERE)('on %i', (major) => {
  it('every setting, role and database', async () => {
    const server = chooseServer(servers, { major });
    if (!server.ok) throw new Error(server.error.what);
    await using cluster = await startScratch({ server: server.value, settings: { work_mem: '5MB' } });
    const admin = await open(cluster, 'postgres');
    for (const role of ROLES) await admin.query(`CREATE ROLE ${quoted(role)} LOGIN`);
    await admin.query('GRANT r1 TO member');
    for (const database of DATABASES) await admin.query(`CREATE DATABASE ${database}`);
    await scatter(admin, major);
    await admin.end();
    const inventory = await collectInventory(superuserTarget(cluster), { databases: [] });
    const differences: string[] = [];
    const from = new Set<string>();
    for (const [role, database] of ROLES.flatMap((each) => DATABASES.map((where) => [each, where] as const))) {
      const client = await open(cluster, database, role);
      const query =
        'SELECT name, coalesce((SELECT setting FROM pg_settings s WHERE s.name = n.name), current_setting(n.name, true)) AS value FROM unnest($1::text[]) AS n (name)';
      const { rows } = await client.query<{ name: string; value: string | null }>(query, [Object.keys(VALUES)]);
      await client.end();
      for (const { name, value } of rows) {
        const ours = effectiveSetting(inventory, name, role, database);
        from.add(ours?.from ?? 'nowhere');
        if ((ours?.value ?? null) !== value)
          differences.push(`${role} in ${database}: ${name} is ${value}, ours ${ours?.value}`);
      }
    }
    expect(differences).toEqual([]);
    expect([...from]).toEqual(expect.arrayContaining(['database', 'every role', 'role', 'role in database', 'server']));
  });
});
