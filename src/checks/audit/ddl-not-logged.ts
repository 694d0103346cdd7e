// Neither log_statement nor pgaudit records data definition.
// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-STATEMENT

import { auditSettings } from '../audit.js';
import { settingRef } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'audit/ddl-not-logged',
  title: 'Changes of the schema are not logged',
  severity: 'medium',
  confidence: 'high',
  threats: ['repudiation', 'audit-evasion'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-STATEMENT'],
  needs: ['settings'],
  doc: {
    what: 'Neither log_statement nor pgaudit records data definition.',
    why: 'A dropped policy or a new grant leaves no trace.',
    fix: 'Set log_statement = ddl, or pgaudit.log with ddl and role.',
  },
  examples: [
    { title: 'none', sql: `SELECT 1`, expect: ['setting:log_statement'], settings: { log_statement: 'none' } },
    { title: 'ddl', sql: `SELECT 1`, expect: [], settings: { log_statement: 'ddl' } },
    {
      title: 'through pgaudit',
      sql: `SELECT 1`,
      expect: [],
      settings: { shared_preload_libraries: 'pgaudit', 'pgaudit.log': 'ddl, role' },
    },
  ],
  check: ({ inventory }) => {
    const { pgaudit, logStatement } = auditSettings(inventory);
    if (logStatement !== 'none' || (pgaudit.has('ddl') && pgaudit.has('role'))) return [];
    return [
      {
        subject: settingRef('log_statement'),
        detail: 'log_statement = none, and pgaudit does not record ddl and role.',
      },
    ];
  },
});
