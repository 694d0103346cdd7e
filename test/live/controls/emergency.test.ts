// VALID UNTIL limits logins by password alone, as the server itself shows: an emergency login by another method
// is shut by NOLOGIN. Each is opened by the statement of its procedure, and a plan made meanwhile leaves it open.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/core/secret.js';
import { attemptConnect } from '../../../src/session/index.js';
import { intentOf } from '../../support/intent.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { hardenBench, planFor, type Hardened, type Wish } from './designed.js';

const WISH: Wish = {
  databases: ['postgres'],
  controls: /^credentials\/expiry$|^roles\/(?:break-glass|connection-limits|role-hierarchy)$/u,
  intent: intentOf({
    'Threat Model': [
      'ID | Threat | Kind | Severity',
      'T1 | stolen | credential-theft | high',
      'T2 | insider | insider-administrator | high',
    ],
    Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
    'Connection Model': [
      'Login | Actor | Kind | Database | Source | Authentication',
      '`glass_password` | glass | break-glass | postgres | 127.0.0.0/8 | scram-sha-256',
      '`glass_other` | glass | break-glass | postgres | 127.0.0.0/8 | cert',
    ],
  }),
};

describe.each([14, 18] as const)('emergency logins on PostgreSQL %i', (major) => {
  let bench: Bench;
  let hardened: Hardened;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    await bench.run('postgres', "CREATE ROLE glass_password LOGIN PASSWORD 'sealed'; CREATE ROLE glass_other LOGIN");
    // Stands for any method that asks for no password.
    bench.cluster.writeHba('host all glass_other 127.0.0.0/8 trust\nhost all all 127.0.0.0/8 scram-sha-256\n');
    await bench.cluster.reload();
  });
  afterAll(() => bench.cluster.stop());

  async function enters(user: string): Promise<string> {
    const { host, port } = bench.cluster;
    const tls = { mode: 'disable', authority: null } as const;
    const opened = await attemptConnect({
      host,
      port,
      user,
      password: new Secret('sealed'),
      database: 'postgres',
      tls,
    });
    if (!opened.ok) return opened.error.sqlstate ?? 'no answer';
    await opened.value.close();
    return 'in';
  }

  test('an end in the past refuses the password, and nothing else', async () => {
    await bench.run('postgres', "ALTER ROLE glass_other VALID UNTIL '1970-01-01'");
    expect(await enters('glass_other')).toBe('in');
    await bench.run('postgres', "ALTER ROLE glass_other VALID UNTIL 'infinity'");
  });

  test('both are shut until somebody opens them', async () => {
    expect([await enters('glass_password'), await enters('glass_other')]).toEqual(['in', 'in']);
    hardened = await hardenBench(bench, WISH);
    expect([await enters('glass_password'), await enters('glass_other')]).toEqual(['28P01', '28000']);
  });

  test('open for one emergency: it enters once, and a plan meanwhile keeps its end', async () => {
    await bench.run('postgres', "ALTER ROLE glass_password VALID UNTIL '2999-01-01'");
    expect(await enters('glass_password')).toBe('in');
    expect((await planFor(bench, WISH)).steps).toEqual([]);
    await bench.run('postgres', "ALTER ROLE glass_password VALID UNTIL '1970-01-01'; ALTER ROLE glass_other LOGIN");
    expect(await enters('glass_other')).toBe('in');
    expect((await planFor(bench, WISH)).steps.map((step) => step.title)).toEqual(['Alter role glass_other: NOLOGIN']);
    await bench.run('postgres', 'ALTER ROLE glass_other NOLOGIN');
  });

  test('undo leads back', async () => {
    await hardened.undo();
    expect([await enters('glass_password'), await enters('glass_other')]).toEqual(['in', 'in']);
  });
});
