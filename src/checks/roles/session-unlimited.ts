// Logins whose statements, and whose transactions that wait for their client, last as long as they like.
// https://www.postgresql.org/docs/current/runtime-config-client.html

import { effectiveSetting } from '../../inventory/index.js';
import type { LoginKind } from '../../intent/operations.js';
import { ordinaryLogins, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

/** Their work is as long as it is. */
const LONG: readonly LoginKind[] = ['migration', 'backup', 'replication', 'break-glass'];

const LIMITS = ['statement_timeout', 'idle_in_transaction_session_timeout'] as const;

export const check: CheckDefinition = defineCheck({
  id: 'roles/session-unlimited',
  title: 'Nothing ends a login’s statements and waiting transactions',
  severity: 'low',
  confidence: 'high',
  threats: ['injection-blast-radius'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-client.html'],
  needs: ['roles', 'schemas', 'settings', 'roleSettings'],
  doc: {
    what: 'Logins that start with both statement_timeout and idle_in_transaction_session_timeout = 0, but for deployments, backups, replication and emergencies.',
    why: 'Injected SQL sleeps, reads everything, or holds locks for as long as it likes.',
    fix: 'ALTER ROLE … SET statement_timeout and idle_in_transaction_session_timeout.',
  },
  examples: [
    { title: 'neither', sql: `CREATE ROLE app LOGIN`, expect: ['role:app'] },
    { title: 'one of them', sql: `CREATE ROLE app LOGIN; ALTER ROLE app SET statement_timeout = '5min'`, expect: [] },
    {
      title: 'for every role',
      sql: `CREATE ROLE app LOGIN; ALTER ROLE ALL SET statement_timeout = '5min'`,
      expect: [],
    },
    {
      title: 'a deployment takes its time',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE deploy LOGIN`,
      expect: ['role:app'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.0.0.0/24 | none | scram-sha-256 |',
        '| `deploy` | deployment | migration | app | 10.0.0.0/24 | none | scram-sha-256 |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const kinds = new Map((bound?.intent.connections ?? []).map((each) => [each.login, each.kind]));
    return ordinaryLogins(inventory)
      .filter(({ name }) => !LONG.some((kind) => kind === kinds.get(name)))
      .filter(({ name }) => LIMITS.every((limit) => effectiveSetting(inventory, limit, name, null)?.value === '0'))
      .map(({ name }) => ({ subject: roleRef(name), detail: `${name} starts with ${LIMITS.join(' = 0 and ')} = 0.` }));
  },
});
