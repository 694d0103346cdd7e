// allow_system_table_mods, ignore_system_indexes, zero_damaged_pages or ignore_checksum_failure is on.
// https://www.postgresql.org/docs/current/runtime-config-developer.html

import { settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'settings/developer-options',
  title: 'A developer option is on',
  severity: 'high',
  confidence: 'high',
  threats: ['insider-administrator', 'audit-evasion'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-developer.html'],
  needs: ['settings'],
  doc: {
    what: 'allow_system_table_mods, ignore_system_indexes, zero_damaged_pages or ignore_checksum_failure is on.',
    why: 'They let system tables be changed by hand, or damage be passed over as if nothing had happened.',
    fix: 'Set them off.',
  },
  examples: [
    {
      title: 'system tables may be changed',
      sql: `SELECT 1`,
      expect: ['setting:allow_system_table_mods'],
      settings: { allow_system_table_mods: 'on' },
    },
    { title: 'all off', sql: `SELECT 1`, expect: [] },
  ],
  check: ({ inventory }) =>
    OPTIONS.filter((name) => settingValue(inventory, name) === 'on').map((name) => ({
      subject: settingRef(name),
      detail: `${name} = on.`,
    })),
});

const OPTIONS: readonly string[] = [
  'allow_system_table_mods',
  'ignore_checksum_failure',
  'ignore_system_indexes',
  'zero_damaged_pages',
];
