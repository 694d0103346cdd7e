// Roles with REPLICATION that are no superusers and that no document states as replication or backup login.
// https://www.postgresql.org/docs/current/role-attributes.html

import { attributeRemedy, ordinaryRoles, roleRef } from '../role.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'roles/replication',
  title: 'A role can stream the whole cluster',
  severity: 'high',
  confidence: 'high',
  threats: ['replication-exfiltration'],
  references: ['https://www.postgresql.org/docs/current/role-attributes.html'],
  needs: ['roles', 'schemas'],
  doc: {
    what: 'Roles with REPLICATION that are no superusers and that no document states as replication or backup login.',
    why: 'A base backup or a replication slot copies every database, past all grants and policies.',
    fix: 'Take REPLICATION away, or state the login as replication or backup in the connection model.',
  },
  examples: [
    { title: 'an application may replicate', sql: `CREATE ROLE app LOGIN REPLICATION`, expect: ['role:app'] },
    { title: 'it may not', sql: `CREATE ROLE app LOGIN`, expect: [] },
    {
      title: 'stated as the replication login',
      sql: `CREATE ROLE standby LOGIN REPLICATION`,
      expect: [],
      documents: [
        '## Connection Model',
        '',
        '| Login | Actor | Kind | Database | Source | Pooler | Authentication |',
        '|---|---|---|---|---|---|---|',
        '| `standby` | standby | replication | replication | 10.0.0.9/32 | none | cert |',
        '',
      ].join('\n'),
    },
  ],
  check: ({ inventory, bound }) => {
    const stated = (bound?.intent.connections ?? []).filter(
      (each) => each.kind === 'replication' || each.kind === 'backup',
    );
    const accepted = new Set(stated.map((each) => each.login));
    return ordinaryRoles(inventory)
      .filter((role) => role.replication && !accepted.has(role.name))
      .map((role) => ({
        subject: roleRef(role.name),
        detail: `${role.name} has REPLICATION.`,
        remedy: attributeRemedy(role.name, { replication: false }),
      }));
  },
});
