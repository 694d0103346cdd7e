// Members, direct or not, of pg_execute_server_program, pg_write_server_files and pg_read_server_files.
// https://www.postgresql.org/docs/current/predefined-roles.html

import { accessIndex } from '../../access/index.js';
import { ordinary, roleRef } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'memberships/server-power',
  title: 'A role can reach the server’s files or programs',
  severity: 'critical',
  confidence: 'high',
  threats: ['host-code-execution', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/predefined-roles.html'],
  needs: ['roles', 'memberships', 'schemas'],
  doc: {
    what: 'Members, direct or not, of pg_execute_server_program, pg_write_server_files and pg_read_server_files.',
    why: 'COPY … PROGRAM runs commands as the server’s account; writing files rewrites its configuration; reading files reads keys. Each of them is a superuser in all but name.',
    fix: 'Revoke the membership; move files through the client with \\copy.',
  },
  examples: [
    {
      title: 'an import job runs programs',
      sql: `CREATE ROLE etl LOGIN; CREATE ROLE files; GRANT pg_execute_server_program TO files; GRANT files TO etl`,
      expect: ['role:etl', 'role:files'],
    },
    { title: 'another predefined role', sql: `CREATE ROLE watch LOGIN; GRANT pg_monitor TO watch`, expect: [] },
  ],
  check: ({ inventory }) => {
    const { members } = accessIndex(inventory);
    const judged = ordinary(inventory);
    const found = new Map<string, string[]>();
    for (const power of POWERS) {
      for (const role of members.reachedBy('member', power)) {
        if (judged.has(role)) found.set(role, [...(found.get(role) ?? []), power]);
      }
    }
    return [...found].map(([role, powers]) => ({
      subject: roleRef(role),
      detail: `${role} is a member of ${listed(powers)}.`,
    }));
  },
});

const POWERS: readonly string[] = ['pg_execute_server_program', 'pg_write_server_files', 'pg_read_server_files'];
