// Law kill: a connection cut at any statement leaves the state before or after the current segment, as the
// journal says, and a rerun converges.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { PUBLIC, roleGrantee } from '../../../src/pg/grantee.js';
import { objectRef } from '../../../src/pg/object.js';
import { MAJORS } from '../../../src/pg/version.js';
import { planOf } from '../../../src/plan/index.js';
import { sql } from '../../../src/sql/sql.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { mortal, type Count } from '../plan/law/mortal.js';
import { demandsOf, expectSame } from '../plan/laws.js';

const DB = 'postgres';
const DOCS = objectRef('table', ['app', 'docs'], DB);
const OWN = sql`tenant_id = current_setting('app.tenant_id', true)`;

const FACTS: readonly Fact[] = [
  { kind: 'role', role: 'app_owner', attributes: { login: false } },
  { kind: 'role', role: 'rw', attributes: {} },
  { kind: 'membership', role: 'rw', member: 'web', present: true },
  { kind: 'owner', object: DOCS, owner: 'app_owner' },
  { kind: 'privilege', object: DOCS, grantee: roleGrantee('rw'), privilege: 'SELECT', present: true, grantable: false },
  { kind: 'privilege', object: DOCS, grantee: PUBLIC, privilege: 'SELECT', present: false, grantable: false },
  { kind: 'row-security', relation: DOCS, enabled: true, forced: true },
  {
    kind: 'policy',
    relation: DOCS,
    name: 'tenant',
    command: 'ALL',
    permissive: true,
    grantees: [PUBLIC],
    using: OWN,
    check: OWN,
  },
  { kind: 'role-setting', role: 'web', database: null, name: 'search_path', value: 'app' },
  { kind: 'setting', name: 'log_disconnections', value: 'on' },
];

/** The long run cuts at every statement on every major; the sample at some on one. */
const LONG = process.env['PGRAMPART_LONG'] === '1';

/** An immediate shutdown: no checkpoint, every backend cut, recovery at the next start. */
async function crash({ cluster }: Bench): Promise<void> {
  const [pid] = readFileSync(join(cluster.dataDir, 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGQUIT');
  while (cluster.isRunning) await sleep(50);
}

describe.each(LONG ? MAJORS : ([18] as const))('killed at any statement on PostgreSQL %i', (major) => {
  let bench: Bench;
  beforeAll(async () => {
    const started = await startBench(major);
    if (started === null) throw new Error(`there is no server of major ${major}`);
    bench = started;
    await bench.run(
      DB,
      `CREATE ROLE web LOGIN; CREATE SCHEMA app; CREATE TABLE app.docs (id int, tenant_id text);
       GRANT SELECT ON app.docs TO PUBLIC`,
    );
  });
  afterAll(() => bench.cluster.stop());

  test('the journal tells the state, and a rerun converges', { timeout: 1_800_000 }, async () => {
    const demands = demandsOf(FACTS);
    const former = await bench.inventory();
    const plan = await planOf(demands, former, bench.planOptions);
    const stepsLeft = async (): Promise<readonly string[]> =>
      (await planOf(demands, await bench.inventory(), bench.planOptions)).steps.map((step) => step.title);
    let killed = 0;
    for (let at = 1; ; at += LONG ? 1 : 4) {
      const count: Count = { sent: 0, commits: [] };
      const dying = mortal(bench, bench.applyOptions, { at, how: 'backend' }, count);
      const cut = await applyPlan(plan, dying).catch(() => null);
      if (count.sent < at) break;
      killed += 1;
      const left = await stepsLeft();
      const told = (cut?.journal ?? plan.steps.map((each) => ({ step: each.id, status: 'unapplied' }))).flatMap(
        ({ step, status }) => {
          const { title = '' } = plan.steps.find((each) => each.id === step) ?? {};
          const wrong = status !== 'in-doubt' && left.includes(title) !== (status === 'unapplied');
          return wrong ? [`cut at ${at}: ${title} is said to be ${status}`] : [];
        },
      );
      expect(told).toEqual([]);
      const rest = await planOf(demands, await bench.inventory(), bench.planOptions);
      const rerun = await applyPlan(rest, bench.applyOptions);
      expect(rerun.failure).toBeNull();
      expect(await stepsLeft()).toEqual([]);
      expect((await undoPlan(plan, bench.applyOptions)).failure).toBeNull();
      expectSame(await bench.inventory(), former);
    }
    expect((await undoPlan(plan, bench.applyOptions)).failure).toBeNull();
    expect(killed).toBeGreaterThan(6);
  });

  test('the server itself dies in the middle, and comes back', { timeout: 180_000 }, async () => {
    const demands = demandsOf(FACTS);
    const former = await bench.inventory();
    const plan = await planOf(demands, former, bench.planOptions);
    for (const at of LONG ? [3, 6, 9, 12, 15, 18] : [12]) {
      const count: Count = { sent: 0, commits: [] };
      const how = { server: () => crash(bench) };
      const cut = await applyPlan(plan, mortal(bench, bench.applyOptions, { at, how }, count)).catch(() => null);
      expect(cut?.failure).not.toBeNull();
      await bench.cluster.restart();
      const rest = await planOf(demands, await bench.inventory(), bench.planOptions);
      expect(rest.steps.length).toBeGreaterThan(0);
      const rerun = await applyPlan(rest, bench.applyOptions);
      expect(rerun.failure).toBeNull();
      expect((await planOf(demands, await bench.inventory(), bench.planOptions)).steps).toEqual([]);
      expect((await undoPlan(plan, bench.applyOptions)).failure).toBeNull();
      expectSame(await bench.inventory(), former);
    }
  });
});
