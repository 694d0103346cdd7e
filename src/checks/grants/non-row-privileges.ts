// Tables on which somebody else than the owner holds TRUNCATE, TRIGGER, REFERENCES or MAINTAIN.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { describeGrantee } from '../../pg/grantee.js';
import { granted } from '../grant.js';
import { ordinary } from '../role.js';
import { listed } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'grants/non-row-privileges',
  title: 'A role holds TRUNCATE, TRIGGER, REFERENCES or MAINTAIN',
  severity: 'medium',
  confidence: 'high',
  threats: ['excess-privilege', 'tenant-crossing', 'privilege-escalation'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'roles'],
  doc: {
    what: 'Tables on which somebody else than the owner holds TRUNCATE, TRIGGER, REFERENCES or MAINTAIN.',
    why: 'TRUNCATE and foreign keys are not subject to row-level security; a trigger runs in the session of whoever writes the table.',
    fix: 'Revoke them; applications need SELECT, INSERT, UPDATE and DELETE.',
  },
  examples: [
    {
      title: 'GRANT ALL',
      sql: `CREATE ROLE app; CREATE TABLE t (a int); GRANT ALL ON t TO app`,
      expect: ['table:public.t'],
    },
    {
      title: 'row privileges only',
      sql: `CREATE ROLE app; CREATE TABLE t (a int); GRANT SELECT, INSERT, UPDATE, DELETE ON t TO app`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const judged = ordinary(inventory);
    return granted(inventory).flatMap(({ object, items }): readonly Gap[] => {
      if (object.kind !== 'table' && object.kind !== 'foreign-table') return [];
      const found = items.filter(
        ({ privilege, grantee }) =>
          NOT_OF_ROWS.includes(privilege) && (grantee.kind === 'public' || judged.has(grantee.name)),
      );
      if (found.length === 0) return [];
      return [
        {
          subject: object,
          detail: `Held: ${listed(found.map((item) => `${item.privilege} by ${describeGrantee(item.grantee)}`))}.`,
        },
      ];
    });
  },
});

const NOT_OF_ROWS: readonly string[] = ['TRUNCATE', 'TRIGGER', 'REFERENCES', 'MAINTAIN'];
