// The signed setting under attack, on every major: a forged token, another login's, an expired one, a retired key,
// injected SQL that chooses the tenant; and the token in no log.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import { designControls } from '../../../src/controls/design.js';
import { Secret } from '../../../src/core/secret.js';
import { mergeDemands } from '../../../src/demand/merge.js';
import type { Demand } from '../../../src/demand/model.js';
import { bindIntent } from '../../../src/intent/index.js';
import { issueTenantToken, tokenKeyRow, type TenantClaim } from '../../../src/pg/tenant-token.js';
import { MAJORS } from '../../../src/pg/version.js';
import { planOf } from '../../../src/plan/index.js';
import { connect, type Session } from '../../../src/session/index.js';
import { capabilitiesOf } from '../../../src/substrate/index.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import { intentOf } from '../../support/intent.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { expectSame } from '../plan/laws.js';

const SCHEMA = `
CREATE ROLE shop_app LOGIN PASSWORD 'app';
CREATE ROLE other_app LOGIN PASSWORD 'app';
CREATE SCHEMA shop;
CREATE TABLE shop.orders (id int PRIMARY KEY, tenant_id text NOT NULL, note text);
INSERT INTO shop.orders VALUES (1, 'a', 'canary of a'), (2, 'b', 'canary of b');
`;

const DOCUMENTS = {
  'Threat Model': [
    'ID | Threat | Kind | Severity',
    'T1 | one shop reads another | tenant-crossing | critical',
    'T2 | injected SQL | injection-blast-radius | critical',
    'T3 | too many rights | excess-privilege | high',
  ],
  Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
  Components: ['Component | Tier | Owns | Connects as', 'shop | 0 | `shop` | `shop_app`, `other_app`'],
  'Data Classification': ['Dataset | Location | Classification', 'orders | `shop.orders` | confidential'],
  'Authorization Architecture': [
    'Actor | Resource | Operations',
    'shop_app | `shop.orders` | select, insert, update, delete',
    'other_app | `shop.orders` | select',
  ],
  'Tenant Isolation Strategy': [
    'Scope | Tenant key | Carrier | Tier',
    '`shop.*` | tenant_id | signed setting app.tenant_token | row',
  ],
  'Connection Model': [
    'Login | Actor | Kind | Database | Source | Authentication',
    'shop_app | shop_app | service | postgres | 10.0.0.0/8 | scram-sha-256',
    'other_app | other_app | service | postgres | 10.0.0.0/8 | scram-sha-256',
  ],
};

const KEY = new Secret('5f'.repeat(32));
const later = (): Date => new Date(Date.now() + 600_000);
const claim = (part: Partial<TenantClaim> = {}): TenantClaim => ({
  keyId: 'k1',
  tenant: 'a',
  login: 'shop_app',
  expires: later(),
  ...part,
});
const token = (part: Partial<TenantClaim> = {}, key = KEY): string => issueTenantToken(claim(part), key);

