// ssl is off.
// https://www.postgresql.org/docs/current/ssl-tcp.html

import { settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'tls/off',
  title: 'The server does not offer TLS',
  severity: 'critical',
  confidence: 'high',
  threats: ['eavesdropping', 'server-impersonation'],
  references: ['https://www.postgresql.org/docs/current/ssl-tcp.html'],
  needs: ['settings'],
  doc: {
    what: 'ssl is off.',
    why: 'Passwords and data cross the network in the clear, and clients cannot know the server.',
    fix: 'Set ssl = on with a certificate whose name clients verify.',
  },
  examples: [
    { title: 'off', sql: `SELECT 1`, expect: ['setting:ssl'], settings: { ssl: 'off' } },
    { title: 'on', sql: `SELECT 1`, expect: [] },
  ],
  check: ({ inventory }) =>
    settingValue(inventory, 'ssl') === 'off' ? [{ subject: settingRef('ssl'), detail: 'ssl = off.' }] : [],
});
