// log_connections is off.
// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-CONNECTIONS

import { auditSettings } from '../audit.js';
import { settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'audit/connections',
  title: 'Logins are not logged',
  severity: 'medium',
  confidence: 'high',
  threats: ['repudiation', 'credential-guessing'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-CONNECTIONS'],
  needs: ['settings'],
  doc: {
    what: 'log_connections is off.',
    why: 'Nobody can say who was connected when something happened, or from where.',
    fix: 'Set log_connections = on (from 18 on: authorization among its aspects).',
  },
  examples: [
    { title: 'off', sql: `SELECT 1`, expect: ['setting:log_connections'], settings: { log_connections: 'off' } },
    { title: 'on', sql: `SELECT 1`, expect: [], settings: { log_connections: 'on' } },
    {
      title: 'the aspect that names the role',
      sql: `SELECT 1`,
      expect: [],
      since: 18,
      settings: { log_connections: 'authorization' },
    },
    {
      title: 'an aspect that does not',
      sql: `SELECT 1`,
      expect: ['setting:log_connections'],
      since: 18,
      settings: { log_connections: 'receipt' },
    },
  ],
  check: ({ inventory }) =>
    auditSettings(inventory).logsConnections
      ? []
      : [
          {
            subject: settingRef('log_connections'),
            detail: `log_connections = ${settingValue(inventory, 'log_connections') || 'nothing'}.`,
          },
        ],
});
