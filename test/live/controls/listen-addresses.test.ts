// The stated address and no other: a server of its own on the loopback network, where every address is the host's.
// Harness servers have their addresses on the command line, which no setting overrides.

import { connect as connectSocket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan, type ApplyOptions } from '../../../src/apply/index.js';
import { collectInventory } from '../../../src/collect/index.js';
import { designControls } from '../../../src/controls/design.js';
import { bindIntent } from '../../../src/intent/index.js';
import { planOf } from '../../../src/plan/index.js';
import { connect } from '../../../src/session/index.js';
import { capabilitiesOf } from '../../../src/substrate/index.js';
import { startOwnServer, type OwnServer } from '../../corpus/own-server.js';
import { intentOf } from '../../support/intent.js';

const DOCUMENTS = {
  'Threat Model': [
    'ID | Threat | Kind | Severity',
    'T1 | a host outside the zones | unauthorised-network-access | high',
  ],
  Deployment: ['Cluster | Substrate | Host access', 'main | self-managed | files'],
  'Connection Model': [
    'Login | Actor | Kind | Database | Source | Authentication',
    'shop_app | shop | service | postgres | 127.0.0.0/8 | scram-sha-256',
  ],
  'Network Exposure': ['Endpoint | Zone | Allowed sources | Public', '127.0.0.3:5432 | data | app | no'],
};

const HBA = 'local all all peer\nhost all all 127.0.0.0/8 scram-sha-256\n';

function answer(host: string, port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connectSocket({ host, port });
    socket.once('connect', () => {
      resolve('connected');
      socket.destroy();
    });
    socket.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
  });
}

describe('listening addresses', () => {
  let server: OwnServer | null = null;
  beforeAll(async () => {
    server = await startOwnServer({ major: 18 });
    await server?.configure({ hba: HBA, ident: '', settings: "listen_addresses = '*'\n" });
  });
  afterAll(() => server?.stop());

  test('an address that no endpoint states answers before, and refuses after the restart', async ({ skip }) => {
    if (server === null) return skip('no account postgres: apt-get install postgresql-common');
    const { target, restart } = server;
    const { port } = target('postgres');
    const answers = (): Promise<readonly string[]> =>
      Promise.all(['127.0.0.1', '127.0.0.3', '127.0.0.2'].map((host) => answer(host, port)));
    const options: ApplyOptions = {
      connect: (database) => connect(target(database)),
      maintenanceDatabase: 'postgres',
      collect: null,
      includeHandOff: false,
      files: { writeHba: () => Promise.reject(new Error('no rules are planned')), reload: restart, restart },
    };
    expect(await answers()).toEqual(['connected', 'connected', 'connected']);
    const inventory = await collectInventory(target('postgres'));
    const intent = intentOf(DOCUMENTS);
    const bound = bindIntent(intent, inventory);
    const capabilities = capabilitiesOf(intent, inventory);
    const { controls } = designControls({ bound, inventory, databases: ['postgres'], blocked: [], capabilities });
    const [control] = controls.filter(({ id }) => id === 'exposure/listen-addresses');
    const plan = await planOf(control?.demands ?? [], inventory, { handOff: 'include', platform: 'self-managed' });
    expect(plan.steps.map(({ title, activation }) => [title, activation])).toEqual([
      ['Set listen_addresses = localhost, 127.0.0.3', 'restart'],
    ]);
    const applied = await applyPlan(plan, options);
    expect([applied.failure, applied.waitsForRestart]).toEqual([null, false]);
    expect(await answers()).toEqual(['connected', 'connected', 'ECONNREFUSED']);
    expect((await undoPlan(plan, options, applied.journal)).failure).toBeNull();
    expect(await answers()).toEqual(['connected', 'connected', 'connected']);
  });
});
