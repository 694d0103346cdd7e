// SECURITY DEFINER functions on which PUBLIC holds EXECUTE, which is the default; trigger functions aside.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import { grantsOn, publicGrants } from '../grant.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'functions/definer-public-execute',
  title: 'Everybody may call a SECURITY DEFINER function',
  severity: 'high',
  confidence: 'high',
  threats: ['privilege-escalation', 'excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY'],
  needs: ['routines'],
  doc: {
    what: 'SECURITY DEFINER functions on which PUBLIC holds EXECUTE, which is the default; trigger functions aside.',
    why: 'Every login runs the body with the owner’s rights.',
    fix: 'REVOKE EXECUTE … FROM PUBLIC and grant it to the roles that need it.',
  },
  examples: [
    {
      title: 'the default',
      sql: `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'`,
      expect: ['routine:public.f()'],
    },
    {
      title: 'revoked',
      sql: `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'; REVOKE EXECUTE ON FUNCTION f() FROM PUBLIC`,
      expect: [],
    },
    { title: 'the invoker’s rights', sql: `CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'`, expect: [] },
  ],
  check: ({ inventory }) =>
    scopeOf(inventory).routines.flatMap(({ object, item }): readonly Gap[] => {
      if (!item.securityDefiner || item.returnsTrigger) return [];
      const open = publicGrants(grantsOn(object, item.owner, item.acl, inventory.server.major));
      return open.length === 0 ? [] : [{ subject: object, detail: `Runs as ${item.owner} for everybody.` }];
    }),
});
