// Logins that the connection model calls retired and that can still log in.
// https://www.postgresql.org/docs/current/role-attributes.html

import { itemsOf } from '../../inventory/index.js';
import { attributeRemedy, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/retired-login',
  title: 'A retired login is still open',
  severity: 'high',
  confidence: 'high',
  threats: ['credential-theft', 'excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/role-attributes.html'],
  needs: ['roles'],
  doc: {
    what: 'Logins that the connection model calls retired and that can still log in.',
    why: 'Nobody watches or rotates what is believed to be gone.',
    fix: 'Take LOGIN (and SUPERUSER) away; reassign what it owns, then drop it.',
  },
  examples: [
    {
      title: 'still open',
      sql: `CREATE ROLE etl_old LOGIN`,
      expect: ['role:etl_old'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `etl_old` | none | retired | none | none | none | none |',
        '',
      ].join('\n'),
    },
    {
      title: 'closed',
      sql: `CREATE ROLE etl_old NOLOGIN`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `etl_old` | none | retired | none | none | none | none |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const retired = new Set(
      (bound?.intent.connections ?? []).filter((each) => each.kind === 'retired').map((each) => each.login),
    );
    return itemsOf(inventory.cluster.roles)
      .filter((role) => role.login && retired.has(role.name))
      .map((role) => ({
        subject: roleRef(role.name),
        severity: role.superuser ? 'critical' : 'high',
        detail: `${role.name} is stated as retired and can log in${role.superuser ? ' as a superuser' : ''}.`,
        remedy: attributeRemedy(role.name, { login: false }),
      }));
  },
});
