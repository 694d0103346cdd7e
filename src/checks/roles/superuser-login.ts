// Roles with SUPERUSER and LOGIN that are neither the role initdb made nor stated as break-glass.
// https://www.postgresql.org/docs/current/role-attributes.html

import { itemsOf } from '../../inventory/index.js';
import { attributeRemedy, roleRef } from '../role.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/superuser-login',
  title: 'A superuser besides the bootstrap role can log in',
  severity: 'high',
  confidence: 'high',
  threats: ['insider-administrator', 'privilege-escalation', 'audit-evasion'],
  references: ['https://www.postgresql.org/docs/current/role-attributes.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Roles with SUPERUSER and LOGIN that are neither the role initdb made nor stated as break-glass.',
    why: 'A superuser passes every privilege check, ignores row-level security, reads files and runs programs on the server, and can switch the audit off.',
    fix: 'Take SUPERUSER away and grant what the role needs; keep one break-glass superuser whose use is audited.',
  },
  examples: [
    {
      title: 'a second superuser',
      sql: `CREATE ROLE dba SUPERUSER LOGIN; CREATE ROLE app LOGIN`,
      expect: ['role:dba'],
    },
    { title: 'it cannot log in', sql: `CREATE ROLE emergency SUPERUSER NOLOGIN`, expect: [] },
    {
      title: 'stated as break-glass',
      sql: `CREATE ROLE rescue SUPERUSER LOGIN`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `rescue` | none | break-glass | all | local | none | peer |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const { bootstrap } = scopeOf(inventory);
    const connections = bound?.intent.connections ?? [];
    const accepted = new Set(connections.filter((each) => each.kind === 'break-glass').map((each) => each.login));
    return itemsOf(inventory.cluster.roles)
      .filter((role) => role.superuser && role.login && role.name !== bootstrap && !accepted.has(role.name))
      .map((role) => ({
        subject: roleRef(role.name),
        detail: `${role.name} is a superuser and can log in.`,
        remedy: attributeRemedy(role.name, { superuser: false }),
      }));
  },
});
