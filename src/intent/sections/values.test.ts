import { expect, test } from 'vitest';
import { unquoted } from './values.js';

test.each([
  ['app', 'app'],
  ['"my-app"', 'my-app'],
  ['"a""b"', 'a"b'],
  ['"+crew"', '+crew'],
  ['6" pipe', '6" pipe'],
  ['""', '""'],
  ['"a"b"', '"a"b"'],
])('%j is the name %j', (written, name) => {
  expect(unquoted(written)).toBe(name);
});
