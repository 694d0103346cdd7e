// Logins for which the documents state a rotation period, with a password that has no VALID UNTIL.
// https://www.postgresql.org/docs/current/sql-createrole.html

import { itemsOf } from '../../inventory/index.js';
import { roleRef } from '../role.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'secrets/rotation-not-enforced',
  title: 'A rotation is stated and the password has no end',
  severity: 'medium',
  confidence: 'high',
  threats: ['credential-theft'],
  references: ['https://www.postgresql.org/docs/current/sql-createrole.html'],
  needs: ['roles'],
  looksAt: ['password-kind'],
  doc: {
    what: 'Logins for which the documents state a rotation period, with a password that has no VALID UNTIL.',
    why: 'The promise depends on somebody remembering: an old password goes on working.',
    fix: 'Set VALID UNTIL at each rotation.',
  },
  examples: [
    {
      title: 'no end',
      sql: `CREATE ROLE app LOGIN PASSWORD 'x'`,
      expect: ['role:app'],
      documents: [
        '## Secrets & Key Management',
        '',
        '| Credential | Used by | Store | Owner | Rotation | Issuance | Break-glass |',
        '|---|---|---|---|---|---|---|',
        '| `app` password | application | vault | platform | 90 days | vault | none |',
        '',
      ].join('\n'),
    },
    {
      title: 'an end',
      sql: `CREATE ROLE app LOGIN PASSWORD 'x' VALID UNTIL '2031-01-01'`,
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
  check: ({ inventory, bound }) => {
    const rotated = new Map<string, number>();
    for (const { logins, rotationDays } of bound?.intent.credentials ?? []) {
      for (const login of logins) if (rotationDays !== null) rotated.set(login, rotationDays);
    }
    return itemsOf(inventory.cluster.roles).flatMap((role): readonly Gap[] => {
      const days = rotated.get(role.name);
      const open = role.validUntil === null || role.validUntil === 'infinity';
      if (days === undefined || !open || role.password.kind === 'none') return [];
      return [
        { subject: roleRef(role.name), detail: `Rotated every ${days} days by the documents; VALID UNTIL is not set.` },
      ];
    });
  },
});
