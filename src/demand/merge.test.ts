import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../core/canonical-json.js';
import { objectRef, roleGrantee } from '../pg/index.js';
import type { Demand, Fact } from './model.js';
import { mergeDemands } from './merge.js';

function demand(control: string, fact: Fact): Demand {
  return { fact, because: [{ control, threats: ['T1'], sources: [{ file: 'a.md', line: 3, column: 1 }] }] };
}

const docs = objectRef('table', ['app', 'docs'], 'app');
const ssn = objectRef('column', ['app', 'docs', 'ssn'], 'app');

function select(object: typeof docs, present: boolean): Fact {
  return { kind: 'privilege', object, grantee: roleGrantee('app_rw'), privilege: 'SELECT', present, grantable: false };
}

test('equal facts unite their reasons', () => {
  const { demands, conflicts } = mergeDemands([demand('b', select(docs, true)), demand('a', select(docs, true))]);
  expect(conflicts).toEqual([]);
  expect(demands.map((each) => each.because.map((because) => because.control))).toEqual([['a', 'b']]);
});

test('opposite facts are a conflict that names both controls, and neither is planned', () => {
  const { demands, conflicts } = mergeDemands([demand('b', select(docs, true)), demand('a', select(docs, false))]);
  expect(demands).toEqual([]);
  expect(conflicts[0]?.what).toMatch(/^a and b demand/u);
  expect(conflicts[0]?.source).toEqual({ file: 'a.md', line: 3, column: 1 });
});

test('a column withdrawn under a table that is granted would be void: a conflict', () => {
  const { demands, conflicts } = mergeDemands([demand('b', select(docs, true)), demand('a', select(ssn, false))]);
  expect(demands).toEqual([]);
  expect(conflicts.map((each) => each.code)).toEqual(['demand-conflict']);
});

test('role attributes of several controls add up, contradicting ones do not', () => {
  const login: Fact = { kind: 'role', role: 'r', attributes: { login: true } };
  const plain: Fact = { kind: 'role', role: 'r', attributes: { superuser: false } };
  expect(mergeDemands([demand('a', login), demand('b', plain)]).demands[0]?.fact).toEqual({
    kind: 'role',
    role: 'r',
    attributes: { login: true, superuser: false },
  });
  const noLogin: Fact = { kind: 'role', role: 'r', attributes: { login: false } };
  expect(mergeDemands([demand('a', login), demand('b', noLogin)]).conflicts).toHaveLength(1);
});

test('law order: shuffled input, identical bytes', () => {
  const all = [
    demand('a', select(docs, true)),
    demand('b', select(docs, true)),
    demand('c', select(ssn, true)),
    demand('d', { kind: 'role', role: 'r', attributes: { login: true } }),
    demand('e', { kind: 'role', role: 'r', attributes: { createDb: false } }),
  ];
  const expected = canonicalJson(mergeDemands(all));
  fc.assert(
    fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
      expect(canonicalJson(mergeDemands(shuffled))).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
