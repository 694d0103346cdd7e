// All scenarios; here those of code, connections, log and settings.

import { objectRef } from '../../../../src/pg/object.js';
import { ACCESS_SCENARIOS } from './scenarios-access.js';
import { CARRIER, table, type Scenario } from './scene.js';

const base = { role: '', title: '' };

const SERVER_SCENARIOS: readonly Scenario[] = [
  {
    name: 'search-path',
    harden: ['ALTER FUNCTION s.count_notes(uuid) SET search_path = pg_catalog, s, pg_temp'],
    facts: [
      {
        kind: 'routine-config',
        routine: objectRef('routine', ['s', 'count_notes(uuid)'], 'postgres'),
        name: 'search_path',
        value: 'pg_catalog, s, pg_temp',
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'search-path',
        id: '1',
        role: 'r_path',
        routine: objectRef('routine', ['s', 'count_notes(uuid)'], 'postgres'),
      },
    ],
  },
  {
    name: 'leaky-view',
    harden: ['ALTER FUNCTION s.read_all() SECURITY INVOKER'],
    facts: [
      {
        kind: 'routine-security',
        routine: objectRef('routine', ['s', 'read_all()'], 'postgres'),
        securityDefiner: false,
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'leaky-view',
        id: '1',
        role: 'r_view',
        view: objectRef('routine', ['s', 'read_all()'], 'postgres'),
        relation: table('docs'),
        tenancy: { kind: 'column', column: 'tenant_id' },
        carrier: CARRIER,
      },
    ],
  },
  {
    name: 'connect',
    harden: [],
    facts: [
      { kind: 'hba-require', rule: 'tls' },
      {
        kind: 'hba-admit',
        transport: 'tcp',
        database: { kind: 'name', name: 'postgres' },
        role: 'r_connect',
        range: '10.20.1.0/24',
        method: 'scram-sha-256',
        options: [],
      },
      {
        kind: 'hba-admit',
        transport: 'tcp',
        database: { kind: 'name', name: 'postgres' },
        role: 'r_audit',
        range: '10.20.1.0/24',
        method: 'scram-sha-256',
        options: [],
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'connect',
        id: 'plaintext',
        role: 'r_connect',
        database: 'postgres',
        from: { kind: 'range', range: '10.20.1.0/24' },
        with: 'plaintext',
      },
    ],
  },
  {
    name: 'wire',
    harden: ["ALTER SYSTEM SET ssl_min_protocol_version = 'TLSv1.3'"],
    facts: [{ kind: 'setting', name: 'ssl_min_protocol_version', value: 'TLSv1.3', without: 'TLSv1.2' }],
    attacks: [
      {
        ...base,
        kind: 'wire',
        id: '1',
        role: 'r_connect',
        attempt: 'tls-1.2',
        from: { kind: 'range', range: '10.20.1.0/24' },
      },
    ],
  },
  {
    name: 'audit',
    harden: ["ALTER SYSTEM SET log_statement = 'ddl'"],
    facts: [{ kind: 'setting', name: 'log_statement', value: 'ddl', without: 'none' }],
    attacks: [{ ...base, kind: 'audit', id: '1', role: 'r_audit', event: 'ddl', through: 'native' }],
  },
  {
    name: 'password',
    harden: ["ALTER SYSTEM SET password_encryption = 'scram-sha-256'"],
    facts: [{ kind: 'setting', name: 'password_encryption', value: 'scram-sha-256', without: 'md5' }],
    attacks: [{ ...base, kind: 'password', id: '1', role: 'r_password', attempt: 'stored-as-md5' }],
  },
  {
    name: 'setting',
    harden: [],
    facts: [{ kind: 'role', role: 'r_setting', attributes: { superuser: false } }],
    attacks: [{ ...base, kind: 'setting', id: '1', role: 'r_setting', setting: 'log_statement', value: 'none' }],
  },
  {
    name: 'connection-limit',
    harden: ['ALTER ROLE r_limit CONNECTION LIMIT 2'],
    facts: [{ kind: 'role', role: 'r_limit', attributes: { connectionLimit: 2 } }],
    attacks: [{ ...base, kind: 'connection-limit', id: '1', role: 'r_limit', database: 'postgres', limit: 2 }],
  },
  ...(['statement_timeout', 'idle_in_transaction_session_timeout'] as const).map((setting): Scenario => ({
    name: setting,
    harden: [`ALTER ROLE r_limit SET ${setting} = '5min'`],
    facts: [{ kind: 'role-setting', role: 'r_limit', database: null, name: setting, value: '5min' }],
    attacks: [
      {
        ...base,
        kind: 'session-limit',
        id: '1',
        role: 'r_limit',
        database: 'postgres',
        setting,
        milliseconds: 300_000,
      },
    ],
  })),
  {
    name: 'planted-name',
    harden: ['ALTER ROLE r_path SET search_path = pg_catalog, pg_temp'],
    facts: [
      {
        kind: 'role-setting',
        role: 'r_path',
        database: null,
        name: 'search_path',
        value: 'pg_catalog, pg_temp',
        without: 's, public',
      },
    ],
    attacks: [
      {
        ...base,
        kind: 'planted-name',
        id: '1',
        role: 'r_path',
        schema: objectRef('schema', ['s'], 'postgres'),
        planter: 'creator',
      },
    ],
  },
  {
    name: 'log-leak',
    harden: ['ALTER SYSTEM SET log_parameter_max_length = 0', "ALTER SYSTEM SET log_error_verbosity = 'terse'"],
    facts: [
      { kind: 'setting', name: 'log_parameter_max_length', value: '0', without: '-1' },
      { kind: 'setting', name: 'log_error_verbosity', value: 'terse', without: 'default' },
    ],
    attacks: (['parameter', 'error-detail'] as const).map((through) => ({
      ...base,
      kind: 'log-leak',
      id: through,
      role: 'r_audit',
      database: 'postgres',
      through,
    })),
  },
  {
    name: 'expiry',
    harden: ["ALTER ROLE r_connect VALID UNTIL '1970-01-01T00:00:00Z'"],
    facts: [{ kind: 'role', role: 'r_connect', attributes: { validUntil: '1970-01-01T00:00:00Z' } }],
    attacks: [{ ...base, kind: 'password', id: '1', role: 'r_connect', attempt: 'after-valid-until' }],
  },
];

export const SCENARIOS: readonly Scenario[] = [...ACCESS_SCENARIOS, ...SERVER_SCENARIOS];
