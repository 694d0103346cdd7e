// Languages in which everybody may write routines and anonymous blocks, which is the default of trusted ones.
// https://www.postgresql.org/docs/current/sql-createlanguage.html

import { itemsOf } from '../../inventory/index.js';
import { objectRef } from '../../pg/object.js';
import { grantsOn, publicGrants, publicUsageRemedy } from '../grant.js';
import { type CheckDefinition, defineCheck, type Gap } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'public/language-usage',
  title: 'Everybody may write code in a language',
  severity: 'low',
  confidence: 'high',
  threats: ['injection-blast-radius', 'excess-privilege'],
  references: ['https://www.postgresql.org/docs/current/sql-createlanguage.html'],
  needs: ['languages'],
  doc: {
    what: 'Trusted languages on which PUBLIC holds USAGE, which is the default.',
    why: 'Injected SQL becomes a program: DO runs loops, branches and error handling as the application’s login. Calling routines needs no USAGE.',
    fix: 'REVOKE USAGE ON LANGUAGE … FROM PUBLIC, and grant it to the roles that own routines.',
  },
  examples: [
    { title: 'the default', sql: `SELECT 1`, expect: ['language:plpgsql', 'language:sql'] },
    { title: 'revoked', sql: `REVOKE USAGE ON LANGUAGE plpgsql, sql FROM PUBLIC`, expect: [] },
  ],
  check: ({ inventory }) =>
    inventory.databases.flatMap((database) =>
      itemsOf(database.languages).flatMap(({ name, owner, trusted, acl }): readonly Gap[] => {
        const object = objectRef('language', [name], database.name);
        const open = trusted && publicGrants(grantsOn(object, owner, acl, inventory.server.major)).length > 0;
        return open ? [{ subject: object, detail: 'PUBLIC holds USAGE.', remedy: publicUsageRemedy(object) }] : [];
      }),
    ),
});
