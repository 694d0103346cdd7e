// Members, direct or not, of pg_read_all_data, pg_write_all_data and pg_maintain that no authorization row
// states.
// https://www.postgresql.org/docs/current/predefined-roles.html

import { accessIndex } from '../../access/index.js';
import { ordinary, roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'memberships/all-data',
  title: 'A role reads or writes every table',
  severity: 'high',
  confidence: 'high',
  threats: ['excess-privilege', 'restricted-data-disclosure', 'cross-component-write'],
  references: ['https://www.postgresql.org/docs/current/predefined-roles.html'],
  needs: ['roles', 'memberships', 'schemas'],
  doc: {
    what: 'Members, direct or not, of pg_read_all_data, pg_write_all_data and pg_maintain that no authorization row states.',
    why: 'The privilege covers every present and future table and column, past every column grant.',
    fix: 'Revoke the membership and grant the tables that are needed.',
  },
  examples: [
    {
      title: 'analytics reads everything',
      sql: `CREATE ROLE analytics LOGIN; GRANT pg_read_all_data TO analytics`,
      expect: ['role:analytics'],
    },
    {
      title: 'a grant on one table',
      sql: `CREATE ROLE analytics LOGIN; CREATE TABLE t (a int); GRANT SELECT ON t TO analytics`,
      expect: [],
    },
  ],
  check: ({ inventory, bound }) => {
    const { members } = accessIndex(inventory);
    const judged = ordinary(inventory);
    const rows = (bound?.intent.authorizations ?? []).filter((row) => row.also?.includes('member') === true);
    const stated = new Set(rows.flatMap((row) => row.resources.map((resource) => `${row.actor} ${resource.text}`)));
    const actors = new Map((bound?.logins ?? []).map((login) => [login.connection.login, login.actor]));
    const found = new Map<string, string[]>();
    for (const power of POWERS) {
      for (const role of members.reachedBy('member', power)) {
        if (!judged.has(role) || stated.has(`${actors.get(role) ?? ''} ${power}`)) continue;
        found.set(role, [...(found.get(role) ?? []), power]);
      }
    }
    return [...found].map(([role, powers]) => ({
      subject: roleRef(role),
      detail: `${role} is a member of ${listed(powers)}.`,
    }));
  },
});

const POWERS: readonly string[] = ['pg_read_all_data', 'pg_write_all_data', 'pg_maintain'];
