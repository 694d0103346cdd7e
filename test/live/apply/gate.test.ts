// A client runs its queries throughout. The one that does not say its tenant works up to the gate, the adapted
// one beyond it too; nothing behind the gate is done before it is opened.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import { Secret } from '../../../src/core/secret.js';
import type { Fact } from '../../../src/demand/model.js';
import { roleGrantee } from '../../../src/pg/grantee.js';
import { objectRef } from '../../../src/pg/object.js';
import { planOf } from '../../../src/plan/index.js';
import { connect } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import { startBench, type Bench } from '../plan/cluster.js';
import { demandsOf, expectSame } from '../plan/laws.js';

const DB = 'postgres';
const DOCS = objectRef('table', ['app', 'docs'], DB);
const APP = roleGrantee('web');
const tenant = sql`tenant_id = NULLIF(current_setting('app.tenant_id', true), '')`;

const FACTS: readonly Fact[] = [
  { kind: 'role', role: 'app_owner', attributes: { login: false } },
  { kind: 'owner', object: DOCS, owner: 'app_owner' },
  { kind: 'row-security', relation: DOCS, enabled: true, forced: true },
  {
    kind: 'policy',
    relation: DOCS,
    name: 'tenant',
    command: 'ALL',
    permissive: true,
    grantees: [APP],
    using: tenant,
    check: tenant,
  },
  ...['id', 'tenant_id', 'title'].map((name): Fact => ({
    kind: 'privilege',
    object: objectRef('column', ['app', 'docs', name], DB),
    grantee: APP,
    privilege: 'SELECT',
    present: true,
    grantable: false,
  })),
  { kind: 'privilege', object: DOCS, grantee: APP, privilege: 'SELECT', present: false, grantable: false },
];

const OLD = 'SELECT * FROM app.docs ORDER BY id';
const ADAPTED =
  "SELECT title FROM (SELECT set_config('app.tenant_id', 'a', false) AS t OFFSET 0) AS s, LATERAL (SELECT title FROM app.docs WHERE s.t IS NOT NULL AND tenant_id = 'a') AS d";

describe('the gate', () => {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await startBench(18);
    await bench?.run(
      DB,
      `CREATE ROLE web LOGIN PASSWORD 'web'; CREATE SCHEMA app; GRANT USAGE ON SCHEMA app TO web;
       CREATE TABLE app.docs (id int PRIMARY KEY, tenant_id text, title text, ssn text);
       GRANT SELECT, INSERT ON app.docs TO web;
       INSERT INTO app.docs VALUES (1, 'a', 'of a', '1'), (2, 'b', 'of b', '2')`,
    );
  });
  afterAll(async () => bench?.cluster.stop());

  test('cuts no running client off before it is opened', { timeout: 60_000 }, async ({ skip }) => {
    if (bench === null) return skip('no server of major 18');
    const { host, port } = bench.cluster;
    const tls = { mode: 'disable', authority: null } as const;
    const client = await connect({ host, port, user: 'web', password: new Secret('web'), database: DB, tls });
    const rowsOf = async (text: string): Promise<number | string> =>
      client.query(verbatim(text)).then(
        ({ rows }) => rows.length,
        (error: unknown) => (error instanceof Error && 'sqlstate' in error ? String(error.sqlstate) : 'unknown'),
      );
    const former = await bench.inventory();
    const plan = await planOf(demandsOf(FACTS), former, bench.planOptions);
    expect(plan.gates?.map((gate) => gate.needs)).toEqual([
      expect.stringContaining("begins with set_config('app.tenant_id', …, true)"),
      expect.stringContaining('name the columns'),
    ]);
    const seen: (number | string)[] = [];
    const before = await applyPlan(plan, { ...bench.applyOptions, stopAtGate: true });
    expect(before.failure).toBeNull();
    const waiting = before.journal.filter((each) => each.reason?.startsWith('waits at the gate') === true);
    expect(waiting.length).toBeGreaterThanOrEqual(2);
    seen.push(await rowsOf(OLD), await rowsOf(ADAPTED));
    expect(seen).toEqual([2, 1]);
    const rest = await planOf(demandsOf(FACTS), await bench.inventory(), bench.planOptions);
    const after = await applyPlan(rest, bench.applyOptions);
    expect(after.failure).toBeNull();
    expect([await rowsOf(OLD), await rowsOf(ADAPTED)]).toEqual(['42501', 1]);
    await client.close();
    const last = await planOf(demandsOf(FACTS), await bench.inventory(), bench.planOptions);
    expect([last.steps, last.gates]).toEqual([[], undefined]);
    await undoPlan(rest, bench.applyOptions, after.journal);
    await undoPlan(plan, bench.applyOptions, before.journal);
    expectSame(await bench.inventory(), former);
  });
});
