import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { applyPlan, type ApplyOptions } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { objectRef, PUBLIC, roleGrantee } from '../../../src/pg/index.js';
import { planOf, type Plan, type SqlStep } from '../../../src/plan/index.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { statement } from '../../../src/sql/statement.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { demandsOf, expectSame } from '../plan/laws.js';

const DOCS = objectRef('table', ['app', 'docs'], 'postgres');

const FACTS: readonly Fact[] = [
  { kind: 'role', role: 'rw', attributes: {} },
  { kind: 'privilege', object: DOCS, grantee: roleGrantee('rw'), privilege: 'SELECT', present: true, grantable: false },
  { kind: 'privilege', object: DOCS, grantee: PUBLIC, privilege: 'SELECT', present: false, grantable: false },
];

describe('faults while applying', () => {
  let bench: Bench;
  let plan: Plan;
  let options: ApplyOptions;
  beforeAll(async () => {
    const started = await startBench(18);
    if (started === null) throw new Error('the embedded server of major 18 is a dependency');
    bench = started;
    await bench.run(
      'postgres',
      'CREATE SCHEMA app; CREATE TABLE app.docs (id int); GRANT SELECT ON app.docs TO PUBLIC; CREATE ROLE nobody_special LOGIN',
    );
  });
  beforeEach(async () => {
    plan = await planOf(demandsOf(FACTS), await bench.inventory(), bench.planOptions);
    options = { ...bench.applyOptions, collect: bench.inventory };
  });
  afterAll(() => bench.cluster.stop());

  /** The plan with one of its statements replaced. */
  function broken(match: RegExp, step: (was: SqlStep) => Partial<SqlStep>): Plan {
    const steps = plan.steps.map((each) =>
      each.action === 'sql' && match.test(each.title) ? { ...each, ...step(each) } : each,
    );
    return { ...plan, steps };
  }

  test('a segment that fails leaves nothing of itself, and what follows is not begun', async () => {
    const before = await bench.inventory();
    const bad = broken(/^Create role/u, (was) => ({ statements: [...was.statements, statement(sql`SELECT 1 / 0`)] }));
    const result = await applyPlan(bad, options);
    expect(result.failure?.sqlstate).toBe('22012');
    expect(result.journal.map((entry) => entry.status)).toEqual(['unapplied', 'unapplied', 'unapplied']);
    expectSame(await bench.inventory(), before);
  });

  test('what was committed before stays and the journal says so', async () => {
    const bad = broken(/^Revoke from PUBLIC/u, () => ({ statements: [statement(sql`SELECT 1 / 0`)] }));
    const result = await applyPlan(bad, options);
    expect(result.journal.map((entry) => entry.status)).toEqual(['applied', 'applied', 'unapplied']);
    const rest = await planOf(demandsOf(FACTS), await bench.inventory(), bench.planOptions);
    expect(rest.steps.map((step) => step.title)).toEqual(['Revoke from PUBLIC on table app.docs']);
    await bench.run('postgres', 'DROP OWNED BY rw; DROP ROLE rw');
  });

  test('a REVOKE that does nothing is a failure, not a success', async () => {
    // The role may not revoke what others granted: PostgreSQL only warns (01006).
    await bench.run(
      'postgres',
      'GRANT USAGE ON SCHEMA app TO nobody_special; GRANT SELECT ON app.docs TO nobody_special WITH GRANT OPTION',
    );
    plan = await planOf(demandsOf(FACTS), await bench.inventory(), bench.planOptions);
    const all = statement(sql`REVOKE DELETE ON TABLE app.docs FROM PUBLIC`);
    const bad = broken(/^Revoke from PUBLIC/u, () => ({ asRole: 'nobody_special', statements: [all] }));
    const result = await applyPlan(bad, options);
    expect(result.failure?.sqlstate).toBe('01006');
    expect(result.failure?.code).toBe('permission');
    await bench.run('postgres', 'DROP OWNED BY nobody_special; DROP OWNED BY rw; DROP ROLE rw');
  });

  test('a cluster that changed since the plan is refused before anything runs', async () => {
    await bench.run('postgres', 'CREATE ROLE meanwhile');
    await expect(applyPlan(plan, options)).rejects.toThrow(/not the one that the plan was made for/u);
    await bench.run('postgres', 'DROP ROLE meanwhile');
  });

  test('two runs at once: the second is refused', async () => {
    const other = await bench.session('postgres');
    await other.query(sql`SELECT pg_catalog.pg_advisory_lock(pg_catalog.hashtextextended('pgrampart apply', 0))`);
    await expect(applyPlan(plan, options)).rejects.toThrow(/another run/u);
    await other.close();
  });

  test('a table that is in use: gives up after the lock timeout', async () => {
    const other = await bench.session('postgres');
    await other.query(sql`BEGIN`);
    await other.query(sql`LOCK TABLE app.docs IN ACCESS EXCLUSIVE MODE`);
    const locking: Fact = { kind: 'row-security', relation: DOCS, enabled: true, forced: false };
    await other.query(sql`ROLLBACK`);
    const wanted = await planOf(demandsOf([locking]), await bench.inventory(), bench.planOptions);
    await other.query(sql`BEGIN`);
    await other.query(sql`LOCK TABLE app.docs IN ACCESS EXCLUSIVE MODE`);
    const result = await applyPlan(wanted, { ...options, collect: null, lockTimeoutMs: 100 });
    await other.close();
    expect(result.failure?.code).toBe('lock');
    expect(result.failure?.sqlstate).toBe('55P03');
  });

  test('a server that goes away: unapplied or in doubt, never applied', async () => {
    const target = { ...(await targetOf(bench)) };
    const dying: ApplyOptions = {
      ...options,
      collect: null,
      connect: async () => {
        const session = await connect(target);
        const killer = await bench.session('postgres');
        const pid = await session.query(sql`SELECT pg_catalog.pg_backend_pid()`);
        return {
          ...session,
          target: session.target,
          tlsVersion: null,
          query: async (text, parameters) => {
            if (text.text.startsWith('GRANT'))
              await killer.query(sql`SELECT pg_catalog.pg_terminate_backend($1)`, [pid.rows[0]?.[0] ?? '0']);
            return session.query(text, parameters);
          },
          attempt: (text, parameters) => session.attempt(text, parameters),
          transaction: (work) => session.transaction(work),
          onNotice: (listener) => session.onNotice(listener),
          close: async () => {
            await session.close();
            await killer.close();
          },
        };
      },
    };
    const result = await applyPlan(plan, dying);
    expect(result.failure).not.toBeNull();
    expect(result.journal.map((entry) => entry.status)).toEqual(['applied', 'unapplied', 'unapplied']);
    await bench.run('postgres', 'DROP ROLE rw');
  });
});

async function targetOf(bench: Bench): Promise<Parameters<typeof connect>[0]> {
  const session = await bench.session('postgres');
  await session.close();
  return session.target;
}
