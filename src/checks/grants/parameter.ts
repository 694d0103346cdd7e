// Roles that are no superusers and hold SET or ALTER SYSTEM on a parameter.
// https://www.postgresql.org/docs/current/sql-grant.html

import { itemsOf } from '../../inventory/index.js';
import { describeGrantee } from '../../pg/grantee.js';
import { objectRef } from '../../pg/object.js';
import { ordinary } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'grants/parameter',
  title: 'A role may change a server setting',
  severity: 'high',
  confidence: 'high',
  threats: ['audit-evasion', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/sql-grant.html'],
  needs: ['parameterAcls', 'roles', 'schemas'],
  doc: {
    what: 'Roles that are no superusers and hold SET or ALTER SYSTEM on a parameter.',
    why: 'ALTER SYSTEM writes the server’s configuration; SET on a superuser-only parameter can switch the log or a check off.',
    fix: 'REVOKE SET, ALTER SYSTEM ON PARAMETER … FROM the role.',
  },
  examples: [
    {
      title: 'a role may switch the log off',
      sql: `CREATE ROLE app LOGIN; GRANT SET ON PARAMETER log_statement TO app; GRANT ALTER SYSTEM ON PARAMETER ssl TO app`,
      expect: ['parameter:log_statement', 'parameter:ssl'],
      since: 15,
    },
    { title: 'no such grant', sql: `CREATE ROLE app LOGIN`, expect: [], since: 15 },
  ],
  check: ({ inventory }) => {
    const judged = ordinary(inventory);
    return itemsOf(inventory.cluster.parameterAcls).flatMap(({ name, acl }): readonly Gap[] => {
      const found = (acl ?? []).filter(({ grantee }) => grantee.kind === 'public' || judged.has(grantee.name));
      if (found.length === 0) return [];
      const words = found.map((item) => `${item.privilege} by ${describeGrantee(item.grantee)}`);
      return [{ subject: objectRef('parameter', [name]), detail: `Held on ${name}: ${listed(words)}.` }];
    });
  },
});
