// Schemas on which a named role other than the owner holds CREATE, authorised deployments aside.
// https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS

import { objectKey } from '../../pg/object.js';
import { granted } from '../grant.js';
import { ordinary } from '../role.js';
import { grantees } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'grants/schema-create',
  title: 'A role that does not own a schema may create in it',
  severity: 'medium',
  confidence: 'high',
  threats: ['search-path-hijack', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS'],
  needs: ['schemas', 'roles'],
  doc: {
    what: 'Schemas on which a named role other than the owner holds CREATE, authorised deployments aside.',
    why: 'Whoever may create in a schema on somebody’s search_path can plant functions and operators that run with that somebody’s rights.',
    fix: 'REVOKE CREATE ON SCHEMA; let the owner role deploy.',
  },
  examples: [
    {
      title: 'the application may create',
      sql: `CREATE SCHEMA sales; CREATE ROLE app LOGIN; GRANT USAGE, CREATE ON SCHEMA sales TO app`,
      expect: ['schema:sales'],
    },
    {
      title: 'usage only',
      sql: `CREATE SCHEMA sales; CREATE ROLE app LOGIN; GRANT USAGE ON SCHEMA sales TO app`,
      expect: [],
    },
  ],
  check: ({ inventory, bound }) => {
    const judged = ordinary(inventory);
    const deploying = (bound?.grants ?? []).filter(
      (grant) => grant.object.kind === 'schema' && grant.operations.includes('create'),
    );
    const stated = new Set(deploying.map((grant) => `${grant.actor} ${objectKey(grant.object)}`));
    const actors = new Map((bound?.logins ?? []).map((login) => [login.connection.login, login.actor]));
    return granted(inventory).flatMap(({ object, items }): readonly Gap[] => {
      if (object.kind !== 'schema') return [];
      const found = items.filter(
        ({ privilege, grantee }) =>
          privilege === 'CREATE' &&
          grantee.kind === 'role' &&
          judged.has(grantee.name) &&
          !stated.has(`${actors.get(grantee.name) ?? ''} ${objectKey(object)}`),
      );
      return found.length === 0
        ? []
        : [{ subject: object, detail: `May create in it: ${grantees(found.map((item) => item.grantee))}.` }];
    });
  },
});