describe.each(MAJORS)('a signed setting on PostgreSQL %i', (major) => {
  let bench: Bench | null = null;
  let demands: readonly Demand[] = [];
  let undo: (() => Promise<void>) | null = null;

  beforeAll(async () => {
    bench = await startBench(major);
    if (bench === null) return;
    await bench.run('postgres', SCHEMA);
    const former = await bench.inventory();
    const intent = intentOf(DOCUMENTS);
    const bound = bindIntent(intent, former);
    const context = {
      bound,
      inventory: former,
      databases: ['postgres'],
      blocked: bound.candidates.flatMap((each) => each.blocks),
      capabilities: capabilitiesOf(intent, former),
    };
    const { controls } = designControls(context);
    const wanted = controls.filter((each) => /isolation\/row-level|least-privilege|role-hierarchy/u.test(each.id));
    demands = mergeDemands(wanted.flatMap((each) => each.demands)).demands;
    const plan = await planOf(demands, former, bench.planOptions);
    const applied = await applyPlan(plan, bench.applyOptions);
    if (applied.failure !== null) throw applied.failure;
    const ready = bench;
    undo = async () => {
      const undone = await undoPlan(plan, ready.applyOptions, applied.journal);
      if (undone.failure !== null) throw undone.failure;
      expectSame(await ready.inventory(), former);
    };
    const row = tokenKeyRow(KEY);
    await bench.run(
      'postgres',
      `INSERT INTO tenant_token.keys VALUES ('k1', '\\x${row.inner}', '\\x${row.outer}', NULL),
       ('old', '\\x${row.inner}', '\\x${row.outer}', now() - interval '1 minute')`,
    );
  }, 60_000);

  afterAll(async () => bench?.cluster.stop());

  async function as(login: string, work: (session: Session) => Promise<void>): Promise<void> {
    const { host, port } = bench?.cluster ?? { host: '', port: 0 };
    const tls = { mode: 'disable', authority: null } as const;
    const session = await connect({ host, port, user: login, password: new Secret('app'), database: 'postgres', tls });
    try {
      await work(session);
    } finally {
      await session.close();
    }
  }

  /** What the login sees after it has put the text into the setting. */
  async function seen(text: string, login = 'shop_app'): Promise<readonly string[]> {
    let notes: readonly string[] = [];
    await as(login, async (session) => {
      await session.query(verbatim(`SELECT pg_catalog.set_config('app.tenant_token', '${text}', false)`));
      const { rows } = await session.query(verbatim('SELECT note FROM shop.orders ORDER BY id'));
      notes = rows.map((row) => row[0] ?? '');
    });
    return notes;
  }

  test('the right token shows its tenant, and no token nothing', async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    expect(await seen(token())).toEqual(['canary of a']);
    expect(await seen(token({ tenant: 'b' }))).toEqual(['canary of b']);
    expect(await seen('')).toEqual([]);
    expect(await seen('a')).toEqual([]);
  });

  test('forged, altered, foreign, expired and retired tokens show nothing', async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    const good = token();
    const forged = token({ tenant: 'b' }, new Secret('60'.repeat(32)));
    const [v, key, expiry, , login, mac] = good.split('.');
    const altered = [v, key, expiry, Buffer.from('b').toString('hex'), login, mac].join('.');
    const prolonged = [v, key, '999999999999', ...good.split('.').slice(3)].join('.');
    const expired = token({ expires: new Date(Date.now() - 1000) });
    for (const bad of [
      forged,
      altered,
      prolonged,
      expired,
      token({ keyId: 'old' }),
      token({ keyId: 'none' }),
      `${good}00`,
    ]) {
      expect(await seen(bad), bad).toEqual([]);
    }
    expect(await seen(good, 'other_app')).toEqual([]);
    expect(await seen(token({ login: 'other_app' }), 'other_app')).toEqual(['canary of a']);
  });

  test('injected SQL reads no key, replaces no verifier, and chooses no tenant', async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    const refused = [
      'SELECT * FROM tenant_token.keys',
      "INSERT INTO tenant_token.keys VALUES ('x', '', '', NULL)",
      "CREATE OR REPLACE FUNCTION tenant_token.verified_app_tenant_token() RETURNS text LANGUAGE sql AS $$ SELECT 'b' $$",
      'ALTER TABLE shop.orders DISABLE ROW LEVEL SECURITY',
      'SET ROLE tenant_token_owner',
      'SET SESSION AUTHORIZATION other_app',
    ];
    await as('shop_app', async (session) => {
      for (const text of refused)
        await expect(session.query(verbatim(text)), text).rejects.toMatchObject({ sqlstate: '42501' });
      // What it may do: shadow the functions that the verifier calls, and write.
      await session.query(verbatim(`SELECT pg_catalog.set_config('app.tenant_token', '${token()}', false)`));
      await expect(session.query(verbatim("INSERT INTO shop.orders VALUES (3, 'b', 'planted')"))).rejects.toMatchObject(
        { sqlstate: '42501' },
      );
      await session.query(verbatim("SET app.tenant_id = 'b'"));
      const { rows } = await session.query(verbatim("SELECT note FROM shop.orders WHERE tenant_id = 'b' OR true"));
      expect(rows).toEqual([['canary of a']]);
    });
  });

  test('a token that is bound as a parameter stands in no log and no activity', async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    const good = token();
    await bench.run(
      'postgres',
      "ALTER ROLE shop_app SET log_statement = 'all'; ALTER ROLE shop_app SET log_min_duration_statement = 0",
    );
    const { Client } = await import('pg');
    const { host, port } = bench.cluster;
    const client = new Client({ host, port, user: 'shop_app', password: 'app', database: 'postgres' });
    await client.connect();
    await client.query("SELECT pg_catalog.set_config('app.tenant_token', $1, false)", [good]);
    const { rows } = await client.query("SELECT 'marker-of-the-log', note FROM shop.orders");
    const activity = await client.query('SELECT query FROM pg_stat_activity');
    await client.query("SELECT pg_catalog.set_config('app.tenant_token', $1, false)::int", [good]).catch(() => null);
    await client.end();
    await bench.run('postgres', 'ALTER ROLE shop_app RESET ALL');
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(activity.rows)).not.toContain(good.slice(-64));
    const log = readFileSync(bench.cluster.logFile, 'utf8');
    expect(log).toContain('marker-of-the-log');
    // The last statement failed with the token in its message: a cast of it is the application's own leak.
    const lines = log.split('\n').filter((line) => line.includes(good.slice(-64)));
    expect(lines.every((line) => line.includes('invalid input syntax for type integer'))).toBe(true);
  });

  test('a second plan is empty, and undo leads back', async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    const second = await planOf(demands, await bench.inventory(), bench.planOptions);
    expect(second.steps.map((step) => step.title)).toEqual([]);
    await undo?.();
  });
});
