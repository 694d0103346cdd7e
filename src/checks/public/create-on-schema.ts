// Schemas on which PUBLIC holds CREATE (before 15 the schema public of every new database).
// https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS

import { granted, publicGrants } from '../grant.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'public/create-on-schema',
  title: 'Everybody may create in a schema',
  severity: 'high',
  confidence: 'high',
  threats: ['search-path-hijack', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/ddl-schemas.html#DDL-SCHEMAS-PATTERNS'],
  needs: ['schemas'],
  doc: {
    what: 'Schemas on which PUBLIC holds CREATE (before 15 the schema public of every new database).',
    why: 'Any login can plant functions and operators that shadow those of pg_catalog or of the application.',
    fix: 'REVOKE CREATE ON SCHEMA … FROM PUBLIC.',
  },
  examples: [
    {
      title: 'granted',
      sql: `CREATE SCHEMA shared; GRANT CREATE ON SCHEMA shared TO PUBLIC`,
      expect: ['schema:shared'],
      since: 15,
    },
    { title: 'the default before 15', sql: `SELECT 1`, expect: ['schema:public'], until: 14 },
    { title: 'revoked', sql: `REVOKE CREATE ON SCHEMA public FROM PUBLIC`, expect: [] },
  ],
  check: ({ inventory }) =>
    granted(inventory).flatMap(({ object, items }): readonly Gap[] =>
      object.kind === 'schema' && publicGrants(items).some((item) => item.privilege === 'CREATE')
        ? [
            {
              subject: object,
              detail: 'PUBLIC holds CREATE.',
              remedy: [
                {
                  fact: {
                    kind: 'privilege',
                    grantee: { kind: 'public' },
                    object,
                    privilege: 'CREATE',
                    present: false,
                    grantable: false,
                  },
                  because: [],
                },
              ],
            },
          ]
        : [],
    ),
});
