// Documents that restrict columns, and a server whose log takes parameters and the details of errors.
// https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-ERROR-VERBOSITY

import { settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

const RESTRICTED = [
  '## Data Classification',
  '',
  '| Dataset | Location | Classification | Handling |',
  '|---|---|---|---|',
  '| numbers | `public.people.ssn` | restricted/PII | none |',
  '',
].join('\n');

export const check: CheckDefinition = defineCheck({
  id: 'settings/error-details-in-log',
  title: 'The log takes values of restricted columns',
  severity: 'medium',
  confidence: 'high',
  threats: ['restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-logging.html#GUC-LOG-ERROR-VERBOSITY'],
  needs: ['settings'],
  doc: {
    what: 'Columns are classified as restricted or regulated, and log_error_verbosity is not terse or log_parameter_max_length is not 0.',
    why: 'The DETAIL of an error quotes the row or key that failed, and a logged statement its parameters: whoever reads logs reads the column.',
    fix: 'log_error_verbosity = terse, log_parameter_max_length = 0 and log_parameter_max_length_on_error = 0.',
  },
  examples: [
    {
      title: 'as PostgreSQL comes',
      sql: `CREATE TABLE people (id int, ssn text)`,
      expect: ['setting:log_error_verbosity', 'setting:log_parameter_max_length'],
      documents: RESTRICTED,
    },
    {
      title: 'neither',
      sql: `CREATE TABLE people (id int, ssn text)`,
      expect: [],
      documents: RESTRICTED,
      settings: { log_error_verbosity: 'terse', log_parameter_max_length: '0' },
    },
    { title: 'no restricted column', sql: `CREATE TABLE people (id int, ssn text)`, expect: [] },
  ],
  check: ({ inventory, bound }) => {
    const restricted = (bound?.columns ?? []).some((each) => ['restricted', 'regulated'].includes(each.dataClass));
    if (!restricted) return [];
    return [
      ...unless(inventory, 'log_error_verbosity', 'terse'),
      ...unless(inventory, 'log_parameter_max_length', '0'),
    ];
  },
});

function unless(inventory: Parameters<typeof settingValue>[0], name: string, wanted: string): readonly Gap[] {
  const value = settingValue(inventory, name);
  if (value === null || value === wanted) return [];
  const remedy = [{ fact: { kind: 'setting', name, value: wanted }, because: [] }] as const;
  return [{ subject: settingRef(name), detail: `${name} = ${value}.`, remedy }];
}
