// Privileges on relations for a role that, like all its members, lacks USAGE on the schema.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { accessIndex, type AccessIndex } from '../../access/index.js';
import { isRelationKind, objectKey, objectRef, type ObjectRef } from '../../pg/object.js';
import { granted } from '../grant.js';
import { ordinary } from '../role.js';
import { grantees } from '../wording.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'grants/unreachable',
  title: 'A grant leads nowhere today and opens with the schema',
  severity: 'low',
  confidence: 'medium',
  threats: ['excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['relations', 'schemas', 'roles', 'memberships'],
  doc: {
    what: 'Privileges on relations for a role that, like all its members, lacks USAGE on the schema.',
    why: 'Nobody notices the grant until someone adds USAGE for another reason; then it is open at once.',
    fix: 'Revoke it, or grant USAGE if it is meant.',
  },
  examples: [
    {
      title: 'no way into the schema',
      sql: `CREATE SCHEMA vault; CREATE TABLE vault.t (a int); CREATE ROLE app; GRANT SELECT ON vault.t TO app`,
      expect: ['table:vault.t'],
    },
    {
      title: 'a member has USAGE',
      sql: `CREATE SCHEMA vault; CREATE TABLE vault.t (a int); CREATE ROLE grp; CREATE ROLE app LOGIN; GRANT grp TO app; GRANT USAGE ON SCHEMA vault TO app; GRANT SELECT ON vault.t TO grp`,
      expect: [],
    },
  ],
  check: ({ inventory }) => {
    const index = accessIndex(inventory);
    const judged = ordinary(inventory);
    const doors = new Map<string, Door>();
    return granted(inventory).flatMap(({ object, items }): readonly Gap[] => {
      if (!isRelationKind(object.kind)) return [];
      const schema = objectRef('schema', object.path.slice(0, 1), object.database);
      const place = objectKey(schema);
      const door = doors.get(place) ?? doorOf(index, schema);
      doors.set(place, door);
      const dead = items.flatMap(({ grantee }) =>
        grantee.kind === 'role' && judged.has(grantee.name) && !door(grantee.name) ? [grantee] : [],
      );
      return dead.length === 0 ? [] : [{ subject: object, detail: `No USAGE on the schema: ${grantees(dead)}.` }];
    });
  },
});

/** Whether the role or one of its members enters the schema. */
type Door = (role: string) => boolean;

function doorOf(index: AccessIndex, schema: ObjectRef): Door {
  const known = new Map<string, boolean>();
  return (role) => {
    const before = known.get(role);
    if (before !== undefined) return before;
    const found = index.members.reachedBy('privileges', role).some((each) => index.holds(each, schema, 'USAGE'));
    known.set(role, found);
    return found;
  };
}
