// ssl_min_protocol_version below TLSv1.3 while TLS is on.
// https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SSL-MIN-PROTOCOL-VERSION

import { settingRef, settingValue } from '../setting.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'tls/min-version',
  title: 'Old TLS versions are accepted',
  severity: 'medium',
  confidence: 'high',
  threats: ['eavesdropping'],
  references: ['https://www.postgresql.org/docs/current/runtime-config-connection.html#GUC-SSL-MIN-PROTOCOL-VERSION'],
  needs: ['settings'],
  doc: {
    what: 'ssl_min_protocol_version below TLSv1.3 while TLS is on.',
    why: 'TLS 1.0 and 1.1 are broken; 1.2 allows suites without forward secrecy. The house standard is TLS 1.3 unless the documents say otherwise.',
    fix: 'Set ssl_min_protocol_version = TLSv1.3.',
  },
  examples: [
    { title: 'the default', sql: `SELECT 1`, expect: ['setting:ssl_min_protocol_version'] },
    { title: 'TLS 1.3', sql: `SELECT 1`, expect: [], settings: { ssl_min_protocol_version: 'TLSv1.3' } },
  ],
  check: ({ inventory }) => {
    const version = settingValue(inventory, 'ssl_min_protocol_version');
    if (settingValue(inventory, 'ssl') !== 'on' || version === null || version === 'TLSv1.3') return [];
    const severity = version === 'TLSv1.2' ? 'medium' : 'high';
    return [
      {
        subject: settingRef('ssl_min_protocol_version'),
        severity,
        detail: `${version === '' ? 'Every version' : version} is accepted.`,
      },
    ];
  },
});
