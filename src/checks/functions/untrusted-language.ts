// Functions of users in a language that is not trusted.
// https://www.postgresql.org/docs/current/plperl-trusted.html

import { itemsOf } from '../../inventory/index.js';
import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'functions/untrusted-language',
  title: 'A function is written in an untrusted language',
  severity: 'medium',
  confidence: 'high',
  threats: ['host-code-execution'],
  references: ['https://www.postgresql.org/docs/current/plperl-trusted.html'],
  needs: ['routines', 'languages'],
  doc: {
    what: 'Functions of users in a language that is not trusted.',
    why: 'Their code reads files, opens sockets and runs programs as the server’s account.',
    fix: 'Rewrite it in a trusted language, or revoke EXECUTE from all who do not need it.',
  },
  examples: [
    {
      title: 'internal',
      sql: `CREATE FUNCTION f(int, int) RETURNS int LANGUAGE internal STRICT AS 'int4pl'`,
      expect: ['routine:public.f(integer, integer)'],
    },
    { title: 'plpgsql', sql: `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN RETURN 1; END'`, expect: [] },
  ],
  check: ({ inventory }) => {
    const untrusted = new Set(['c', 'internal']);
    for (const database of inventory.databases) {
      for (const language of itemsOf(database.languages)) if (!language.trusted) untrusted.add(language.name);
    }
    return scopeOf(inventory)
      .routines.filter(({ item }) => untrusted.has(item.language))
      .map(({ object, item }) => ({ subject: object, detail: `Language ${item.language}, owned by ${item.owner}.` }));
  },
});
