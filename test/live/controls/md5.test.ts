// From MD5 to SCRAM without locking anybody out: a client that connects again and again is never refused, before the
// plan, between it and the new password, and after the plan that follows.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { applyPlan } from '../../../src/apply/index.js';
import { Secret } from '../../../src/core/secret.js';
import { MAJORS } from '../../../src/pg/version.js';
import { attemptConnect } from '../../../src/session/index.js';
import { intentOf } from '../../support/intent.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { hardenBench, planFor, type Wish } from './designed.js';

const WISH: Wish = {
  databases: ['postgres'],
  controls: /^connection\/(?:scram|default-deny-hba)$/u,
  intent: intentOf({
    'Threat Model': [
      'ID | Threat | Kind | Severity',
      'T1 | stolen | credential-theft | high',
      'T2 | from anywhere | unauthorised-network-access | high',
    ],
    Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
    'Connection Model': [
      'Login | Actor | Kind | Database | Source | Authentication',
      '`old_app` | api | service | postgres | 127.0.0.0/8 | scram-sha-256',
      '`new_app` | api | service | postgres | 127.0.0.0/8 | scram-sha-256',
    ],
  }),
};

const all = process.env['PGRAMPART_LONG'] === '1';
const majors = MAJORS.filter((major) => all || major === 14 || major === 18);

describe.each(majors)('md5 to SCRAM on PostgreSQL %i', (major) => {
  let bench: Bench;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    await bench.run(
      'postgres',
      `SET password_encryption = 'md5'; CREATE ROLE old_app LOGIN PASSWORD 'first';
       SET password_encryption = 'scram-sha-256'; CREATE ROLE new_app LOGIN PASSWORD 'first'`,
    );
  });
  afterAll(() => bench.cluster.stop());

  async function enters(user: string, password: string): Promise<string> {
    const { host, port } = bench.cluster;
    const tls = { mode: 'disable', authority: null } as const;
    const target = { host, port, user, password: new Secret(password), database: 'postgres', tls };
    const opened = await attemptConnect(target);
    if (!opened.ok) return opened.error.sqlstate ?? opened.error.message;
    await opened.value.close();
    return 'in';
  }

  async function throughout(password: string, work: () => Promise<void>): Promise<ReadonlySet<string>> {
    const met = new Set<string>();
    const state = { running: true };
    const client = async (): Promise<void> => {
      while (state.running) {
        met.add(await enters('old_app', password));
        await sleep(10);
      }
    };
    const running = client();
    await work().finally(() => {
      state.running = false;
    });
    await running;
    return met;
  }

  const lines = async (role: string): Promise<readonly (string | null)[]> => {
    const { hbaRules } = (await bench.inventory()).cluster;
    const rules = hbaRules.status === 'read' ? hbaRules.items : [];
    return rules.filter((rule) => rule.users.includes(role)).map((rule) => rule.method);
  };

  async function writeHba(text: string): Promise<void> {
    bench.cluster.writeHba(text);
    await bench.cluster.reload();
  }

  test('a scram line alone would lock it out', async () => {
    expect(await enters('old_app', 'first')).toBe('28P01');
    await writeHba('host all all 127.0.0.0/8 md5\n');
    expect([await enters('old_app', 'first'), await enters('new_app', 'first')]).toEqual(['in', 'in']);
  });

  test('the plan keeps its way in, the new password takes it over, the next plan closes it', async () => {
    const first = await throughout('first', async () => {
      await hardenBench(bench, WISH);
    });
    expect([...first]).toEqual(['in']);
    expect([await lines('old_app'), await lines('new_app')]).toEqual([['md5'], ['scram-sha-256']]);
    expect(await enters('old_app', 'wrong')).toBe('28P01');
    await bench.run('postgres', "ALTER ROLE old_app PASSWORD 'second'");
    const second = await throughout('second', async () => {
      const plan = await planFor(bench, WISH);
      expect(plan.steps.map((step) => step.action)).toEqual(['file']);
      const applied = await applyPlan(plan, bench.applyOptions);
      expect(applied.failure).toBeNull();
    });
    expect([...second]).toEqual(['in']);
    expect(await lines('old_app')).toEqual(['scram-sha-256']);
    expect((await planFor(bench, WISH)).steps).toEqual([]);
  });
});
