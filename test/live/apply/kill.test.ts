// Law kill: a connection cut at any statement leaves the state before or after the current segment, as the
// journal says, and a rerun converges.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan, type ApplyOptions } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { PUBLIC, roleGrantee } from '../../../src/pg/grantee.js';
import { objectRef } from '../../../src/pg/object.js';
import { planOf } from '../../../src/plan/index.js';
import type { Session } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { startBench, type Bench } from '../plan/cluster.js';
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

/** Sessions that die when the run has sent `at` statements; `sent` counts them. */
function mortal(bench: Bench, at: number, count: { sent: number }): ApplyOptions {
  const connect = async (database: string): Promise<Session> => {
    const session = await bench.session(database);
    const pid = (await session.query(sql`SELECT pg_catalog.pg_backend_pid()`)).rows[0]?.[0] ?? '0';
    const dieAt = async (): Promise<void> => {
      count.sent += 1;
      if (count.sent !== at) return;
      const killer = await bench.session(database);
      await killer.query(sql`SELECT pg_catalog.pg_terminate_backend($1, 5000)`, [pid]);
      await killer.close();
    };
    return {
      target: session.target,
      tlsVersion: session.tlsVersion,
      query: async (text, parameters) => {
        await dieAt();
        return session.query(text, parameters);
      },
      attempt: async (text, parameters) => {
        await dieAt();
        return session.attempt(text, parameters);
      },
      copy: (query, take) => session.copy(query, take),
      transaction: (work) => session.transaction(work),
      onNotice: (listener) => session.onNotice(listener),
      close: () => session.close(),
    };
  };
  return { ...bench.applyOptions, connect };
}

describe('killed at any statement', () => {
  let bench: Bench;
  beforeAll(async () => {
    const started = await startBench(18);
    if (started === null) throw new Error('the embedded server of major 18 is a dependency');
    bench = started;
    await bench.run(
      DB,
      `CREATE ROLE web LOGIN; CREATE SCHEMA app; CREATE TABLE app.docs (id int, tenant_id text);
       GRANT SELECT ON app.docs TO PUBLIC`,
    );
  });
  afterAll(() => bench.cluster.stop());

  test('the journal tells the state, and a rerun converges', { timeout: 180_000 }, async () => {
    const demands = demandsOf(FACTS);
    const former = await bench.inventory();
    const plan = await planOf(demands, former, bench.planOptions);
    const stepsLeft = async (): Promise<readonly string[]> =>
      (await planOf(demands, await bench.inventory(), bench.planOptions)).steps.map((step) => step.title);
    let killed = 0;
    for (let at = 1; ; at += 3) {
      const count = { sent: 0 };
      const cut = await applyPlan(plan, mortal(bench, at, count)).catch(() => null);
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
    expect(killed).toBeGreaterThan(8);
  });
});
