// Types that somebody made and with which everybody may make columns, domains and routines, which is the default.
// https://www.postgresql.org/docs/current/ddl-priv.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { grantsOn, publicGrants, publicUsageRemedy } from '../grant.js';
import { isSystemSchema } from '../scope.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'public/type-usage',
  title: 'Everybody may make things with a type',
  severity: 'low',
  confidence: 'high',
  threats: ['excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/ddl-priv.html'],
  needs: ['types'],
  doc: {
    what: 'Types outside extensions on which PUBLIC holds USAGE, which is the default.',
    why: 'What somebody else makes with a type hangs on it: the owner can no longer change or drop it. Values of the type and queries need no USAGE.',
    fix: 'REVOKE USAGE ON TYPE … FROM PUBLIC, and grant it to the roles that own the objects made with it.',
  },
  examples: [
    {
      title: 'the default',
      sql: `CREATE TYPE mood AS ENUM ('calm'); CREATE DOMAIN age AS int; CREATE TYPE span AS RANGE (subtype = int)`,
      expect: ['type:public.mood', 'type:public.age', 'type:public.span'],
    },
    { title: 'revoked', sql: `CREATE DOMAIN age AS int; REVOKE USAGE ON TYPE age FROM PUBLIC`, expect: [] },
    { title: 'a table has a type too, which is no subject of its own', sql: `CREATE TABLE t (a int)`, expect: [] },
  ],
  check: ({ inventory }) =>
    inventory.databases.flatMap((database) =>
      itemsOf(database.types).flatMap(({ schema, name, kind, owner, acl, extension }): readonly Gap[] => {
        // A multirange has no list of its own, and a shell is no type yet.
        if (extension !== null || kind === 'multirange' || kind === 'shell' || isSystemSchema(schema)) return [];
        const object = objectRef('type', [schema, name], database.name);
        const open = publicGrants(grantsOn(object, owner, acl, inventory.server.major)).length > 0;
        return open ? [{ subject: object, detail: 'PUBLIC holds USAGE.', remedy: publicUsageRemedy(object) }] : [];
      }),
    ),
});
