// Roles that can log in and that no row of the connection model names.
// https://www.postgresql.org/docs/current/role-attributes.html

import { itemsOf } from '../../inventory/index.js';
import { attributeRemedy, roleRef } from '../role.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/login-unstated',
  title: 'A login is in no document',
  severity: 'high',
  confidence: 'high',
  threats: ['unauthorised-network-access', 'excess-privilege', 'credential-theft'],
  references: ['https://www.postgresql.org/docs/current/role-attributes.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Roles that can log in and that no row of the connection model names.',
    why: 'Nobody answers for it: its password is not rotated, its privileges are not reviewed, its use is not expected.',
    fix: 'State the login in the connection model, or take LOGIN away.',
  },
  examples: [
    {
      title: 'a forgotten login',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE intern LOGIN`,
      expect: ['role:intern'],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.0.0.0/24 | none | scram-sha-256 |',
        '',
      ].join('\n'),
    },
    {
      title: 'every login is stated',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE readers`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `app` | app | service | app | 10.0.0.0/24 | none | scram-sha-256 |',
        '',
      ].join('\n'),
    },
    { title: 'no documents, no statement', sql: `CREATE ROLE intern LOGIN`, expect: [] },
  ],
  check: ({ inventory, bound }) => {
    if (bound === null || bound.intent.connections.length === 0) return [];
    const stated = new Set(bound.intent.connections.map((each) => each.login));
    const { bootstrap } = scopeOf(inventory);
    return itemsOf(inventory.cluster.roles)
      .filter((role) => role.login && role.name !== bootstrap && !stated.has(role.name))
      .map((role) => ({
        subject: roleRef(role.name),
        detail: `${role.name} can log in; no row of the connection model names it.`,
        remedy: attributeRemedy(role.name, { login: false }),
      }));
  },
});
