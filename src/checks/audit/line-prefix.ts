// log_line_prefix lacks the time, the process, the role, the database or the client’s address.
// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-LINE-PREFIX

import { settingList, settingRef, settingValue } from '../setting.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'audit/line-prefix',
  title: 'Log lines do not say who and where',
  severity: 'low',
  confidence: 'high',
  threats: ['repudiation'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-LINE-PREFIX'],
  needs: ['settings'],
  doc: {
    what: 'log_line_prefix lacks the time, the process, the role, the database or the client’s address.',
    why: 'A record that names nobody proves nothing.',
    fix: 'Set log_line_prefix to e.g. %m [%p] %q%u@%d %h %a.',
  },
  examples: [
    {
      title: 'no address',
      sql: `SELECT 1`,
      expect: ['setting:log_line_prefix'],
      settings: { log_line_prefix: '%m [%p] %u@%d ' },
    },
    { title: 'complete', sql: `SELECT 1`, expect: [], settings: { log_line_prefix: '%m [%p] %q%u@%d %h %a ' } },
    { title: 'csvlog has it all', sql: `SELECT 1`, expect: [], settings: { log_line_prefix: '%t [%c] %u@%d %r ' } },
  ],
  check: ({ inventory }) => {
    const prefix = settingValue(inventory, 'log_line_prefix');
    const destinations = settingList(inventory, 'log_destination');
    if (prefix === null || destinations.includes('csvlog') || destinations.includes('jsonlog')) return [];
    const missing = NEEDED.filter(([, escapes]) => !escapes.some((escape) => prefix.includes(escape))).map(
      ([name]) => name,
    );
    return missing.length === 0
      ? []
      : [{ subject: settingRef('log_line_prefix'), detail: `Missing: ${listed(missing)}.` }];
  },
});

const NEEDED: readonly (readonly [string, readonly string[]])[] = [
  ['time', ['%m', '%t', '%n']],
  ['process', ['%p', '%c']],
  ['role', ['%u']],
  ['database', ['%d']],
  ['client address', ['%h', '%r']],
];
