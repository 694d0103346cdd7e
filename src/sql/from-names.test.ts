import { describe, expect, it } from 'vitest';
import { fromNames, hasSubquery } from './from-names.js';

const CASES: readonly (readonly [string, readonly string[]])[] = [
  [`(owner = auth.uid())`, []],
  [`(owner = ( SELECT auth.uid() AS uid))`, []],
  [`(id IN ( SELECT member.team\n   FROM app.member\n  WHERE (member.person = auth.uid())))`, ['app.member']],
  [
    `(EXISTS ( SELECT 1\n   FROM (app.a x\n     JOIN app."B.c" y ON ((x.id = y.id)))\n  WHERE (x.app = y.a)))`,
    ['app.a', 'app.B.c'],
  ],
  [`(EXISTS ( SELECT 1\n   FROM app.a,\n    app.b b_1\n  WHERE (a.x IS DISTINCT FROM b_1.y)))`, ['app.a', 'app.b']],
  [`(x = ANY (ARRAY( SELECT f.v\n   FROM app.f(1, 2) f(v)\n UNION ALL\n SELECT c.v\n   FROM app.c)))`, ['app.c']],
  [`(EXTRACT(year FROM app.at) > (2000)::numeric)`, []],
  [`(note <> ' FROM app.secret '::text)`, []],
  [`(EXISTS ( WITH w AS (\n SELECT 1 AS v\n   FROM app.d\n )\n SELECT 1\n   FROM w))`, ['app.d']],
  [`(EXISTS ( SELECT 1 FROM LATERAL ( SELECT 1 FROM ONLY app.e) q, app.g))`, ['app.e', 'app.g']],
  [`EXISTS (SELECT 1 FROM "app"."parent" AS "parent_1" WHERE "parent_1"."id" = "t"."p")`, ['app.parent']],
];

describe('relations in FROM', () => {
  it.each(CASES)('%s', (expression, names) => {
    expect(fromNames(expression).map(({ schema, name }) => `${schema}.${name}`)).toEqual(names);
  });

  it('a subquery without FROM is one', () => {
    expect(hasSubquery(`(owner = ( SELECT auth.uid() AS uid))`)).toBe(true);
    expect(hasSubquery(`(note = 'SELECT'::text)`)).toBe(false);
  });
});
