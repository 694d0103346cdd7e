// Logins that have the privileges of, or may SET ROLE to, the owner of a table with row-level security that is
// not forced.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { accessIndex } from '../../access/index.js';
import { ordinaryLogins, roleRef } from '../role.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'memberships/owner-reach',
  title: 'A login reaches the owner of tables whose policies do not bind the owner',
  severity: 'high',
  confidence: 'high',
  threats: ['owner-bypass', 'tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['roles', 'memberships', 'relations', 'schemas'],
  doc: {
    what: 'Logins that have the privileges of, or may SET ROLE to, the owner of a table with row-level security that is not forced.',
    why: 'Policies do not apply to the owner unless FORCE is set, and membership in the owner counts as being the owner.',
    fix: 'ALTER TABLE … FORCE ROW LEVEL SECURITY, and revoke the membership.',
  },
  examples: [
    {
      title: 'membership in the owner',
      sql: `CREATE ROLE own; CREATE ROLE app LOGIN; GRANT own TO app; CREATE TABLE t (a int); ALTER TABLE t OWNER TO own; ALTER TABLE t ENABLE ROW LEVEL SECURITY`,
      expect: ['role:app'],
    },
    {
      title: 'forced',
      sql: `CREATE ROLE own; CREATE ROLE app LOGIN; GRANT own TO app; CREATE TABLE t (a int); ALTER TABLE t OWNER TO own; ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const { members } = accessIndex(inventory);
    const owned = new Map<string, string[]>();
    for (const { item } of scopeOf(inventory).relations) {
      if (!item.rowSecurity.enabled || item.rowSecurity.forced) continue;
      const tables = owned.get(item.owner);
      if (tables === undefined) owned.set(item.owner, [`${item.schema}.${item.name}`]);
      else tables.push(`${item.schema}.${item.name}`);
    }
    const logins = new Set(ordinaryLogins(inventory).map((role) => role.name));
    const found = new Map<string, string[]>();
    for (const [owner, tables] of owned) {
      for (const role of new Set([...members.reachedBy('privileges', owner), ...members.reachedBy('set', owner)])) {
        if (role === owner || !logins.has(role)) continue;
        found.set(role, [...(found.get(role) ?? []), `${listed(tables)} (owner ${owner})`]);
      }
    }
    return [...found].map(([role, tables]) => ({
      subject: roleRef(role),
      detail: `No policy binds ${role} on ${tables.toSorted().join('; ')}.`,
    }));
  },
});
