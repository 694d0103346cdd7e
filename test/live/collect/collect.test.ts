// The inventory says what the SQL of source.ts made, on every major, for superusers and others.

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { existsSync } from 'node:fs';
import type { Client } from 'pg';
import { collectInventory } from '../../../src/collect/index.js';
import { decodeInventory, encodeInventory } from '../../../src/inventory/codec.js';
import { fingerprint, type Inventory, itemsOf } from '../../../src/inventory/index.js';
import type { ScratchCluster } from '../../../src/proof/scratch/index.js';
import {
  collect,
  databaseOf,
  execute,
  HERE,
  item,
  roleTarget,
  startLoaded,
  superuser,
  superuserTarget,
  type Loaded,
} from './cluster.js';
import { clusterCases } from './cluster-cases.js';
import { listed } from './coverage.js';
import { largeCases } from './large-cases.js';
import { objectCases } from './object-cases.js';
import { plainCases } from './plain-cases.js';
import { PASSWORD } from './source.js';

type Defined = readonly { readonly definition: string | null }[];

function definitionsOf(facts: Defined): readonly string[] {
  return facts.map((fact) => String(fact.definition)).toSorted();
}

/** Of a role without any predefined role; whatever else it reads is complete. */
const HIDDEN_FROM_OTHERS = [
  'hbaRules: unreadable',
  'identMaps: unreadable',
  'roles: partial',
  'sessions: partial',
  'settings: partial',
  'subscriptions: partial',
  'userMappings: partial',
];

/** Sections that are not there, or not all of it, and say why. */
function lacksOf(limited: Inventory): readonly string[] {
  const sections = Object.entries({ ...limited.cluster, ...databaseOf(limited, 'hostile') });
  return sections
    .flatMap(([name, section]) => {
      if (typeof section === 'string') return [];
      if (section.status === 'unreadable') return section.reason === '' ? [] : [`${name}: unreadable`];
      return section.partial === undefined || section.partial === '' ? [] : [`${name}: partial`];
    })
    .toSorted();
}

