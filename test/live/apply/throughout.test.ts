// The clinic's own programs at work while it is hardened: as they are, up to the gate; adapted (they say their tenant
// and name their columns), up to the gate and beyond it. None of their queries ever fails.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan } from '../../../src/apply/index.js';
import { Secret } from '../../../src/core/secret.js';
import type { Phase, Plan } from '../../../src/plan/index.js';
import type { Target } from '../../../src/session/index.js';
import { CLINIC_SCHEMA, clinicIntent } from '../controls/clinic-documents.js';
import { planFor, type Wish } from '../controls/designed.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { Client, type Work } from './client.js';

const A = 'a0000000-0000-4000-8000-000000000001';
const TENANT = `BEGIN; SELECT set_config('app.tenant_id', '${A}', true)`;

type Statements = Work['statements'];

const OLD_API: Statements = [
  ['SELECT * FROM patients.patients', 4],
  ["SELECT * FROM patients.find_patient('MRN-100000')", 1],
  ["UPDATE patients.patients SET phone = '+00 1' WHERE mrn = 'MRN-100001'", 1],
  ["UPDATE scheduling.appointments SET status = 'arrived' WHERE reason = 'check-up'", 1],
  ['SELECT * FROM billing.open_invoices', 0],
  ['SELECT * FROM scheduling.daily_load', 1],
];
const OLD_WORKER: Statements = [
  ['SELECT * FROM billing.payments', 1],
  ['UPDATE billing.invoices SET status = status', 2],
];
const NEW_API: Statements = [
  [TENANT, 1],
  [`SELECT id, mrn, full_name, phone FROM patients.patients WHERE tenant_id = '${A}'`, 2],
  ["SELECT id, mrn FROM patients.find_patient('MRN-100000')", 1],
  ['SELECT number, gross_cents FROM billing.open_invoices', 0],
  [`SELECT id, starts_at FROM scheduling.upcoming_appointments WHERE tenant_id = '${A}'`, 1],
  [`UPDATE patients.patients SET phone = '+00 2' WHERE tenant_id = '${A}'`, 2],
  [
    `INSERT INTO scheduling.reminders (tenant_id, patient_id, destination, body, send_at)
     SELECT tenant_id, id, 'x', 'y', now() FROM patients.patients WHERE mrn = 'MRN-100000'`,
    1,
  ],
  ['COMMIT', 0],
];
const NEW_WORKER: Statements = [
  [TENANT, 1],
  [`SELECT id, amount_cents FROM billing.payments WHERE tenant_id = '${A}'`, 1],
  [`UPDATE billing.invoices SET status = status WHERE tenant_id = '${A}'`, 1],
  ['COMMIT', 0],
];

const MAJORS = process.env['PGRAMPART_LONG'] === '1' ? ([14, 16, 18] as const) : ([18] as const);

describe.each(MAJORS)('programs at work on PostgreSQL %i', (major) => {
  let bench: Bench;
  let wish: Wish;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    await bench.run('postgres', 'CREATE DATABASE clinic');
    await bench.run('clinic', CLINIC_SCHEMA);
    for (const login of ['clinic_app', 'clinic_worker'])
      await bench.run('clinic', `ALTER ROLE ${login} PASSWORD 'at work'`);
    const { tls } = bench.cluster;
    if (tls === undefined) throw new Error('the bench has certificates');
    wish = {
      databases: ['clinic'],
      controls: /./u,
      intent: clinicIntent({}, '127.20'),
      capabilities: { tlsMaterial: { certificate: tls.certFile, key: tls.keyFile, authority: tls.caFile } },
    };
  }, 60_000);
  afterAll(() => bench.cluster.stop());

  function client(name: string, user: string, localAddress: string, statements: Statements): Client {
    const { host, port } = bench.cluster;
    const tls = { mode: 'require', authority: null } as const;
    const rest = { database: 'clinic', password: new Secret('at work'), tls };
    const target: Target = { host, port, user, localAddress, ...rest };
    return new Client({ name, target, statements });
  }

  /** Phase by phase, with a whole round of every client at each boundary. */
  async function applyPhases(
    plan: Plan,
    clients: readonly Client[],
    gate: { readonly stopAtGate?: true },
  ): Promise<void> {
    for (const phase of phasesOf(plan)) {
      const steps = plan.steps.filter((step) => step.phase === phase);
      const applied = await applyPlan({ ...plan, steps, fingerprint: '' }, { ...bench.applyOptions, ...gate });
      expect(applied.failure, phase).toBeNull();
      const before = clients.map(({ rounds }) => rounds);
      await expect
        .poll(() => clients.every(({ rounds }, index) => rounds >= (before[index] ?? 0) + 2), { timeout: 20_000 })
        .toBe(true);
      expect(
        clients.flatMap(({ failures }) => failures),
        `after ${phase}`,
      ).toEqual([]);
    }
  }

  const phasesOf = (plan: Plan): readonly Phase[] => [...new Set(plan.steps.map((step) => step.phase))];

  test('old and adapted up to the gate, the adapted beyond it', { timeout: 120_000 }, async () => {
    const old = [
      client('old api', 'clinic_app', '127.20.1.5', OLD_API),
      client('old worker', 'clinic_worker', '127.20.2.5', OLD_WORKER),
    ];
    const adapted = [
      client('adapted api', 'clinic_app', '127.20.1.6', NEW_API),
      client('adapted worker', 'clinic_worker', '127.20.2.6', NEW_WORKER),
    ];
    for (const each of [...old, ...adapted]) each.start();
    await expect.poll(() => [...old, ...adapted].every(({ rounds }) => rounds > 0)).toBe(true);
    const plan = await planFor(bench, wish);
    expect(plan.blocked.map(({ demand }) => demand).filter((demand) => /pg_hba/u.test(demand))).toEqual([]);
    expect(plan.gates?.length ?? 0).toBeGreaterThan(5);
    expect(phasesOf(plan)).toEqual(['prepare', 'expand', 'enforce', 'contract', 'connection', 'audit']);
    await applyPhases(plan, [...old, ...adapted], { stopAtGate: true });
    for (const each of old) await each.stop();
    const rest = await planFor(bench, wish);
    expect(phasesOf(rest)).toEqual(['expand', 'enforce', 'contract']);
    await applyPhases(rest, adapted, {});
    for (const each of adapted) await each.stop();
    expect((await planFor(bench, wish)).steps).toEqual([]);
    // The gate is there for a reason: what did not adapt finds nothing, or is refused.
    for (const each of old) await each.round();
    expect(old.flatMap(({ failures }) => failures).length).toBeGreaterThanOrEqual(OLD_API.length);
    for (const each of old) await each.stop();
  });
});
