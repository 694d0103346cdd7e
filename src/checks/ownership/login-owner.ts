// Logins that are no superusers and own tables, views, schemas or routines.
// https://www.postgresql.org/docs/current/ddl-rowsecurity.html

import { ordinaryLogins, roleRef } from '../role.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'ownership/login-owner',
  title: 'A login owns the objects that it uses',
  severity: 'high',
  confidence: 'high',
  threats: ['owner-bypass', 'excess-privilege', 'injection-blast-radius'],
  references: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],
  needs: ['roles', 'relations', 'schemas', 'routines'],
  doc: {
    what: 'Logins that are no superusers and own tables, views, schemas or routines.',
    why: 'An owner may drop, alter and grant what it owns, is not bound by policies unless they are forced, and gets back what is revoked from it.',
    fix: 'Give the objects to a role that cannot log in, and grant the login what it needs.',
  },
  examples: [
    {
      title: 'the application owns its table',
      sql: `CREATE ROLE app LOGIN; CREATE TABLE t (a int); ALTER TABLE t OWNER TO app`,
      expect: ['role:app'],
    },
    {
      title: 'an owner that cannot log in',
      sql: `CREATE ROLE own; CREATE ROLE app LOGIN; CREATE TABLE t (a int); ALTER TABLE t OWNER TO own; GRANT SELECT ON t TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const logins = new Set(ordinaryLogins(inventory).map((role) => role.name));
    const scope = scopeOf(inventory);
    const found = new Map<string, string[]>();
    for (const { object, item } of [...scope.schemas, ...scope.relations, ...scope.routines]) {
      if (!logins.has(item.owner)) continue;
      const owned = found.get(item.owner);
      if (owned === undefined) found.set(item.owner, [object.path.join('.')]);
      else owned.push(object.path.join('.'));
    }
    return [...found].map(([owner, owned]) => ({
      subject: roleRef(owner),
      detail: `${owner} can log in and owns ${owned.length === 1 ? 'one object' : `${owned.length} objects`}: ${listed(owned)}.`,
    }));
  },
});
