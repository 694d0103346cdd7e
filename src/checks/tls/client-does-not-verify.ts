// Client configuration whose sslmode is weaker than verify-full.
// https://www.postgresql.org/docs/current/libpq-ssl.html

import { itemsOf } from '../../inventory/index.js';
import { roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'tls/client-does-not-verify',
  title: 'An application does not verify the server',
  severity: 'high',
  confidence: 'high',
  threats: ['server-impersonation', 'eavesdropping'],
  references: ['https://www.postgresql.org/docs/current/libpq-ssl.html'],
  needs: ['clientConfigs'],
  doc: {
    what: 'Client configuration whose sslmode is weaker than verify-full.',
    why: 'Anybody on the way can answer in the server’s place and receive the password and the data.',
    fix: 'Use sslmode=verify-full with the authority’s certificate.',
  },
  examples: [
    {
      title: 'require does not verify',
      sql: `SELECT 1`,
      expect: ['role:app'],
      clients: [
        {
          file: 'app.env',
          line: 3,
          key: 'DATABASE_URL',
          role: 'app',
          database: 'app',
          host: 'db.example.org',
          sslMode: 'require',
          hasPassword: false,
          poolMode: null,
        },
      ],
    },
    {
      title: 'verify-full',
      sql: `SELECT 1`,
      expect: [],
      clients: [
        {
          file: 'app.env',
          line: 3,
          key: 'DATABASE_URL',
          role: 'app',
          database: 'app',
          host: 'db.example.org',
          sslMode: 'verify-full',
          hasPassword: false,
          poolMode: null,
        },
      ],
    },
  ],
  check: ({ inventory }) => {
    const found = new Map<string, string[]>();
    for (const client of itemsOf(inventory.cluster.clientConfigs)) {
      if (client.host === null || client.host.startsWith('/') || client.sslMode === 'verify-full') continue;
      const role = client.role ?? 'nobody';
      found.set(role, [
        ...(found.get(role) ?? []),
        `${client.file}:${client.line} (${client.sslMode ?? 'no sslmode'})`,
      ]);
    }
    return [...found].map(([role, places]) => ({ subject: roleRef(role), detail: `Not verified: ${listed(places)}.` }));
  },
});
