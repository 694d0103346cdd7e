// Owners of functions without a global default that takes EXECUTE from PUBLIC.
// https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html

import { itemsOf } from '../../inventory/index.js';
import { publicGrants } from '../grant.js';
import { ordinary, roleRef } from '../role.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'default-privileges/public-execute',
  title: 'Future functions will be callable by everybody',
  severity: 'low',
  confidence: 'high',
  threats: ['excess-privilege', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/sql-alterdefaultprivileges.html'],
  needs: ['defaultPrivileges', 'routines', 'roles', 'schemas'],
  doc: {
    what: 'Owners of functions without a global default that takes EXECUTE from PUBLIC.',
    why: 'EXECUTE for PUBLIC is built in, and a REVOKE that is limited to a schema (IN SCHEMA) cannot take it away: only the global form can.',
    fix: 'ALTER DEFAULT PRIVILEGES FOR ROLE … REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC, without IN SCHEMA.',
  },
  examples: [
    {
      title: 'revoked in the schema only, which does nothing',
      sql: `CREATE ROLE own; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO own; ALTER DEFAULT PRIVILEGES FOR ROLE own IN SCHEMA public REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`,
      expect: ['role:own'],
    },
    {
      title: 'revoked globally',
      sql: `CREATE ROLE own; CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO own; ALTER DEFAULT PRIVILEGES FOR ROLE own REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const judged = ordinary(inventory);
    const closed = new Set<string>();
    for (const database of inventory.databases) {
      for (const { role, schema, objectKind, acl } of itemsOf(database.defaultPrivileges)) {
        if (schema === null && objectKind === 'routine' && publicGrants(acl).length === 0)
          closed.add(`${database.name} ${role}`);
      }
    }
    const open = new Map<string, Set<string>>();
    for (const { item, database } of scopeOf(inventory).routines) {
      if (!judged.has(item.owner) || closed.has(`${database} ${item.owner}`)) continue;
      open.set(item.owner, (open.get(item.owner) ?? new Set()).add(database));
    }
    return [...open].map(([role, databases]) => ({
      subject: roleRef(role),
      detail: `Functions that ${role} creates in ${listed(databases)} are callable by everybody.`,
    }));
  },
});
