// ssl_ciphers names MEDIUM, LOW, 3DES, RC4, NULL, EXPORT or aNULL suites while TLS 1.2 is accepted.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SSL-CIPHERS

import { settingRef, settingValue } from '../setting.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'tls/weak-ciphers',
  title: 'Weak cipher suites are allowed',
  severity: 'medium',
  confidence: 'medium',
  threats: ['eavesdropping'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SSL-CIPHERS'],
  needs: ['settings'],
  doc: {
    what: 'ssl_ciphers names MEDIUM, LOW, 3DES, RC4, NULL, EXPORT or aNULL suites while TLS 1.2 is accepted.',
    why: 'A client, or somebody between, may choose a suite that can be broken.',
    fix: 'Set ssl_ciphers to HIGH:!aNULL:!MD5:!3DES, or accept TLS 1.3 only.',
  },
  examples: [
    {
      title: 'the default of 14',
      sql: `SELECT 1`,
      expect: ['setting:ssl_ciphers'],
      settings: { ssl_ciphers: 'HIGH:MEDIUM:+3DES:!aNULL' },
    },
    { title: 'strong suites', sql: `SELECT 1`, expect: [], settings: { ssl_ciphers: 'HIGH:!aNULL:!MD5:!3DES' } },
    {
      title: 'TLS 1.3 has its own suites',
      sql: `SELECT 1`,
      expect: [],
      settings: { ssl_ciphers: 'HIGH:MEDIUM:+3DES:!aNULL', ssl_min_protocol_version: 'TLSv1.3' },
    },
  ],
  check: ({ inventory }) => {
    if (settingValue(inventory, 'ssl') !== 'on' || settingValue(inventory, 'ssl_min_protocol_version') === 'TLSv1.3')
      return [];
    const words = (settingValue(inventory, 'ssl_ciphers') ?? '')
      .split(/[:, ]+/u)
      .filter((word) => !/^[!-]/u.test(word));
    const weak = words.filter((word) =>
      /^\+?(?:MEDIUM|LOW|3DES|DES|RC4|e?NULL|aNULL|EXP(?:ORT)?\d*|ALL)$/iu.test(word),
    );
    return weak.length === 0 ? [] : [{ subject: settingRef('ssl_ciphers'), detail: `Allowed: ${listed(weak)}.` }];
  },
});
