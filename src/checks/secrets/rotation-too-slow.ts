// Credentials of database logins with a stated rotation of more than 90 days.
// https://www.postgresql.org/docs/current/auth-password.html

import { roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'secrets/rotation-too-slow',
  title: 'A database credential is rotated more slowly than the standard',
  severity: 'medium',
  confidence: 'high',
  threats: ['credential-theft'],
  references: ['https://www.postgresql.org/docs/current/auth-password.html'],
  needs: [],
  doc: {
    what: 'Credentials of database logins with a stated rotation of more than 90 days.',
    why: 'A leaked password works until it is changed.',
    fix: 'Rotate within 90 days.',
  },
  examples: [
    {
      title: 'once a year',
      sql: `CREATE ROLE app LOGIN`,
      expect: ['role:app'],
      documents: [
        '## Secrets & Key Management',
        '',
        '| Credential | Used by | Store | Owner | Rotation | Issuance | Break-glass |',
        '|---|---|---|---|---|---|---|',
        '| `app` password | application | vault | platform | 365 days | vault | none |',
        '',
      ].join('\n'),
    },
    {
      title: 'every 90 days',
      sql: `CREATE ROLE app LOGIN`,
      expect: [],
      documents: [
        '## Secrets & Key Management',
        '',
        '| Credential | Used by | Store | Owner | Rotation | Issuance | Break-glass |',
        '|---|---|---|---|---|---|---|',
        '| `app` password | application | vault | platform | 90 days | vault | none |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ bound }) => {
    const slow = new Map<string, number>();
    for (const { logins, rotationDays } of bound?.intent.credentials ?? []) {
      for (const login of logins) if (rotationDays !== null && rotationDays > 90) slow.set(login, rotationDays);
    }
    return [...slow].map(([login, days]) => ({ subject: roleRef(login), detail: `Stated rotation: ${days} days.` }));
  },
});
