// Client configuration of an application or a pooler that holds a password.
// https://www.postgresql.org/docs/current/libpq-pgpass.html

import { isAtWork, itemsOf } from '../../inventory/index.js';
import { roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'secrets/password-in-file',
  title: 'A password stands in an application’s file',
  severity: 'medium',
  confidence: 'high',
  threats: ['credential-theft', 'secret-in-bootstrap'],
  references: ['https://www.postgresql.org/docs/current/libpq-pgpass.html'],
  needs: ['clientConfigs'],
  doc: {
    what: 'Client configuration of an application or a pooler that holds a password.',
    why: 'It is in every copy, image and backup of the file, and rotation forgets it.',
    fix: 'Take it from the secret store at start, or use certificates or short-lived tokens.',
  },
  examples: [
    {
      title: 'in the URL',
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
          sslMode: 'verify-full',
          hasPassword: true,
          poolMode: null,
        },
      ],
    },
    {
      title: 'not in the file',
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
      const role = client.role ?? 'nobody';
      if (client.hasPassword && isAtWork(client))
        found.set(role, [...(found.get(role) ?? []), `${client.file}:${client.line} (${client.key})`]);
    }
    return [...found].map(([role, places]) => ({ subject: roleRef(role), detail: `Password in ${listed(places)}.` }));
  },
});
