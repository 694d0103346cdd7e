import { expect, it } from 'vitest';
import { alternatives, shortened } from './alternatives.js';

it.each([
  ['((a = 1) OR (b = 2))', ['(a = 1)', '(b = 2)']],
  ['((a = 1) OR (b = 2) OR f(c))', ['(a = 1)', '(b = 2)', 'f(c)']],
  ['((a = 1) AND ((b = 2) OR c))', ['(a = 1) AND ((b = 2) OR c)']],
  ['((name = \' OR \'::text) OR ("a OR b" = 1))', ["(name = ' OR '::text)", '("a OR b" = 1)']],
  ["((name = 'it''s (') OR open)", ["(name = 'it''s (')", 'open']],
  ['true', ['true']],
])('%s', (text, parts) => {
  expect(alternatives(text)).toEqual(parts);
});

it('a condition with CASE stays whole', () => {
  const text = '(CASE WHEN a THEN b ELSE c END OR d)';
  expect(alternatives(text)).toEqual([text]);
});

it('long conditions are cut', () => {
  expect(shortened('x'.repeat(200))).toHaveLength(158);
});
