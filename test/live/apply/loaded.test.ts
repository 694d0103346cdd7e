// What was written is only done when the server has taken it: judged by its own views and by real connections.

import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, type ApplyOptions, type ConnectionCheck } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { MAJORS } from '../../../src/pg/version.js';
import { planOf, type Plan } from '../../../src/plan/index.js';
import { attemptStartup } from '../pg/startup-attempt.js';
import { admitted, APPLIER_ADMITTED } from '../plan/admitted.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { demandsOf, expectSame } from '../plan/laws.js';

const FACTS: readonly Fact[] = [
  APPLIER_ADMITTED,
  admitted('app', 'postgres', '127.3.0.0/16'),
  { kind: 'hba-require', rule: 'tls' },
  { kind: 'hba-require', rule: 'default-deny' },
  { kind: 'setting', name: 'log_disconnections', value: 'on' },
];

const all = process.env['PGRAMPART_LONG'] === '1';
const majors = MAJORS.filter((major) => all || major === 14 || major === 18);

describe.each(majors)('loaded by PostgreSQL %i', (major) => {
  let bench: Bench;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`the embedded server of major ${major} is a dependency`);
    bench = started;
    await bench.run('postgres', 'CREATE ROLE app LOGIN');
  });
  afterAll(() => bench.cluster.stop());

  function attempt(localAddress: string, tls: boolean): () => Promise<boolean> {
    const { host, port } = bench.cluster;
    const parameters = { user: 'app', database: 'postgres' };
    return async () => (await attemptStartup({ target: { host, port, localAddress }, tls, parameters })) === 'sasl';
  }
  const good = (): readonly ConnectionCheck[] => [
    { title: 'app from its range', must: 'enter', enters: attempt('127.3.0.1', true) },
    { title: 'app in plaintext', must: 'be refused', enters: attempt('127.3.0.1', false) },
    { title: 'app from elsewhere', must: 'be refused', enters: attempt('127.4.0.1', true) },
  ];

  async function planned(): Promise<Plan> {
    return planOf(demandsOf(FACTS), await bench.inventory(), bench.planOptions);
  }
  const options = (checks: ApplyOptions['checks']): ApplyOptions => ({
    ...bench.applyOptions,
    ...(checks === undefined ? {} : { checks }),
  });

  test('a connection that should be refused and is not, or the other way round: everything is back', async () => {
    const before = await bench.inventory();
    const wrong: ConnectionCheck = { title: 'app from elsewhere', must: 'enter', enters: attempt('127.4.0.1', true) };
    const result = await applyPlan(
      await planned(),
      options(() => [...good(), wrong]),
    );
    expect(result.failure?.message).toMatch(/app from elsewhere is refused; the former files and settings are back/u);
    expect(new Set(result.journal.map((entry) => entry.status))).toEqual(new Set(['unapplied']));
    expectSame(await bench.inventory(), before);
    expect(await attempt('127.4.0.1', false)()).toBe(true);
  });

  test('a file with an error is refused by the server, and the former one comes back', async () => {
    const before = await bench.inventory();
    const plan = await planned();
    const steps = plan.steps.map((step) =>
      step.action === 'file' ? { ...step, content: `${step.content}host all all 127.0.0.1/99 scram-sha-256\n` } : step,
    );
    const files = { ...bench.applyOptions.files, reload: async () => void (await bench.cluster.reload()) };
    const writeHba = async (text: string): Promise<void> => bench.cluster.writeHba(text);
    const result = await applyPlan({ ...plan, steps }, { ...options(undefined), files: { ...files, writeHba } });
    expect(result.failure?.message).toMatch(/pg_hba\.conf line \d+: .*back/u);
    expectSame(await bench.inventory(), before);
  });

  test('a setting that another file overrides is not in force, and is taken back', async () => {
    const file = join(bench.cluster.dataDir, 'postgresql.auto.conf');
    const plan = await planned();
    const only = { ...plan, steps: plan.steps.filter((step) => step.kind === 'setting') };
    const reload = async (): Promise<void> => {
      const text = readFileSync(file, 'utf8');
      if (text.includes('log_disconnections')) writeFileSync(file, `${text}log_disconnections = 'perhaps'\n`);
      await bench.cluster.reload();
    };
    const writeHba = async (text: string): Promise<void> => bench.cluster.writeHba(text);
    const result = await applyPlan(only, { ...options(undefined), files: { reload, writeHba } });
    expect(result.failure?.message).toMatch(/log_disconnections = on: /u);
    expect(result.journal.map((entry) => entry.status)).toEqual(['unapplied']);
    expect(readFileSync(file, 'utf8')).not.toContain('log_disconnections');
  });

  test('what the server takes stays', async () => {
    const result = await applyPlan(
      await planned(),
      options(() => good()),
    );
    expect(result.failure).toBeNull();
    expect((await planned()).steps).toEqual([]);
  });
});
