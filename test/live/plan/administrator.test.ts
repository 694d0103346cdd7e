// The laws for an administrator who is no superuser, as managed platforms give one: what he can do converges and
// comes back; what he cannot is blocked, with who can, and the same in the second plan.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collectInventory } from '../../../src/collect/index.js';
import { Secret } from '../../../src/core/secret.js';
import type { Fact } from '../../../src/demand/model.js';
import { PUBLIC, roleGrantee } from '../../../src/pg/grantee.js';
import { objectRef } from '../../../src/pg/object.js';
import { MAJORS } from '../../../src/pg/version.js';
import { connect, type Target } from '../../../src/session/index.js';
import { sql } from '../../../src/sql/sql.js';
import { startBench, type Bench } from './cluster.js';
import { expectFixpointAndInverse } from './laws.js';

const DB = 'postgres';
const DOCS = objectRef('table', ['app', 'docs'], DB);
const TENANT = sql`tenant_id = current_setting('app.tenant_id', true)`;

function schemaSql(major: number): string {
  const admin = major >= 16 ? 'GRANT web, report TO managed WITH ADMIN TRUE, INHERIT TRUE, SET TRUE;' : '';
  return `
    CREATE ROLE managed LOGIN CREATEROLE CREATEDB PASSWORD 'managed';
    CREATE ROLE web LOGIN;
    CREATE ROLE report LOGIN;
    CREATE ROLE boss SUPERUSER LOGIN;
    CREATE ROLE rds_iam;
    GRANT rds_iam TO managed WITH ADMIN OPTION;
    GRANT CREATE ON DATABASE postgres TO managed;
    GRANT pg_read_all_settings, pg_read_all_stats TO managed;
    ${admin}
    SET ROLE managed;
    CREATE SCHEMA app;
    CREATE TABLE app.docs (id int PRIMARY KEY, tenant_id text, body text, ssn text);
    GRANT SELECT ON app.docs TO PUBLIC;
    GRANT USAGE ON SCHEMA app TO web, report;
    GRANT SELECT ON app.docs TO web;
    RESET ROLE;
    CREATE TABLE app.theirs (id int);
    ALTER TABLE app.theirs OWNER TO boss;
    GRANT SELECT ON app.theirs TO PUBLIC`;
}

function privilege(object: typeof DOCS, grantee: Parameters<typeof roleGrantee>[0] | null, present: boolean): Fact {
  const who = grantee === null ? PUBLIC : roleGrantee(grantee);
  return { kind: 'privilege', object, grantee: who, privilege: 'SELECT', present, grantable: false };
}

const ABLE: readonly Fact[] = [
  { kind: 'role', role: 'app_owner', attributes: { login: false } },
  { kind: 'role', role: 'app_rw', attributes: {} },
  { kind: 'role', role: 'web', attributes: { connectionLimit: 9 } },
  { kind: 'membership', role: 'app_rw', member: 'web', present: true },
  // What lets a login in by token on RDS is a membership like any other.
  { kind: 'membership', role: 'rds_iam', member: 'web', present: true },
  { kind: 'role-setting', role: 'web', database: null, name: 'search_path', value: 'app' },
  { kind: 'schema', database: DB, schema: 'app', owner: 'app_owner' },
  { kind: 'owner', object: DOCS, owner: 'app_owner' },
  privilege(DOCS, 'app_rw', true),
  privilege(DOCS, null, false),
  privilege(DOCS, 'web', false),
  privilege(objectRef('column', ['app', 'docs', 'body'], DB), 'web', true),
  { kind: 'row-security', relation: DOCS, enabled: true, forced: true },
  {
    kind: 'policy',
    relation: DOCS,
    name: 'tenant',
    command: 'ALL',
    permissive: true,
    grantees: [PUBLIC],
    using: TENANT,
    check: TENANT,
  },
];

const UNABLE: readonly Fact[] = [
  { kind: 'role', role: 'boss', attributes: { superuser: false } },
  { kind: 'role', role: 'report', attributes: { bypassRls: true } },
  { kind: 'role-setting', role: 'web', database: null, name: 'log_statement', value: 'ddl' },
  { kind: 'setting', name: 'log_disconnections', value: 'on' },
  { kind: 'preload', library: 'pg_stat_statements' },
  { kind: 'owner', object: objectRef('table', ['app', 'theirs'], DB), owner: 'app_owner' },
  privilege(objectRef('table', ['app', 'theirs'], DB), null, false),
];

describe.each(MAJORS)('an administrator without superuser on PostgreSQL %i', (major) => {
  let bench: Bench | null = null;
  beforeAll(async () => {
    bench = await startBench(major);
    await bench?.run(DB, schemaSql(major));
  });
  afterAll(async () => bench?.cluster.stop());

  test('fixpoint and inverse; the rest is blocked with who can', { timeout: 60_000 }, async ({ skip }) => {
    if (bench === null) return skip(`no server of major ${major}`);
    const { host, port } = bench.cluster;
    const tls = { mode: 'disable', authority: null } as const;
    const target = (database: string): Target => ({
      host,
      port,
      user: 'managed',
      password: new Secret('managed'),
      database,
      tls,
    });
    const managed: Bench = {
      ...bench,
      inventory: () => collectInventory(target(DB)),
      planOptions: { handOff: 'include' },
      applyOptions: {
        connect: (database) => connect(target(database)),
        maintenanceDatabase: DB,
        collect: null,
        includeHandOff: true,
      },
    };
    const plan = await expectFixpointAndInverse(managed, [...ABLE, ...UNABLE]);
    expect(plan.blocked).toHaveLength(UNABLE.length);
    for (const each of plan.blocked) expect(each.whoCan).toContain('superuser');
    expect(new Set(plan.steps.map((step) => step.kind)).size).toBeGreaterThanOrEqual(7);
  });
});
