// Columns with a privilege granted to PUBLIC; tools that show table grants do not show them.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { granted, publicGrants } from '../grant.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'public/column-grant',
  title: 'Everybody holds a privilege on a column',
  severity: 'high',
  confidence: 'high',
  threats: ['restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'columns'],
  doc: {
    what: 'Columns with a privilege granted to PUBLIC; tools that show table grants do not show them.',
    why: 'The column is open to every login, although the table’s own list looks closed.',
    fix: 'REVOKE it from PUBLIC.',
  },
  examples: [
    {
      title: 'one open column',
      sql: `CREATE TABLE t (a int, ssn text); GRANT SELECT (ssn) ON t TO PUBLIC`,
      expect: ['column:public.t.ssn'],
    },
    {
      title: 'a named role',
      sql: `CREATE ROLE app; CREATE TABLE t (a int, ssn text); GRANT SELECT (ssn) ON t TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    granted(inventory).flatMap(({ object, items }): readonly Gap[] => {
      const found = object.kind === 'column' ? publicGrants(items) : [];
      return found.length === 0
        ? []
        : [{ subject: object, detail: `PUBLIC holds ${listed(found.map((item) => item.privilege))}.` }];
    }),
});
