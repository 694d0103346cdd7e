// A scratch server of every major that this machine has, loaded with source.ts.

import { Client } from 'pg';
import { collectInventory } from '../../../src/collect/index.js';
import { type DatabaseInventory, type Inventory, itemsOf, type Section } from '../../../src/inventory/index.js';
import { MAJORS, type Major } from '../../../src/pg/index.js';
import { chooseServer, discoverServers, type ScratchCluster, startScratch } from '../../../src/proof/scratch/index.js';
import type { Target } from '../../../src/session/index.js';
import { Secret } from '../../../src/core/index.js';
import { clusterStatements, databaseStatements } from './source.js';

const servers = await discoverServers();

export const HERE: readonly Major[] = MAJORS.filter((major) => chooseServer(servers, { major }).ok);

export async function startLoaded(major: Major): Promise<ScratchCluster> {
  const server = chooseServer(servers, { major });
  if (!server.ok) throw new Error(server.error.what);
  const settings = { wal_level: 'logical', restore_command: 'cp /a/%f %p --password=hunter2-archive' };
  const hba =
    'host all all 127.0.0.1/32 scram-sha-256\nhost all all 10.0.0.0/8 radius radiusservers=127.0.0.1 radiussecrets=hunter2-radius\n';
  const cluster = await startScratch({ server: server.value, settings, hba, ident: 'mymap /^(.*)@x$ \\1' });
  await execute(cluster, 'postgres', clusterStatements(major));
  await execute(cluster, 'hostile', databaseStatements(major));
  return cluster;
}

export async function execute(cluster: ScratchCluster, database: string, statements: readonly string[]): Promise<void> {
  const client = await superuser(cluster, database);
  for (const statement of statements) {
    await client.query(statement).catch((error: unknown) => {
      throw new Error(`${statement}: ${String(error)}`);
    });
  }
  await client.end();
}

/** With a path of its own: the source's sends names through schemas that set traps. */
export async function superuser(cluster: ScratchCluster, database: string): Promise<Client> {
  const { host, port, user, password } = cluster.connection;
  const options = '-c search_path=pg_catalog';
  const client = new Client({
    host,
    port,
    user,
    password: password.reveal(),
    database,
    options,
    application_name: 'watcher',
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export function superuserTarget(cluster: ScratchCluster): Target {
  const { host, port, user, password } = cluster.connection;
  return { host, port, user, password, database: 'postgres', tls: { mode: 'disable', authority: null } };
}

export function roleTarget(cluster: ScratchCluster, user: string, password: string): Target {
  return { ...superuserTarget(cluster), host: cluster.host, user, password: new Secret(password) };
}

export async function collect(target: Target): Promise<Inventory> {
  return collectInventory(target);
}

export function databaseOf(inventory: Inventory, name: string): DatabaseInventory {
  const found = inventory.databases.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`${name} was not read`);
  return found;
}

/** The one item for which every given property is equal. */
export function item<T extends object>(section: Section<T>, where: Partial<T>): T {
  const found = itemsOf(section).filter((candidate) =>
    Object.entries(where).every(([key, value]) => Object.entries(candidate).some(([k, v]) => k === key && v === value)),
  );
  if (found.length !== 1 || found[0] === undefined)
    throw new Error(`${found.length} items are ${JSON.stringify(where)}`);
  return found[0];
}

/** What the cases look at. */
export interface Loaded {
  readonly inventory: Inventory;
  readonly owner: string;
}
