// Roles that are no superusers and hold a membership WITH ADMIN OPTION.
// https://www.postgresql.org/docs/current/sql-grant.html

import { itemsOf } from '../../inventory/index.js';
import { ordinary, roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'memberships/admin-option',
  title: 'A role may hand out another role',
  severity: 'medium',
  confidence: 'high',
  threats: ['privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/sql-grant.html'],
  needs: ['roles', 'memberships', 'schemas'],
  doc: {
    what: 'Roles that are no superusers and hold a membership WITH ADMIN OPTION.',
    why: 'It can grant the role to anybody, itself included, with SET and INHERIT: who belongs to the role is no longer decided by its owner.',
    fix: 'REVOKE ADMIN OPTION FOR the role.',
  },
  examples: [
    {
      title: 'an application hands out a role',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE billing_rw; GRANT billing_rw TO app WITH ADMIN OPTION`,
      expect: ['role:app'],
    },
    {
      title: 'a plain membership',
      sql: `CREATE ROLE app LOGIN; CREATE ROLE billing_rw; GRANT billing_rw TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const judged = ordinary(inventory);
    const found = new Map<string, string[]>();
    for (const { member, role, admin } of itemsOf(inventory.cluster.memberships)) {
      if (admin && judged.has(member)) found.set(member, [...(found.get(member) ?? []), role]);
    }
    return [...found].map(([member, roles]) => ({
      subject: roleRef(member),
      detail: `${member} may grant ${listed(roles)} to anybody.`,
    }));
  },
});
