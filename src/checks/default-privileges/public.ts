// Default privileges that give PUBLIC something on future tables, sequences or schemas.
// https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html

import { itemsOf } from '../../inventory/index.js';
import { publicGrants } from '../grant.js';
import { roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'default-privileges/public',
  title: 'Future objects will be open to everybody',
  severity: 'high',
  confidence: 'high',
  threats: ['excess-privilege', 'restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html'],
  needs: ['defaultPrivileges'],
  doc: {
    what: 'Default privileges that give PUBLIC something on future tables, sequences or schemas.',
    why: 'Every table of the next release is open the moment it is made.',
    fix: 'ALTER DEFAULT PRIVILEGES … REVOKE … FROM PUBLIC, where they were granted.',
  },
  examples: [
    {
      title: 'future tables',
      sql: `CREATE ROLE own; ALTER DEFAULT PRIVILEGES FOR ROLE own GRANT SELECT ON TABLES TO PUBLIC`,
      expect: ['role:own'],
    },
    {
      title: 'a named role',
      sql: `CREATE ROLE own; CREATE ROLE app; ALTER DEFAULT PRIVILEGES FOR ROLE own GRANT SELECT ON TABLES TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const found = new Map<string, string[]>();
    for (const database of inventory.databases) {
      for (const { role, schema, objectKind, acl } of itemsOf(database.defaultPrivileges)) {
        const open = objectKind === 'routine' || objectKind === 'type' ? [] : publicGrants(acl);
        if (open.length === 0) continue;
        const words = `${listed(open.map((item) => item.privilege))} on every ${objectKind}${schema === null ? '' : ` in ${schema}`} (${database.name})`;
        found.set(role, [...(found.get(role) ?? []), words]);
      }
    }
    return [...found].map(([role, words]) => ({
      subject: roleRef(role),
      detail: `What ${role} creates: PUBLIC gets ${listed(words)}.`,
    }));
  },
});
