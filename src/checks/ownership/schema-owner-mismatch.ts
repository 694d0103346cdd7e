// Tables and views whose owner differs from the owner of a user schema (public aside).
// https://www.postgresql.org/docs/current/ddl-schemas.html

import { objectKey, objectRef } from '../../pg/object.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'ownership/schema-owner-mismatch',
  title: 'A table is not owned by the owner of its schema',
  severity: 'low',
  confidence: 'medium',
  threats: ['owner-bypass', 'cross-component-write'],
  references: ['https://www.postgresql.org/docs/current/ddl-schemas.html'],
  needs: ['relations', 'schemas'],
  doc: {
    what: 'Tables and views whose owner differs from the owner of a user schema (public aside).',
    why: 'Two owners in one schema mean two ways to alter and grant; which one the team reviews is chance.',
    fix: 'ALTER … OWNER TO the schema’s owner.',
  },
  examples: [
    {
      title: 'a stray table',
      sql: `CREATE ROLE own; CREATE ROLE dev; CREATE SCHEMA sales AUTHORIZATION own; CREATE TABLE sales.t (a int); ALTER TABLE sales.t OWNER TO dev`,
      expect: ['table:sales.t'],
    },
    {
      title: 'one owner',
      sql: `CREATE ROLE own; CREATE SCHEMA sales AUTHORIZATION own; CREATE TABLE sales.t (a int); ALTER TABLE sales.t OWNER TO own`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const scope = scopeOf(inventory);
    const owners = new Map(scope.schemas.map(({ object, item }) => [objectKey(object), item.owner]));
    return scope.relations.flatMap(({ object, item, database }): readonly Gap[] => {
      const owner = owners.get(objectKey(objectRef('schema', [item.schema], database)));
      if (item.schema === 'public' || item.kind === 'sequence' || owner === undefined || owner === item.owner)
        return [];
      return [{ subject: object, detail: `Owner ${item.owner}; the schema belongs to ${owner}.` }];
    });
  },
});
