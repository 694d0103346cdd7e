// password_encryption is md5.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-PASSWORD-ENCRYPTION

import { settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'settings/password-encryption',
  title: 'New passwords are stored as MD5',
  severity: 'high',
  confidence: 'high',
  threats: ['credential-theft', 'credential-guessing'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-PASSWORD-ENCRYPTION'],
  needs: ['settings'],
  doc: {
    what: 'password_encryption is md5.',
    why: 'Every password set from now on can be used from its stored form and guessed cheaply.',
    fix: 'Set password_encryption = scram-sha-256.',
  },
  examples: [
    {
      title: 'md5',
      sql: `SELECT 1`,
      expect: ['setting:password_encryption'],
      settings: { password_encryption: 'md5' },
    },
    { title: 'scram', sql: `SELECT 1`, expect: [], settings: { password_encryption: 'scram-sha-256' } },
  ],
  check: ({ inventory }) => {
    const value = settingValue(inventory, 'password_encryption');
    if (value === null || value === 'scram-sha-256') return [];
    return [{ subject: settingRef('password_encryption'), detail: `password_encryption = ${value}.` }];
  },
});
