// Tables with row-level security enabled and not forced.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { ordinaryLogins } from '../role.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'rls/not-forced',
  title: 'Policies do not bind the table’s owner',
  severity: 'medium',
  confidence: 'high',
  threats: ['owner-bypass'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['relations', 'roles', 'schemas'],
  doc: {
    what: 'Tables with row-level security enabled and not forced.',
    why: 'The owner, and whoever becomes the owner, sees every row; views and functions of the owner too.',
    fix: 'ALTER TABLE … FORCE ROW LEVEL SECURITY.',
  },
  examples: [
    {
      title: 'enabled only',
      sql: `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY`,
      expect: ['table:public.t'],
    },
    {
      title: 'forced',
      sql: `CREATE TABLE t (a int); ALTER TABLE t ENABLE ROW LEVEL SECURITY; ALTER TABLE t FORCE ROW LEVEL SECURITY`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const logins = new Set(ordinaryLogins(inventory).map((role) => role.name));
    return scopeOf(inventory)
      .relations.filter(({ item }) => item.rowSecurity.enabled && !item.rowSecurity.forced)
      .map(({ object, item }) => ({
        subject: object,
        severity: logins.has(item.owner) ? 'high' : 'medium',
        detail: `Owner ${item.owner}${logins.has(item.owner) ? ', who can log in,' : ''} is not bound.`,
      }));
  },
});
