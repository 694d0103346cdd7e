// SECURITY DEFINER functions without SET search_path, or with one that names a schema in which PUBLIC may
// create.
// https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY

import { objectKey, objectRef } from '../../pg/object.js';
import { granted, publicGrants } from '../grant.js';
import { scopeOf } from '../scope.js';
import { listOf } from '../setting.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'functions/definer-search-path',
  title: 'A SECURITY DEFINER function trusts the caller’s search_path',
  severity: 'high',
  confidence: 'high',
  threats: ['search-path-hijack', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/sql-createfunction.html#SQL-CREATEFUNCTION-SECURITY'],
  needs: ['routines', 'schemas'],
  doc: {
    what: 'SECURITY DEFINER functions without SET search_path, or with one that names a schema in which PUBLIC may create.',
    why: 'The caller decides which functions, operators and tables its names mean, and they run with the owner’s rights.',
    fix: 'ALTER FUNCTION … SET search_path = the schemas it needs, pg_temp last.',
  },
  examples: [
    {
      title: 'no search_path',
      sql: `CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
      expect: ['routine:public.f()'],
    },
    {
      title: 'an open schema in it',
      sql: `CREATE SCHEMA shared; GRANT CREATE ON SCHEMA shared TO PUBLIC; CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = shared, pg_temp AS 'SELECT 1'`,
      expect: ['routine:public.f()'],
    },
    {
      title: 'pinned',
      sql: `CREATE SCHEMA own; CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = own, pg_temp AS 'SELECT 1'; CREATE FUNCTION g() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1'`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const scope = scopeOf(inventory);
    const open = new Set(
      granted(inventory)
        .filter(
          ({ object, items }) =>
            object.kind === 'schema' && publicGrants(items).some((item) => item.privilege === 'CREATE'),
        )
        .map(({ object }) => objectKey(object)),
    );
    return scope.routines.flatMap(({ object, item, database }): readonly Gap[] => {
      if (!item.securityDefiner || item.language === 'c' || item.language === 'internal') return [];
      const setting = item.config.find((each) => each.startsWith('search_path='));
      if (setting === undefined)
        return [{ subject: object, detail: `Owned by ${item.owner}, without SET search_path.` }];
      const writable = listOf(setting.slice('search_path='.length)).filter((schema) =>
        open.has(objectKey(objectRef('schema', [schema], database))),
      );
      return writable.length === 0
        ? []
        : [{ subject: object, detail: `Everybody may create in ${listed(writable)}, which its search_path names.` }];
    });
  },
});
