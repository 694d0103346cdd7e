// One demand or more of every kind on the fixture, among them each silent no-op of PostgreSQL.

import type { Fact } from '../../../src/demand/model.js';
import { PUBLIC, roleGrantee, type Grantee } from '../../../src/pg/grantee.js';
import { objectRef, type ObjectRef } from '../../../src/pg/object.js';
import type { Privilege } from '../../../src/pg/privilege.js';
import { sql } from '../../../src/sql/sql.js';
import { admitted, APPLIER_ADMITTED } from './admitted.js';

const DB = 'postgres';
export const DOCS: ObjectRef = objectRef('table', ['app', 'docs'], DB);
const TITLES = objectRef('view', ['app', 'titles'], DB);
const COUNT = objectRef('routine', ['app', 'count_docs(integer, text)'], DB);
const TENANT = objectRef('routine', ['app', 'current_tenant()'], DB);

export function privilege(object: ObjectRef, grantee: Grantee, name: Privilege, present: boolean): Fact {
  return { kind: 'privilege', object, grantee, privilege: name, present, grantable: false };
}

export function column(name: string): ObjectRef {
  return objectRef('column', ['app', 'docs', name], DB);
}

export function scenario(major: number): readonly Fact[] {
  return [...roles(), ...grants(), ...isolation(major), ...settings()];
}

function roles(): readonly Fact[] {
  return [
    { kind: 'role', role: 'app_owner', attributes: { login: false } },
    { kind: 'role', role: 'app_rw', attributes: {} },
    { kind: 'role', role: 'owner_b', attributes: { createDb: false, connectionLimit: 7 } },
    { kind: 'role', role: 'boss', attributes: { superuser: false } },
    {
      kind: 'membership',
      role: 'app_rw',
      member: 'app',
      present: true,
      options: { admin: false, inherit: true, set: false },
    },
    { kind: 'membership', role: 'pg_read_all_data', member: 'clerk2', present: false },
    { kind: 'membership', role: 'reader', member: 'clerk', present: false },
    { kind: 'role-setting', role: 'app', database: null, name: 'search_path', value: 'app, pg_temp' },
    { kind: 'role-setting', role: 'app', database: DB, name: 'statement_timeout', value: '30s' },
    { kind: 'role-setting', role: null, database: DB, name: 'idle_in_transaction_session_timeout', value: '60000' },
    { kind: 'schema', database: DB, schema: 'app', owner: 'app_owner' },
    { kind: 'schema', database: DB, schema: 'masked', owner: 'app_owner' },
    ...['docs', 'tenants', 'members', 'log', 'log_1'].map((name): Fact => ({
      kind: 'owner',
      object: objectRef('table', ['app', name], DB),
      owner: 'app_owner',
    })),
    { kind: 'owner', object: TITLES, owner: 'owner_b' },
    { kind: 'owner', object: COUNT, owner: 'reader' },
  ];
}

function grants(): readonly Fact[] {
  const rw = roleGrantee('app_rw');
  const odd = objectRef('table', ['odd "schema', "t'able; --"], DB);
  return [
    privilege(objectRef('schema', ['app'], DB), rw, 'USAGE', true),
    privilege(DOCS, rw, 'INSERT', true),
    privilege(column('title'), rw, 'SELECT', true),
    privilege(column('id'), rw, 'SELECT', true),
    // Column REVOKE under a table grant.
    privilege(column('ssn'), roleGrantee('owner_b'), 'SELECT', false),
    privilege(column('body'), roleGrantee('owner_b'), 'SELECT', false),
    // A grant option in the middle of a chain; clerk2 keeps what clerk had given.
    privilege(DOCS, roleGrantee('clerk'), 'SELECT', false),
    privilege(DOCS, roleGrantee('reader'), 'SELECT', true),
    // Table REVOKE that strikes a column grant which stays.
    privilege(DOCS, roleGrantee('clerk2'), 'SELECT', false),
    privilege(odd, PUBLIC, 'SELECT', false),
    privilege(odd, PUBLIC, 'DELETE', false),
    privilege(objectRef('schema', ['odd "schema'], DB), PUBLIC, 'USAGE', false),
    privilege(objectRef('database', [DB]), PUBLIC, 'TEMPORARY', false),
    privilege(COUNT, roleGrantee('app_rw'), 'EXECUTE', true),
    // Per-schema default REVOKE from PUBLIC.
    {
      kind: 'default-privilege',
      database: DB,
      role: 'app_owner',
      schema: 'app',
      objectKind: 'routine',
      grantee: PUBLIC,
      privilege: 'EXECUTE',
      present: false,
    },
    {
      kind: 'default-privilege',
      database: DB,
      role: 'app_owner',
      schema: 'app',
      objectKind: 'table',
      grantee: rw,
      privilege: 'SELECT',
      present: true,
    },
  ];
}

