// ALTER ROLE or ALTER DATABASE … SET that weakens logging, triggers, policies or passwords.
// https://www.postgresql.org/docs/current/sql-alterrole.html

import { itemsOf, type RoleSetting } from '../../inventory/index.js';
import { objectKey, objectRef, type ObjectRef } from '../../pg/object.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'settings/role-override',
  title: 'A role or database overrides a security setting',
  severity: 'high',
  confidence: 'high',
  threats: ['audit-evasion', 'tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/sql-alterrole.html'],
  needs: ['roleSettings'],
  doc: {
    what: 'ALTER ROLE or ALTER DATABASE … SET that weakens logging, triggers, policies or passwords.',
    why: 'The server’s own setting looks right, but sessions of that role or database do not have it.',
    fix: 'RESET it there.',
  },
  examples: [
    {
      title: 'a quiet role',
      sql: `CREATE ROLE etl LOGIN; ALTER ROLE etl SET session_replication_role = replica; ALTER DATABASE app SET log_statement = none`,
      expect: ['role:etl', 'database:app'],
    },
    { title: 'a harmless override', sql: `CREATE ROLE etl LOGIN; ALTER ROLE etl SET work_mem = '64MB'`, expect: [] },
  ],
  check: ({ inventory }) =>
    [...groupBySubject(itemsOf(inventory.cluster.roleSettings).filter(weakens))].map(([, found]) => ({
      subject: found.subject,
      detail: `Set there: ${listed(found.words)}.`,
    })),
});

const WEAKER: { readonly [name: string]: RegExp } = {
  session_replication_role: /^(?:replica|local)$/u,
  log_statement: /^none$/u,
  'pgaudit.log': /^none$|^$/u,
  password_encryption: /^md5$/u,
  row_security: /^(?:off|false|no|0)$/u,
  log_min_messages: /^(?:fatal|panic)$/u,
  log_min_error_statement: /^(?:fatal|panic)$/u,
  zero_damaged_pages: /^(?:on|true|yes|1)$/u,
};

function weakens({ name, value }: RoleSetting): boolean {
  return Object.hasOwn(WEAKER, name) && WEAKER[name]?.test(value) === true;
}

interface Overrides {
  readonly subject: ObjectRef;
  readonly words: string[];
}

function groupBySubject(settings: readonly RoleSetting[]): ReadonlyMap<string, Overrides> {
  const found = new Map<string, Overrides>();
  for (const each of settings) {
    const subject = subjectOf(each);
    const where = each.role !== null && each.database !== null ? ` in ${each.database}` : '';
    const known = found.get(objectKey(subject)) ?? { subject, words: [] };
    known.words.push(`${each.name} = ${each.value}${where}`);
    found.set(objectKey(subject), known);
  }
  return found;
}

/** Neither role nor database: ALTER ROLE ALL. */
function subjectOf({ role, database, name }: RoleSetting): ObjectRef {
  if (role !== null) return objectRef('role', [role]);
  return database === null ? objectRef('setting', [name]) : objectRef('database', [database]);
}
