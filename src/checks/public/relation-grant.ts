// Tables, views and sequences with a privilege granted to PUBLIC.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { isRelationKind } from '../../pg/object.js';
import { granted, publicGrants } from '../grant.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'public/relation-grant',
  title: 'Everybody holds a privilege on a table',
  severity: 'high',
  confidence: 'high',
  threats: ['excess-privilege', 'restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations'],
  doc: {
    what: 'Tables, views and sequences with a privilege granted to PUBLIC.',
    why: 'Every present and future login has it, and revoking it from one role does nothing.',
    fix: 'REVOKE it from PUBLIC and grant it to the roles that need it.',
  },
  examples: [
    {
      title: 'a table for everybody',
      sql: `CREATE TABLE t (a int); GRANT SELECT ON t TO PUBLIC`,
      expect: ['table:public.t'],
    },
    {
      title: 'a view to write through',
      sql: `CREATE TABLE t (a int); CREATE VIEW v AS SELECT * FROM t; GRANT INSERT ON v TO PUBLIC`,
      expect: ['view:public.v'],
    },
    { title: 'a named role', sql: `CREATE ROLE app; CREATE TABLE t (a int); GRANT SELECT ON t TO app`, expect: [] },
  ],
  check: ({ inventory }) =>
    granted(inventory).flatMap(({ object, items }): readonly Gap[] => {
      const found = isRelationKind(object.kind) ? publicGrants(items) : [];
      if (found.length === 0) return [];
      const writes = found.some((item) => item.privilege !== 'SELECT' && item.privilege !== 'USAGE');
      const detail = `PUBLIC holds ${listed(found.map((item) => item.privilege))}.`;
      return [{ subject: object, severity: writes ? 'critical' : 'high', detail }];
    }),
});
