// Tables where a role has a privilege on single columns and the same privilege on the whole table.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { describeGrantee, sameGrantee } from '../../pg/grantee.js';
import { objectKey, type ObjectRef } from '../../pg/object.js';
import { scopeOf } from '../scope.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'column-grants/void',
  title: 'A column grant limits nothing',
  severity: 'high',
  confidence: 'high',
  threats: ['restricted-data-disclosure'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'columns'],
  doc: {
    what: 'Tables where a role has a privilege on single columns and the same privilege on the whole table.',
    why: 'The table’s privilege covers every column: the column list, and every column REVOKE, is without effect.',
    fix: 'Revoke the table privilege; grant the columns that the role may see.',
  },
  examples: [
    {
      title: 'both',
      sql: `CREATE ROLE app; CREATE TABLE t (id int, ssn text); GRANT SELECT ON t TO app; GRANT SELECT (id) ON t TO app`,
      expect: ['table:public.t'],
    },
    {
      title: 'columns only',
      sql: `CREATE ROLE app; CREATE TABLE t (id int, ssn text); GRANT SELECT (id) ON t TO app; GRANT INSERT ON t TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const scope = scopeOf(inventory);
    const found = new Map<string, { readonly subject: ObjectRef; readonly words: string[] }>();
    for (const { item, database } of scope.columns) {
      const table = item.acl === null ? undefined : scope.relation(database, item.schema, item.relation);
      for (const { grantee, privilege } of item.acl ?? []) {
        const whole = table?.item.acl?.some(
          (each) => each.privilege === privilege && sameGrantee(each.grantee, grantee),
        );
        if (table === undefined || whole !== true) continue;
        const known = found.get(objectKey(table.object)) ?? { subject: table.object, words: [] };
        known.words.push(`${privilege} (${item.name}) of ${describeGrantee(grantee)}`);
        found.set(objectKey(table.object), known);
      }
    }
    return [...found.values()].map(({ subject, words }) => ({
      subject,
      detail: `Void under the table’s grant: ${listed(words)}.`,
    }));
  },
});
