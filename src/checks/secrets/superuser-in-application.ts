// Client configuration that names a superuser.
// https://www.postgresql.org/docs/current/role-attributes.html

import { isAtWork, itemsOf } from '../../inventory/index.js';
import { roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'secrets/superuser-in-application',
  title: 'An application logs in as a superuser',
  severity: 'critical',
  confidence: 'high',
  threats: ['injection-blast-radius', 'credential-theft', 'secret-in-bootstrap'],
  references: ['https://www.postgresql.org/docs/current/role-attributes.html'],
  needs: ['clientConfigs', 'roles'],
  doc: {
    what: 'Client configuration that names a superuser.',
    why: 'One injected statement, or one leaked file, is the whole cluster and the server’s account.',
    fix: 'Give the application a login of its own with the grants that it needs.',
  },
  examples: [
    {
      title: 'postgres in the environment file',
      sql: `CREATE ROLE root_app SUPERUSER LOGIN`,
      expect: ['role:root_app'],
      clients: [
        {
          file: 'app.env',
          line: 3,
          key: 'DATABASE_URL',
          role: 'root_app',
          database: 'app',
          host: 'db.example.org',
          sslMode: 'verify-full',
          hasPassword: false,
          poolMode: null,
        },
      ],
    },
    {
      title: 'its own login',
      sql: `CREATE ROLE app LOGIN`,
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
    const superusers = new Set(
      itemsOf(inventory.cluster.roles)
        .filter((role) => role.superuser)
        .map((role) => role.name),
    );
    const found = new Map<string, string[]>();
    for (const { role, file, line, key } of itemsOf(inventory.cluster.clientConfigs).filter(isAtWork)) {
      if (role !== null && superusers.has(role))
        found.set(role, [...(found.get(role) ?? []), `${file}:${line} (${key})`]);
    }
    return [...found].map(([role, places]) => ({
      subject: roleRef(role),
      detail: `${role} is a superuser: ${listed(places)}.`,
    }));
  },
});
