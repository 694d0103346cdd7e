// Publications that include tables with row-level security.
// https://www.postgresql.org/docs/current/logical-replication-restrictions.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'replication/publication-past-policies',
  title: 'A publication sends rows past the policies',
  severity: 'high',
  confidence: 'high',
  threats: ['replication-exfiltration', 'tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/logical-replication-restrictions.html'],
  needs: ['publications', 'relations'],
  doc: {
    what: 'Publications that include tables with row-level security.',
    why: 'Row-level security does not apply to what is published: the subscriber gets every tenant’s rows.',
    fix: 'Publish without these tables, or with a row filter (15 and later).',
  },
  examples: [
    {
      title: 'a protected table',
      sql: `CREATE TABLE t (a int PRIMARY KEY); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE PUBLICATION p FOR TABLE t`,
      expect: ['publication:p'],
    },
    {
      title: 'all tables',
      sql: `CREATE TABLE t (a int PRIMARY KEY); ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE PUBLICATION p FOR ALL TABLES`,
      expect: ['publication:p'],
    },
    { title: 'no policies', sql: `CREATE TABLE t (a int PRIMARY KEY); CREATE PUBLICATION p FOR TABLE t`, expect: [] },
  ],
  check: ({ inventory }) => {
    const tables = scopeOf(inventory).relations.filter(({ item }) => item.rowSecurity.enabled);
    return inventory.databases.flatMap((database) =>
      itemsOf(database.publications).flatMap((publication): readonly Gap[] => {
        const unfiltered = new Set(
          publication.tables.filter((each) => each.filter === null).map((each) => `${each.schema}.${each.name}`),
        );
        const sent = tables.filter(
          ({ item, database: of }) =>
            of === database.name &&
            (publication.allTables ||
              publication.schemas.includes(item.schema) ||
              unfiltered.has(`${item.schema}.${item.name}`)),
        );
        if (sent.length === 0) return [];
        return [
          {
            subject: objectRef('publication', [publication.name], database.name),
            detail: `Every row of ${listed(sent.map(({ item }) => `${item.schema}.${item.name}`))}.`,
          },
        ];
      }),
    );
  },
});
