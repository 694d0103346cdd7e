// Files that make, restore or copy a cluster, with a secret in clear. A superuser's is critical.
// https://www.postgresql.org/docs/current/libpq-pgpass.html

import type { BoundIntent } from '../../intent/bound.js';
import { itemsOf, isAtWork, opensSuperuser, secretOf, useOf, type ClientConfig } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

const PLACE = { file: 'restore/recovery.conf', line: 1, database: null, host: null, sslMode: null, poolMode: null };

export const check: CheckDefinition = defineCheck({
  id: 'secrets/secret-in-bootstrap',
  title: 'A secret stands in a file that makes, restores or copies the cluster',
  severity: 'high',
  confidence: 'high',
  threats: ['secret-in-bootstrap', 'credential-theft', 'replication-exfiltration'],
  references: ['https://www.postgresql.org/docs/current/libpq-pgpass.html'],
  needs: ['clientConfigs', 'roles'],
  doc: {
    what: 'Initialisation, restore and replication files that hold a secret in clear: role passwords, connection strings, keys of a backup’s storage.',
    why: 'These files are copied with every environment, and no rotation reaches them: a restored cluster takes the old password again.',
    fix: 'Put the name of the secret in its place (a Secret, a file outside the repository, a password file), and rotate it.',
  },
  examples: [
    {
      title: 'in the connection of a standby',
      sql: `CREATE ROLE standby LOGIN REPLICATION`,
      expect: ['role:standby'],
      clients: [
        { ...PLACE, key: 'primary_conninfo', role: 'standby', hasPassword: true, use: 'replication', secret: 'clear' },
      ],
    },
    {
      title: 'a key of the backup’s storage, of no role',
      sql: `SELECT 1`,
      expect: ['server:restore/recovery.conf'],
      clients: [{ ...PLACE, key: 'restore_command', role: null, hasPassword: true, use: 'restore', secret: 'clear' }],
    },
    {
      title: 'kept elsewhere',
      sql: `CREATE ROLE standby LOGIN REPLICATION`,
      expect: [],
      clients: [
        {
          ...PLACE,
          key: 'primary_conninfo',
          role: 'standby',
          hasPassword: false,
          use: 'replication',
          secret: 'reference',
        },
      ],
    },
  ],
  check: ({ inventory, bound }) => {
    const found = new Map<string, ClientConfig[]>();
    for (const each of itemsOf(inventory.cluster.clientConfigs)) {
      if (isAtWork(each) || secretOf(each) !== 'clear') continue;
      const key = JSON.stringify([each.role, each.role === null ? each.file : null]);
      found.set(key, [...(found.get(key) ?? []), each]);
    }
    const roles = itemsOf(inventory.cluster.roles);
    return [...found.values()].map((same): Gap => {
      const [first] = same;
      const role = first?.role ?? null;
      const isSuperuser = same.some((each) => opensSuperuser(each, roles));
      const places = listed(same.map((each) => `${each.file}:${each.line} (${useOf(each)}, ${each.key})`));
      const whose = role === null ? 'A secret' : `The password of ${isSuperuser ? 'the superuser ' : ''}${role}`;
      return {
        subject: role === null ? objectRef('server', [first?.file ?? '']) : roleRef(role),
        ...(isSuperuser ? { severity: 'critical' } : {}),
        detail: `${whose} stands in ${places}.${unstated(role, bound)}`,
      };
    });
  },
});

function unstated(role: string | null, bound: BoundIntent | null): string {
  if (role === null || bound === null || bound.intent.credentials.some(({ logins }) => logins.includes(role)))
    return '';
  return ' No row of Secrets & Key Management names it.';
}
