// User functions marked LEAKPROOF.
// https://www.postgresql.org/docs/current/sql-createfunction.html

import { scopeOf } from '../scope.js';
import { type CheckDefinition, defineCheck } from '../model.js';

export const check: CheckDefinition = defineCheck({
  id: 'functions/leakproof',
  title: 'A function of a user is marked LEAKPROOF',
  severity: 'medium',
  confidence: 'high',
  threats: ['tenant-crossing'],
  references: ['https://www.postgresql.org/docs/current/sql-createfunction.html'],
  needs: ['routines'],
  doc: {
    what: 'User functions marked LEAKPROOF.',
    why: 'Leakproof functions run before the policy’s condition: one that reports its argument in an error or a log shows hidden rows.',
    fix: 'Remove the mark unless somebody has proved it.',
  },
  examples: [
    {
      title: 'marked',
      sql: `CREATE FUNCTION f(int) RETURNS bool LANGUAGE sql IMMUTABLE LEAKPROOF AS 'SELECT true'`,
      expect: ['routine:public.f(integer)'],
    },
    {
      title: 'not marked',
      sql: `CREATE FUNCTION f(int) RETURNS bool LANGUAGE sql IMMUTABLE AS 'SELECT true'`,
      expect: [],
    },
  ],
  check: ({ inventory }) =>
    scopeOf(inventory)
      .routines.filter(({ item }) => item.leakproof)
      .map(({ object, item }) => ({ subject: object, detail: `LEAKPROOF, owned by ${item.owner}.` })),
});
