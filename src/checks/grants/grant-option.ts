// Privileges held WITH GRANT OPTION by roles that do not own the object.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { describeGrantee } from '../../pg/grantee.js';
import { granted } from '../grant.js';
import { ordinary } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'grants/grant-option',
  title: 'A role may pass a privilege on',
  severity: 'medium',
  confidence: 'high',
  threats: ['excess-privilege', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['schemas', 'relations', 'columns', 'routines', 'roles'],
  doc: {
    what: 'Privileges held WITH GRANT OPTION by roles that do not own the object.',
    why: 'Access then spreads without the owner, and a REVOKE that is not run as the right grantor does nothing.',
    fix: 'REVOKE GRANT OPTION FOR … CASCADE, as the grantor.',
  },
  examples: [
    {
      title: 'a reader may pass it on',
      sql: `CREATE ROLE reader; CREATE TABLE t (a int, b int); GRANT SELECT ON t TO reader WITH GRANT OPTION; GRANT SELECT (b) ON t TO reader WITH GRANT OPTION`,
      expect: ['table:public.t', 'column:public.t.b'],
    },
    {
      title: 'a plain grant',
      sql: `CREATE ROLE reader; CREATE TABLE t (a int); GRANT SELECT ON t TO reader`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const judged = ordinary(inventory);
    return granted(inventory).flatMap(({ object, items }): readonly Gap[] => {
      const wide = items.filter(
        (item) => item.grantable && item.grantee.kind === 'role' && judged.has(item.grantee.name),
      );
      if (wide.length === 0) return [];
      const words = wide.map((item) => `${describeGrantee(item.grantee)} (${item.privilege})`);
      return [{ subject: object, detail: `May pass it on: ${listed(words)}.` }];
    });
  },
});