describe.each(HERE)('PostgreSQL %i', (major) => {
  let cluster: ScratchCluster;
  let watcher: Client;
  let inventory: Inventory;
  let owner: string;

  beforeAll(async () => {
    cluster = await startLoaded(major);
    watcher = await superuser(cluster, 'hostile');
    inventory = await collect(superuserTarget(cluster));
    owner = cluster.superuser;
  });
  afterAll(async () => {
    await watcher?.end();
    await cluster?.[Symbol.asyncDispose]();
  });

  const loaded = (): Loaded => ({ inventory, owner: cluster.superuser });
  clusterCases(major, loaded);
  objectCases(major, loaded);
  plainCases(major, () => cluster);
  largeCases(() => cluster);

  it('reads every section, each with at least one item', () => {
    const cannot = new Set(['clientConfigs', ...(major < 15 ? ['parameterAcls'] : [])]);
    const sections = { ...inventory.cluster, ...databaseOf(inventory, 'hostile') };
    const lacking = Object.entries(sections).filter(
      ([name, section]) =>
        typeof section !== 'string' &&
        !cannot.has(name) &&
        (section.status !== 'read' || section.items.length === 0 || 'partial' in section),
    );
    expect(lacking).toEqual([]);
    expect(inventory.server).toMatchObject({ major, origin: 'live', readAs: { role: owner, superuser: true } });
  });

  it('types and definitions that make the same objects again', async () => {
    const hostile = databaseOf(inventory, 'hostile');
    const made = itemsOf(hostile.types).flatMap((type) => type.definition ?? []);
    const kinds = itemsOf(hostile.definitions);
    expect(kinds.every((fact) => (fact.definition === null) === (fact.reason !== null))).toBe(true);
    await execute(cluster, 'hostile', ['CREATE DATABASE again']);
    const functions = itemsOf(hostile.routines)
      .filter((r) => ['pair_text', 'same', 'eq'].includes(r.name))
      .flatMap((r) => r.definition ?? []);
    const rank = [
      'cast',
      'operator',
      'operator-family',
      'operator-class',
      'text-search-dictionary',
      'text-search-configuration',
      'text-search-template',
    ];
    const others = kinds
      .filter(
        (fact) =>
          rank.includes(fact.kind) ||
          fact.kind === 'aggregate' ||
          fact.kind === 'collation' ||
          fact.kind === 'conversion',
      )
      .toSorted((a, b) => rank.indexOf(a.kind) - rank.indexOf(b.kind));
    await execute(cluster, 'again', ['CREATE SCHEMA app', 'CREATE SCHEMA evil', ...made, ...functions]);
    await execute(
      cluster,
      'again',
      others.flatMap((fact) => [fact.definition ?? '', ...fact.also]),
    );
    const again = databaseOf(await collect(superuserTarget(cluster)), 'again');
    expect(definitionsOf(itemsOf(again.types))).toEqual(definitionsOf(itemsOf(hostile.types)));
    expect(definitionsOf(itemsOf(again.definitions))).toEqual(definitionsOf(others));
    await execute(cluster, 'hostile', ['DROP DATABASE again']);
  });

  it('every catalog is in docs/COVERAGE.md, as read or with the reason why not', async () => {
    const { rows } = await watcher.query<{ relname: string }>(
      `SELECT relname FROM pg_class WHERE relnamespace = 'pg_catalog'::regnamespace AND relkind IN ('r', 'v')`,
    );
    expect(rows.length).toBeGreaterThan(120);
    expect(rows.map((row) => row.relname).filter((relation) => !(relation in listed))).toEqual([]);
  });

  it('sees who is connected', () => {
    expect(item(inventory.cluster.sessions, { application: 'watcher' })).toMatchObject({
      database: 'hostile',
      count: 1,
      source: null,
      tlsVersion: null,
      gssEncrypted: false,
    });
  });

  it('says until when the major gets fixes, and what waits for a restart', async () => {
    expect(inventory.server.endOfLife).toMatch(/^20\d\d-11-\d\d$/u);
    await watcher.query('ALTER SYSTEM SET max_connections = 77');
    await watcher.query('SELECT pg_reload_conf()');
    const waiting = async (): Promise<boolean> =>
      item((await collectInventory(superuserTarget(cluster), { databases: [] })).cluster.settings, {
        name: 'max_connections',
      }).pendingRestart;
    await expect.poll(waiting, { timeout: 10_000 }).toBe(true);
    await watcher.query('ALTER SYSTEM RESET max_connections');
    await watcher.query('SELECT pg_reload_conf()');
    await expect.poll(waiting, { timeout: 10_000 }).toBe(false);
    expect(inventory.cluster.settings).toMatchObject({ status: 'read' });
    expect(itemsOf(inventory.cluster.settings).filter((setting) => setting.pendingRestart)).toEqual([]);
  });

  it('comes back from its JSON, and a second reading is the same', async () => {
    expect(decodeInventory(encodeInventory(inventory))).toEqual({ ok: true, value: inventory });
    expect(fingerprint(await collect(superuserTarget(cluster)))).toBe(fingerprint(inventory));
  });

  it('without superuser: the same objects, and every gap said', async () => {
    const limited = await collect(roleTarget(cluster, 'reader', PASSWORD));
    expect(item(limited.cluster.roles, { name: 'old_md5' }).password.kind).toBe('unknown');
    expect(limited.cluster.hbaRules).toMatchObject({ status: 'unreadable' });
    expect(limited.cluster.settings).toMatchObject({
      status: 'read',
      partial: expect.stringContaining('pg_read_all_settings'),
    });
    expect(lacksOf(limited)).toEqual(HIDDEN_FROM_OTHERS);
    const [seen, all] = [databaseOf(limited, 'hostile'), databaseOf(inventory, 'hostile')];
    expect(item(seen.userMappings, { role: null }).hasPassword).toBeNull();
    expect(item(seen.subscriptions, { name: 'sub' }).connectionHasPassword).toBeNull();
    const shown = { userMappings: all.userMappings, subscriptions: all.subscriptions };
    expect({ ...seen, ...shown }).toEqual(all);
  });

  it.each([major].filter((here) => here >= 17))('springs no login trap of a database that it enters (%i)', async () => {
    const canary = `${cluster.dataDir}/canary`;
    await execute(cluster, 'postgres', ['CREATE DATABASE trapped']);
    await execute(cluster, 'trapped', [
      `CREATE FUNCTION trap() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN COPY (SELECT 1) TO ''${canary}''; END'`,
      'CREATE EVENT TRIGGER trap ON login EXECUTE FUNCTION trap()',
    ]);
    const read = await collectInventory(superuserTarget(cluster), { databases: ['trapped'] });
    expect(item(databaseOf(read, 'trapped').eventTriggers, { name: 'trap' }).event).toBe('login');
    expect(existsSync(canary)).toBe(false);
    // The trap works: an ordinary connection springs it.
    await execute(cluster, 'trapped', []);
    expect(existsSync(canary)).toBe(true);
    await execute(cluster, 'postgres', ['DROP DATABASE trapped WITH (FORCE)']);
  });

  it('reads only what was asked for', async () => {
    const one = await collectInventory(superuserTarget(cluster), { databases: ['hostile'] });
    expect(one.databases.map((found) => found.name)).toEqual(['hostile']);
    expect(item(one.cluster.databaseFacts, { name: 'postgres' }).notRead).toBe('it was not asked for');
  });
});
