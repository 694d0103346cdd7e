// log_statement is mod or all, or log_min_duration_statement is not -1.
// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-STATEMENT

import { settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'settings/values-in-log',
  title: 'Statements are logged with the values in them',
  severity: 'low',
  confidence: 'high',
  threats: ['restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-STATEMENT'],
  needs: ['settings'],
  doc: {
    what: 'log_statement is mod or all, or log_min_duration_statement is not -1.',
    why: 'Personal data and passwords of statements end up in the log, where other people read them.',
    fix: 'Use pgaudit or log_statement = ddl; keep log_parameter_max_length = 0.',
  },
  examples: [
    {
      title: 'every statement',
      sql: `SELECT 1`,
      expect: ['setting:log_statement'],
      settings: { log_statement: 'all' },
    },
    {
      title: 'slow statements',
      sql: `SELECT 1`,
      expect: ['setting:log_min_duration_statement'],
      settings: { log_min_duration_statement: '250' },
    },
    { title: 'ddl only', sql: `SELECT 1`, expect: [], settings: { log_statement: 'ddl' } },
  ],
  check: ({ inventory }) => {
    const statement = settingValue(inventory, 'log_statement') ?? 'none';
    const duration = settingValue(inventory, 'log_min_duration_statement') ?? '-1';
    return [
      ...(statement === 'mod' || statement === 'all'
        ? [{ subject: settingRef('log_statement'), detail: `log_statement = ${statement}.` }]
        : []),
      ...(duration === '-1'
        ? []
        : [
            {
              subject: settingRef('log_min_duration_statement'),
              detail: `Statements of ${duration} ms and more are logged.`,
            },
          ]),
    ];
  },
});