function isolation(major: number): readonly Fact[] {
  const tenant = sql`(SELECT "app"."current_tenant"())`;
  const inTenant = sql`tenant_id = ${tenant}`;
  return [
    {
      kind: 'routine',
      routine: TENANT,
      owner: 'app_owner',
      returns: sql`bigint`,
      language: 'sql',
      volatility: 'stable',
      securityDefiner: false,
      config: [{ name: 'search_path', value: 'pg_catalog, pg_temp' }],
      parameters: [],
      body: sql`SELECT NULLIF(pg_catalog.current_setting('app.tenant_id', true), '')::bigint`,
    },
    privilege(TENANT, PUBLIC, 'EXECUTE', false),
    privilege(TENANT, roleGrantee('app_rw'), 'EXECUTE', true),
    { kind: 'row-security', relation: DOCS, enabled: true, forced: true },
    { kind: 'no-policy', relation: DOCS, name: 'old_one' },
    {
      kind: 'policy',
      relation: DOCS,
      name: 'tenant "isolation',
      command: 'ALL',
      permissive: true,
      grantees: [roleGrantee('app_rw'), roleGrantee('owner_b')],
      using: inTenant,
      check: inTenant,
    },
    {
      kind: 'view',
      view: objectRef('view', ['masked', 'docs'], DB),
      owner: 'app_owner',
      query: sql`SELECT d.id, d.title, left(d.ssn, 2) || '***' AS ssn FROM app.docs AS d WHERE d.title <> 'x'`,
      securityBarrier: true,
      securityInvoker: false,
    },
    privilege(objectRef('view', ['masked', 'docs'], DB), roleGrantee('clerk'), 'SELECT', true),
    ...(major >= 15 ? [{ kind: 'view-option', view: TITLES, option: 'security_invoker', value: true } as const] : []),
    { kind: 'routine-config', routine: COUNT, name: 'search_path', value: 'pg_catalog, app, pg_temp' },
    { kind: 'routine-security', routine: COUNT, securityDefiner: false },
    { kind: 'index', relation: DOCS, columns: ['tenant_id'], name: 'docs_tenant_id_idx' },
    { kind: 'tag', object: column('ssn'), tag: 'restricted' },
    { kind: 'tag', object: DOCS, tag: 'confidential' },
  ];
}

function settings(): readonly Fact[] {
  return [
    { kind: 'extension', database: DB, extension: 'pgcrypto', schema: null },
    { kind: 'setting', name: 'log_disconnections', value: 'on' },
    { kind: 'setting', name: 'authentication_timeout', value: '30s' },
    { kind: 'setting', name: 'max_wal_senders', value: '3' },
    { kind: 'preload', library: 'pg_stat_statements' },
    { kind: 'setting', name: 'pg_stat_statements.track_utility', value: 'off' },
    { kind: 'extension', database: DB, extension: 'pg_stat_statements', schema: null },
    APPLIER_ADMITTED,
    admitted('app', DB, '127.3.0.0/16'),
    { kind: 'hba-require', rule: 'tls' },
    { kind: 'hba-require', rule: 'verified-method' },
    { kind: 'hba-require', rule: 'default-deny' },
  ];
}
