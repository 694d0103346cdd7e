// Statements that PostgreSQL takes and that do nothing, or less than they say. Each case first shows that the obvious
// statement leaves the way in open, then that the plan closes it, judged by real attempts.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyPlan, undoPlan } from '../../../src/apply/index.js';
import type { Fact } from '../../../src/demand/model.js';
import { PUBLIC, roleGrantee } from '../../../src/pg/grantee.js';
import { objectRef } from '../../../src/pg/object.js';
import { MAJORS } from '../../../src/pg/version.js';
import { planOf } from '../../../src/plan/index.js';
import { sql } from '../../../src/sql/sql.js';
import { verbatim } from '../../../src/sql/verbatim.js';
import { startBench, type Bench } from './cluster.js';
import { demandsOf, expectSame } from './laws.js';
import { column, privilege } from './scenario.js';

const DB = 'postgres';
const DOCS = objectRef('table', ['app', 'docs'], DB);
const WEB = roleGrantee('web');

const FIXTURE = `
  CREATE ROLE maker; CREATE ROLE web LOGIN; CREATE ROLE lead;
  CREATE SCHEMA app AUTHORIZATION maker; GRANT USAGE ON SCHEMA app TO web, lead; GRANT CREATE ON SCHEMA app TO maker;
  SET ROLE maker;
  CREATE TABLE app.docs (id int, tenant_id text, title text, ssn text);
  CREATE TABLE app.log (at date, tenant_id text) PARTITION BY RANGE (at);
  CREATE TABLE app.log_1 PARTITION OF app.log FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
  INSERT INTO app.docs VALUES (1, 'a', 'of a', '1'), (2, '', 'of nobody', '2');
  INSERT INTO app.log VALUES ('2026-02-01', 'a'), ('2026-02-02', 'b');
  GRANT SELECT ON app.docs, app.log, app.log_1 TO web;
  GRANT SELECT ON app.docs TO lead WITH GRANT OPTION;
  RESET ROLE; SET ROLE lead; GRANT SELECT ON app.docs TO web; RESET ROLE`;

const equals = sql`tenant_id = current_setting('app.tenant_id', true)`;
const never = sql`tenant_id = NULLIF(current_setting('app.tenant_id', true), '')`;

function policy(table: string, using: typeof equals): readonly Fact[] {
  const relation = objectRef('table', ['app', table], DB);
  const own = { kind: 'policy', relation, name: `${table}_tenant`, command: 'ALL', permissive: true } as const;
  return [
    { ...own, grantees: [PUBLIC], using, check: using },
    { kind: 'row-security', relation, enabled: true, forced: true },
  ];
}

const LATER = `SET ROLE maker; CREATE FUNCTION app.later() RETURNS int LANGUAGE sql AS 'SELECT 1'; RESET ROLE`;
const byWeb = (query: string): string => `SET LOCAL ROLE web; ${query}`;
/** As a pooled connection: the tenant of the last transaction was set locally, and is '' in this one. */
const AFTER_LOCAL = `SET app.tenant_id = ''`;

interface Case {
  readonly name: string;
  /** Does not do what it says. */
  readonly obvious: string;
  /** Answers a row while the way in is open, and an error or none when it is closed. */
  readonly attempt: string;
  readonly facts: readonly Fact[];
}

const CASES: readonly Case[] = [
  {
    name: 'a column REVOKE under a table grant',
    obvious:
      'SET ROLE maker; REVOKE SELECT (ssn) ON app.docs FROM web; RESET ROLE; SET ROLE lead; REVOKE SELECT (ssn) ON app.docs FROM web',
    attempt: byWeb('SELECT ssn FROM app.docs'),
    facts: [privilege(column('ssn'), WEB, 'SELECT', false)],
  },
  {
    name: 'a REVOKE by who did not grant',
    obvious: 'SET ROLE maker; REVOKE SELECT ON app.docs FROM web',
    attempt: byWeb('SELECT title FROM app.docs'),
    facts: [privilege(DOCS, WEB, 'SELECT', false)],
  },
  {
    name: 'a default REVOKE from PUBLIC in one schema',
    obvious: 'ALTER DEFAULT PRIVILEGES FOR ROLE maker IN SCHEMA app REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC',
    attempt: `${LATER}; ${byWeb('SELECT app.later()')}`,
    facts: [
      {
        kind: 'default-privilege',
        database: DB,
        role: 'maker',
        schema: 'app',
        objectKind: 'routine',
        grantee: PUBLIC,
        privilege: 'EXECUTE',
        present: false,
      },
    ],
  },
  {
    name: 'a partition read directly',
    obvious: `ALTER TABLE app.log ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON app.log USING (false)`,
    attempt: byWeb(`SELECT 1 FROM app.log_1 WHERE tenant_id = 'b'`),
    facts: [
      ...policy('log', never),
      { kind: 'row-security', relation: objectRef('table', ['app', 'log_1'], DB), enabled: true, forced: true },
    ],
  },
  {
    name: "'' after SET LOCAL",
    obvious: `ALTER TABLE app.docs ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON app.docs USING (${equals.text})`,
    attempt: `${AFTER_LOCAL}; ${byWeb('SELECT title FROM app.docs')}`,
    facts: policy('docs', never),
  },
];

describe.each(MAJORS)('silent no-ops on PostgreSQL %i', (major) => {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await startBench(major);
    await bench?.run(DB, FIXTURE);
  });
  afterAll(async () => bench?.cluster.stop());

  /** `before` and the attempt in a transaction that is taken back. */
  async function isOpen(ready: Bench, attempt: string, before = ''): Promise<boolean> {
    const session = await ready.session(DB);
    try {
      await session.query(verbatim(`BEGIN; ${before}; RESET ROLE`));
      const parts = attempt.split('; ');
      for (const part of parts.slice(0, -1)) await session.query(verbatim(part));
      const answer = await session.attempt(verbatim(parts.at(-1) ?? ''));
      if (!answer.ok && answer.error.sqlstate !== '42501') throw new Error(answer.error.message);
      return answer.ok && answer.value.rows.length > 0;
    } finally {
      await session.close();
    }
  }

  test.for(CASES)('$name', async ({ obvious, attempt, facts }, { skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    expect(await isOpen(bench, attempt)).toBe(true);
    expect(await isOpen(bench, attempt, obvious)).toBe(true);
    const former = await bench.inventory();
    const plan = await planOf(demandsOf(facts), former, bench.planOptions);
    const applied = await applyPlan(plan, bench.applyOptions);
    expect(applied.failure).toBeNull();
    expect(await isOpen(bench, attempt)).toBe(false);
    expect((await planOf(demandsOf(facts), await bench.inventory(), bench.planOptions)).steps).toEqual([]);
    expect((await undoPlan(plan, bench.applyOptions, applied.journal)).failure).toBeNull();
    expect(await isOpen(bench, attempt)).toBe(true);
    expectSame(await bench.inventory(), former);
  });
});
