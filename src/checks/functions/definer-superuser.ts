// SECURITY DEFINER functions owned by a superuser that somebody else may call.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import { itemsOf } from '../../inventory/index.js';
import { grantsOn } from '../grant.js';
import { scopeOf } from '../scope.js';
import { grantees } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'functions/definer-superuser',
  title: 'A SECURITY DEFINER function runs as a superuser',
  severity: 'high',
  confidence: 'high',
  threats: ['privilege-escalation', 'injection-blast-radius'],
  references: ['https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY'],
  needs: ['routines', 'roles'],
  doc: {
    what: 'SECURITY DEFINER functions owned by a superuser that somebody else may call.',
    why: 'A mistake in the body is superuser for its callers.',
    fix: 'ALTER FUNCTION … OWNER TO a role that holds only what the body needs.',
  },
  examples: [
    {
      title: 'callable',
      sql: `CREATE ROLE app; CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC; GRANT EXECUTE ON FUNCTION f() TO app`,
      expect: ['routine:public.f()'],
    },
    {
      title: 'an owner of its own',
      sql: `CREATE ROLE own; CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'; ALTER FUNCTION f() OWNER TO own`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const superusers = new Set(
      itemsOf(inventory.cluster.roles)
        .filter((role) => role.superuser)
        .map((role) => role.name),
    );
    return scopeOf(inventory).routines.flatMap(({ object, item }): readonly Gap[] => {
      if (!item.securityDefiner || !superusers.has(item.owner)) return [];
      const items = grantsOn(object, item.owner, item.acl, inventory.server.major);
      return items.length === 0
        ? []
        : [
            {
              subject: object,
              detail: `Runs as superuser ${item.owner} for ${grantees(items.map((each) => each.grantee))}.`,
            },
          ];
    });
  },
});
