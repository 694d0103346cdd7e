// Logins that may SET ROLE, directly or not, to a role with SUPERUSER, BYPASSRLS, CREATEROLE or REPLICATION.
// https://www.postgresql.org/docs/current/sql-set-role.html

import { accessIndex } from '../../access/index.js';
import type { Role } from '../../inventory/index.js';
import { ordinaryLogins, roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'memberships/set-role-to-privileged',
  title: 'A login can become a role with dangerous attributes',
  severity: 'critical',
  confidence: 'high',
  threats: ['privilege-escalation', 'tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/sql-set-role.html'],
  needs: ['roles', 'memberships', 'schemas'],
  doc: {
    what: 'Logins that may SET ROLE, directly or not, to a role with SUPERUSER, BYPASSRLS, CREATEROLE or REPLICATION.',
    why: 'Attributes are not inherited, but SET ROLE takes them on: one statement, also an injected one, and the login is that role.',
    fix: 'Revoke the membership, or from 16 on grant it WITH SET FALSE.',
  },
  examples: [
    {
      title: 'through a group',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE ops; CREATE ROLE maintenance BYPASSRLS; GRANT maintenance TO ops; GRANT ops TO app`,
      expect: ['role:app'],
    },
    {
      title: 'SET is refused',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE maintenance BYPASSRLS; GRANT maintenance TO app WITH SET FALSE`,
      expect: [],
      since: 16,
    },
    { title: 'a harmless group', sql: `CREATE ROLE app LOGIN; CREATE ROLE readers; GRANT readers TO app`, expect: [] },
  ],
  check: ({ inventory }) => {
    const { members } = accessIndex(inventory);
    return ordinaryLogins(inventory).flatMap((login): readonly Gap[] => {
      const dangerous = members
        .reached('set', login.name)
        .filter((name) => name !== login.name)
        .flatMap((name) => attributesOf(members.role(name)));
      if (dangerous.length === 0) return [];
      return [{ subject: roleRef(login.name), detail: `${login.name} may SET ROLE to ${listed(dangerous)}.` }];
    });
  },
});

function attributesOf(role: Role | undefined): readonly string[] {
  if (role === undefined) return [];
  const words = [
    ...(role.superuser ? ['SUPERUSER'] : []),
    ...(role.bypassRls ? ['BYPASSRLS'] : []),
    ...(role.createRole ? ['CREATEROLE'] : []),
    ...(role.replication ? ['REPLICATION'] : []),
  ];
  return words.length === 0 ? [] : [`${role.name} (${words.join(', ')})`];
}
